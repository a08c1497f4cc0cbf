package kenb.tools;

import kenb.stack.sctp.AssociationEvent;
import kenb.tools.sctp.Client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/// `kenb sctp ping`: messages to an echo server and back, one at a time.
@Command(
        name = "ping",
        description =
                "Send messages to a peer that returns them (echo), one at a time, and time them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every message came back",
            "2:the command line is wrong",
            "3:this machine lacks something",
            "4:no association, or messages did not come back"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb sctp ping 127.0.0.1:7",
            "  kenb sctp ping mme.lab:36412 --carrier kernel --ppid 18 --count 1",
            "  kenb sctp ping 127.0.0.1:7 --udp-port 9899 --local-udp-port 9900 --size 3000 --json"
        })
final class SctpPingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "HOST:PORT", description = "The peer and its SCTP port.")
    private String peer;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            defaultValue = "5",
            description = "Messages to send. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Wait between an answer and the next message. Default: none.")
    private double interval;

    @Mixin private SctpClientOptions client = new SctpClientOptions();
    @Mixin private SctpCarrierOptions over = new SctpCarrierOptions();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    SctpPingCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var messages = client.messages(spec);
        var timeout = client.timeout(spec);
        SctpClientOptions.range(spec, "--count", count, 1, 1_000_000);
        SctpClientOptions.range(spec, "--interval", (long) Math.ceil(interval), 0, 3600);
        SctpCarrierOptions.peer(spec, peer);
        try (var carrying = over.forClient(spec, client.settings());
                var association = client.connect(spec, over, carrying, peer)) {
            var carrier = carrying.carrier().name();
            var streams = association.streams();
            say(
                    "%s over %s (%s): up, %d streams in, %d out"
                            .formatted(
                                    peer,
                                    carrier,
                                    carrying.why(),
                                    streams.inStreams(),
                                    streams.outStreams()));
            long[] nanos = new long[count];
            for (int i = 0; i < count; i++) {
                if (i > 0 && interval > 0) Thread.sleep((long) (interval * 1000));
                nanos[i] = association.roundTrip(timeout);
                say(
                        nanos[i] < 0
                                ? "%d: nothing came back".formatted(i + 1)
                                : String.format(
                                        Locale.ROOT,
                                        "%d: %d octets back in %.3f ms",
                                        i + 1,
                                        messages.octets(),
                                        nanos[i] / 1e6));
            }
            return report(carrier, association, nanos, association.shutDown(timeout));
        }
    }

    private void say(String line) {
        if (client.json) return;
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private int report(String carrier, Client association, long[] nanos, AssociationEvent end) {
        var back = LongStream.of(nanos).filter(it -> it >= 0).toArray();
        var times = Client.Times.of(back);
        boolean good = back.length == nanos.length && end instanceof AssociationEvent.Closed;
        var how =
                end instanceof AssociationEvent.Lost(String reason) ? reason : "shut down in order";
        var out = spec.commandLine().getOut();
        if (client.json) {
            var mapper = JsonMapper.shared();
            var object =
                    mapper.createObjectNode()
                            .put("peer", peer)
                            .put("carrier", carrier)
                            .put("inStreams", association.streams().inStreams())
                            .put("outStreams", association.streams().outStreams())
                            .put("sent", nanos.length)
                            .put("back", back.length)
                            .put("end", how);
            object.putObject("milliseconds")
                    .put("least", times.least())
                    .put("median", times.median())
                    .put("p99", times.p99())
                    .put("most", times.most());
            out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(object));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d sent, %d back; ms least %.3f, median %.3f, p99 %.3f, most %.3f; %s%n",
                    nanos.length,
                    back.length,
                    times.least(),
                    times.median(),
                    times.p99(),
                    times.most(),
                    how);
        }
        out.flush();
        return good ? Exit.PASSED : Exit.PEER;
    }
}

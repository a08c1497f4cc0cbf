package kenb.tools;

import kenb.stack.sctp.AssociationEvent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `kenb sctp flood`: as many messages as a peer takes.
@Command(
        name = "flood",
        description = {
            "Send messages as fast as a peer takes them (discard), then shut down, which succeeds",
            "only when it has acknowledged every one."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was acknowledged",
            "2:the command line is wrong",
            "3:this machine lacks something",
            "4:no association, or it ended too soon"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb sctp flood 127.0.0.1:9 --size 1000",
            "  kenb sctp flood 127.0.0.1:9 --count 1000000 --seconds 30 --unordered --json"
        })
final class SctpFloodCommand implements Callable<Integer> {
    @Parameters(paramLabel = "HOST:PORT", description = "The peer and its SCTP port.")
    private String peer;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            defaultValue = "100000",
            description = "Messages to send. Default: ${DEFAULT-VALUE}.")
    private long count;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Send no longer than this. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Mixin private SctpClientOptions client = new SctpClientOptions();
    @Mixin private SctpCarrierOptions over = new SctpCarrierOptions();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    SctpFloodCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var messages = client.messages(spec);
        var timeout = client.timeout(spec);
        SctpClientOptions.range(spec, "--count", count, 1, 1_000_000_000_000L);
        SctpClientOptions.range(spec, "--seconds", seconds, 1, 86_400);
        SctpCarrierOptions.peer(spec, peer);
        try (var carrying = over.forClient(spec, client.settings());
                var association = client.connect(spec, over, carrying, peer)) {
            var carrier = carrying.carrier().name();
            if (!client.json) {
                var err = spec.commandLine().getErr();
                err.println("kenb: %s over %s (%s)".formatted(peer, carrier, carrying.why()));
                err.flush();
            }
            long start = System.nanoTime();
            long sent = association.flood(count, Duration.ofSeconds(seconds));
            var end = association.shutDown(timeout);
            double took = (System.nanoTime() - start) / 1e9;
            report(carrier, sent, messages.octets(), took, end);
            return end instanceof AssociationEvent.Closed ? Exit.PASSED : Exit.PEER;
        }
    }

    private void report(String carrier, long sent, int octets, double took, AssociationEvent end) {
        var how = end instanceof AssociationEvent.Lost(String reason) ? reason : "all acknowledged";
        double rate = sent / took;
        var out = spec.commandLine().getOut();
        if (client.json) {
            var mapper = JsonMapper.shared();
            var object =
                    mapper.createObjectNode()
                            .put("peer", peer)
                            .put("carrier", carrier)
                            .put("sent", sent)
                            .put("octets", octets)
                            .put("seconds", took)
                            .put("messagesPerSecond", rate)
                            .put("megabitPerSecond", rate * octets * 8 / 1e6)
                            .put("end", how);
            out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(object));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d messages of %d octets in %.2f s: %.0f a second, %.1f Mbit/s; %s%n",
                    sent,
                    octets,
                    took,
                    rate,
                    rate * octets * 8 / 1e6,
                    how);
        }
        out.flush();
    }
}

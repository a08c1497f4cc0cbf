package kenb.tools;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpCarrier;
import kenb.tools.sctp.Client;

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
import java.util.concurrent.TimeUnit;

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
        var to = SctpCarrierOptions.peer(spec, peer);
        var err = spec.commandLine().getErr();
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            var carrying = over.forClient(spec, group, client.settings());
            try (var carrier = carrying.carrier();
                    var association =
                            Client.connect(
                                    carrier,
                                    over.local(spec, to),
                                    to,
                                    messages,
                                    timeout,
                                    what -> err.println("kenb: " + what))) {
                if (!client.json) {
                    err.println(
                            "kenb: %s over %s (%s)"
                                    .formatted(peer, carrier.name(), carrying.why()));
                    err.flush();
                }
                long start = System.nanoTime();
                long sent = association.flood(count, Duration.ofSeconds(seconds));
                var end = association.shutDown(timeout);
                double took = (System.nanoTime() - start) / 1e9;
                report(carrier.name(), sent, messages.octets(), took, end);
                return end instanceof AssociationEvent.Closed ? Exit.PASSED : Exit.PEER;
            } catch (Client.AssociationFailure e) {
                throw new CommandFailure(Exit.PEER, unreachable(peer, carrying.carrier(), e), e);
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(2000);
        }
    }

    /// What to try where a peer does not answer: the usual reason is that it speaks SCTP over the other thing.
    static String unreachable(String peer, SctpCarrier carrier, Client.AssociationFailure why) {
        return peer
                + ": "
                + why.getMessage()
                + (carrier.name().equals("udp")
                        ? ". Does it speak SCTP over UDP, at the --udp-port given? Else: --carrier kernel"
                        : ". Does it listen there, with SCTP over IP? For SCTP over UDP: --carrier udp");
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

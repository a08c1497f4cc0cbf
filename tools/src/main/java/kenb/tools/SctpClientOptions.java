package kenb.tools;

import kenb.stack.sctp.SctpSettings;
import kenb.tools.sctp.Carrying;
import kenb.tools.sctp.Client;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.time.Duration;

/// What `kenb sctp ping` and `flood` send.
final class SctpClientOptions {
    @Option(
            names = "--size",
            paramLabel = "OCTETS",
            defaultValue = "64",
            description = "Octets of a message, 1 to 1000000. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "Outbound streams asked for and sent on in turn. Default: ${DEFAULT-VALUE}.")
    private int streams;

    @Option(
            names = "--ppid",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Payload protocol identifier (18 S1AP, 27 X2AP, 60 NGAP, 61 XnAP). Default: ${DEFAULT-VALUE}.")
    private long ppid;

    @Option(names = "--unordered", description = "Messages may overtake each other.")
    private boolean unordered;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Longest wait for an answer, of any kind. Default: ${DEFAULT-VALUE}.")
    private double timeout;

    @Option(names = "--json", description = "Print one JSON object at the end.")
    boolean json;

    @SuppressWarnings("NullAway.Init")
    SctpClientOptions() {}

    Client.Messages messages(CommandSpec spec) {
        range(spec, "--size", size, 1, 1_000_000);
        range(spec, "--streams", streams, 1, 65_535);
        range(spec, "--ppid", ppid, 0, 0xffff_ffffL);
        return new Client.Messages(streams, (int) ppid, unordered, size);
    }

    SctpSettings.Builder settings() {
        return SctpSettings.builder().streams(streams, 2048);
    }

    Duration timeout(CommandSpec spec) {
        if (!(timeout > 0 && timeout <= 86_400))
            throw new ParameterException(
                    spec.commandLine(), "--timeout " + timeout + ": more than 0, at most 86400");
        return Duration.ofNanos((long) (timeout * 1e9));
    }

    /// Connects, or fails with what to try.
    ///
    /// @param peer HOST:PORT
    Client connect(CommandSpec spec, SctpCarrierOptions over, Carrying carrying, String peer)
            throws InterruptedException {
        var to = SctpCarrierOptions.peer(spec, peer);
        var err = spec.commandLine().getErr();
        try {
            return Client.connect(
                    carrying.carrier(),
                    over.local(spec, to),
                    to,
                    messages(spec),
                    timeout(spec),
                    what -> {
                        err.println("kenb: " + what);
                        err.flush();
                    });
        } catch (Client.AssociationFailure e) {
            // The usual reason is that the peer speaks SCTP over the other thing.
            var advice =
                    carrying.carrier().name().equals("udp")
                            ? "Does it speak SCTP over UDP, at the --udp-port given? Else: --carrier kernel"
                            : "Does it listen there, with SCTP over IP? For SCTP over UDP: --carrier udp";
            throw new CommandFailure(Exit.PEER, peer + ": " + e.getMessage() + ". " + advice, e);
        }
    }

    static void range(CommandSpec spec, String option, long value, long least, long most) {
        if (value < least || value > most)
            throw new ParameterException(
                    spec.commandLine(), "%s %d: %d to %d".formatted(option, value, least, most));
    }
}

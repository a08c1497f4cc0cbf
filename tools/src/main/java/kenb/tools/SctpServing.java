package kenb.tools;

import kenb.stack.sctp.SctpSettings;
import kenb.tools.sctp.Service;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;

/// What `kenb sctp echo` and `discard` have in common.
final class SctpServing {
    @Parameters(
            paramLabel = "[ADDRESS:]PORT",
            description = "Where to listen. Without an address on all of this machine's.")
    private String at;

    @Option(
            names = "--associations",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many have come and gone. Default: never.")
    private int associations;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "16",
            description = "Outbound streams asked for. Default: ${DEFAULT-VALUE}.")
    private int streams;

    @Option(
            names = "--json",
            description = "Print a JSON object for each association that ends, one a line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init")
    SctpServing() {}

    int run(CommandSpec spec, SctpCarrierOptions over, boolean echo) throws InterruptedException {
        SctpClientOptions.range(spec, "--associations", associations, 0, Integer.MAX_VALUE);
        SctpClientOptions.range(spec, "--streams", streams, 1, 65_535);
        var local = SctpCarrierOptions.here(spec, at);
        var told = new LinkedBlockingQueue<Service.Told>();
        var err = spec.commandLine().getErr();
        var settings = SctpSettings.builder().streams(streams, 2048);
        try (var carrying = over.forServer(spec, settings)) {
            var carrier = carrying.carrier();
            var listening = carrier.listen(local, new Service(echo, told::add)).await();
            if (!listening.isSuccess())
                throw new CommandFailure(
                        Exit.ENVIRONMENT,
                        "can't listen at " + at + ": " + listening.cause().getMessage());
            err.println(
                    "kenb: listening at SCTP port %d over %s (%s)"
                            .formatted(local.getPort(), carrier.name(), carrying.why()));
            err.flush();
            boolean good = true;
            for (int ended = 0; associations == 0 || ended < associations; ) {
                var it = told.take();
                tell(spec, it);
                if (it instanceof Service.Told.Ended end) {
                    ended++;
                    good &= end.inOrder();
                }
            }
            return good ? Exit.PASSED : Exit.PEER;
        }
    }

    private void tell(CommandSpec spec, Service.Told told) {
        var out = spec.commandLine().getOut();
        switch (told) {
            case Service.Told.Up(var peer, int inStreams, int outStreams) when !json ->
                    out.printf(
                            "%s:%d up, %d streams in, %d out%n",
                            peer.getAddress().getHostAddress(),
                            peer.getPort(),
                            inStreams,
                            outStreams);
            case Service.Told.Up _ -> {}
            case Service.Told.Ended it when json ->
                    out.println(
                            JsonMapper.shared()
                                    .createObjectNode()
                                    .put("peer", it.peer().getAddress().getHostAddress())
                                    .put("port", it.peer().getPort())
                                    .put("messages", it.messages())
                                    .put("octets", it.octets())
                                    .put("seconds", it.seconds())
                                    .put("end", it.how()));
            case Service.Told.Ended it ->
                    out.printf(
                            Locale.ROOT,
                            "%s:%d ended after %.2f s: %d messages, %d octets; %s%n",
                            it.peer().getAddress().getHostAddress(),
                            it.peer().getPort(),
                            it.seconds(),
                            it.messages(),
                            it.octets(),
                            it.how());
        }
        out.flush();
    }
}

package kenb.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `kenb sctp echo`: a server that sends back every message.
@Command(
        name = "echo",
        description =
                "Send every message back to whoever sent it, on the same stream, until interrupted.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all associations, as many as --associations says, ended in order",
            "2:the command line is wrong",
            "3:this machine lacks something, or a port is taken",
            "4:an association was aborted or lost"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb sctp echo 7",
            "  kenb sctp echo 127.0.0.1:7 --carrier udp --udp-port 9900 --associations 1 --json"
        })
final class SctpEchoCommand implements Callable<Integer> {
    @Mixin private SctpServing serving = new SctpServing();
    @Mixin private SctpCarrierOptions over = new SctpCarrierOptions();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    SctpEchoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return serving.run(spec, over, true);
    }
}

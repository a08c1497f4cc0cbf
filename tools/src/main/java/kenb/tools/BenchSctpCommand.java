package kenb.tools;

import kenb.perf.sctp.SctpBench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.concurrent.Callable;

/// `kenb bench sctp`: what SCTP over UDP costs.
@Command(
        name = "sctp",
        description = {
            "Measure SCTP over UDP on loopback: messages a second, answers alone and under load, idle associations;",
            "beside usrsctp's tsctp where it is installed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:the command line is wrong"},
        footerHeading = "%nExamples:%n",
        footer = {"  kenb bench sctp --quick", "  kenb bench sctp --idle 50000 -o figures"})
final class BenchSctpCommand implements Callable<Integer> {
    @Option(
            names = "--idle",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Idle associations to keep, 0 for none. Default: ${DEFAULT-VALUE}.")
    private int idle;

    @Mixin private BenchOutput output = new BenchOutput();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    BenchSctpCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var bench =
                output.isQuick()
                        ? new SctpBench(2, 1, idle, output.progress(spec))
                        : new SctpBench(4, 5, idle, output.progress(spec));
        output.write(bench.run(ZonedDateTime.now()), spec);
        return Exit.PASSED;
    }
}

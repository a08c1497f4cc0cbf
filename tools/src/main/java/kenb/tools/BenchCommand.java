package kenb.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kenb bench`: how fast it is here.
@Command(
        name = "bench",
        description = "Measure how fast kenb is on this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BenchCodecCommand.class, BenchPdcpCommand.class, BenchSctpCommand.class})
final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? See: kenb bench codec --help");
    }
}

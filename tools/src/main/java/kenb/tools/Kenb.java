package kenb.tools;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/// The command `kenb`; its sub-commands do the work.
@Command(
        name = "kenb",
        description = "A wire-level LTE/NR protocol stack for labs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LabCommand.class,
            DecodeCommand.class,
            EncodeCommand.class,
            RoundtripCommand.class,
            Asn1Command.class,
            LadderCommand.class,
            DiffCommand.class,
            WiresharkProfileCommand.class,
            SctpCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            RehearseCommand.class,
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:passed",
            "1:an expectation failed",
            "2:the command line is wrong",
            "3:this machine lacks something",
            "4:a peer did not do its part"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb lab                     a handover and an SeNB addition on real bytes",
            "  kenb doctor                  what this machine has and lacks",
            "  kenb decode run.pcapng       the messages of a capture, one a line",
            "  kenb help decode             everything about one command"
        })
public final class Kenb implements Runnable {
    @Spec private CommandSpec spec;

    /// Called by picocli, which sets `spec`.
    @SuppressWarnings("NullAway.Init")
    Kenb() {}

    public static void main(String[] arguments) {
        int exitCode = run(arguments);
        System.out.flush();
        System.exit(exitCode);
    }

    /// Runs a command line in this JVM; gives the exit code.
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Kenb());
        line.addSubcommand("help", new CommandLine.HelpCommand());
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Kenb::misused);
        line.setExecutionExceptionHandler(Kenb::failed);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See: kenb --help");
    }

    private static int misused(ParameterException problem, String[] arguments) {
        var line = problem.getCommandLine();
        var err = line.getErr();
        err.println("kenb: " + problem.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, err)
                && line.getParent() != null) {
            err.println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return Exit.USAGE;
    }

    private static int failed(Exception problem, CommandLine line, CommandLine.ParseResult parsed) {
        if (problem instanceof DecodeCommand.StoppedReading) return Exit.PASSED;
        var err = line.getErr();
        var shown = problem instanceof UncheckedIOException io ? io.getCause() : problem;
        int exitCode =
                switch (shown) {
                    case CommandFailure failure -> failure.exitCode();
                    case IOException _ -> Exit.ENVIRONMENT;
                    default -> Exit.DEFECT;
                };
        err.println("kenb: " + line(shown));
        boolean verbose = parsed.originalArgs().contains("--verbose");
        if (verbose) problem.printStackTrace(new PrintWriter(err, true));
        else if (exitCode == Exit.DEFECT) {
            err.println("This is a defect in kenb; --verbose shows where it arose.");
        }
        err.flush();
        return exitCode;
    }

    private static String line(Throwable problem) {
        var message = problem.getMessage();
        return switch (problem) {
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + ": no such file";
            case java.nio.file.AccessDeniedException denied -> denied.getFile() + ": no permission";
            case java.nio.file.FileSystemException file when file.getReason() != null ->
                    file.getFile() + ": " + file.getReason();
            case CommandFailure _, IOException _ when message != null -> message;
            default -> problem.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        };
    }
}

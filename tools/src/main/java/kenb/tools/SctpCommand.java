package kenb.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kenb sctp`: tries an SCTP peer, or is one to try.
@Command(
        name = "sctp",
        description = "Try an SCTP peer, or be one that others try.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SctpPingCommand.class,
            SctpFloodCommand.class,
            SctpEchoCommand.class,
            SctpDiscardCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb sctp echo 7                           a server that sends back what it gets",
            "  kenb sctp ping 127.0.0.1:7                 messages to it and back",
            "  kenb sctp flood 10.0.0.2:9 --size 1000     as many as a discard server takes",
            "  kenb help sctp ping                        everything about one of them"
        })
final class SctpCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    SctpCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? ping, flood, echo, discard: kenb sctp --help");
    }
}

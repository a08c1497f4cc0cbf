package kenb.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kenb asn1`: a user's own modules.
@Command(
        name = "asn1",
        description = "Check ASN.1 modules of your own, and make Java codecs of them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Asn1CheckCommand.class, Asn1GenerateCommand.class})
final class Asn1Command implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    Asn1Command() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? See: kenb asn1 check --help");
    }
}

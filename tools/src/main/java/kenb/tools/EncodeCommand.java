package kenb.tools;

import kenb.codec.per.EncodeException;
import kenb.tools.codec.Codecs;
import kenb.tools.codec.SingleMessage;
import kenb.tools.codec.UnknownTypeException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `kenb encode`: a message from JSON to octets.
@Command(
        name = "encode",
        description = {
            "Encode a message from JSON; prints its octets in hex.",
            "The JSON is what kenb decode --hex --json prints. With --protocol it may be the value alone."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:encoded",
            "1:the value does not fit its type",
            "2:the command line is wrong",
            "3:the file can't be read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb decode --hex 0003… --as x2ap --json > m.json; kenb encode m.json",
            "  kenb encode --protocol lte-rrc --pdu DL-DCCH-Message release.json"
        })
final class EncodeCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "JSON; - or nothing is stdin.")
    private String file = "-";

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description = "The protocol: s1ap, x2ap, lte-rrc …")
    private @Nullable String protocol;

    @Option(
            names = "--pdu",
            paramLabel = "TYPE",
            description = "The type of the value, as in the specification.")
    private @Nullable String pdu;

    @Option(
            names = "--canonical",
            description = "Leave out what the JSON kept of a sender's own way of encoding.")
    private boolean canonical;

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    EncodeCommand() {}

    @Override
    public Integer call() throws IOException {
        String json;
        try (var lines = RoundtripCommand.open(file)) {
            json = lines.lines().collect(Collectors.joining("\n"));
        }
        try {
            var message = SingleMessage.ofJson(json, protocol, pdu, new Codecs());
            var out = spec.commandLine().getOut();
            out.println(HexFormat.of().formatHex(message.encode(canonical)));
            out.flush();
            return Exit.PASSED;
        } catch (UnknownTypeException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (EncodeException e) {
            throw new CommandFailure(Exit.EXPECTATION, String.valueOf(e.getMessage()), e);
        }
    }
}

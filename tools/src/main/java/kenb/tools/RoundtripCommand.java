package kenb.tools;

import kenb.tools.codec.Codecs;
import kenb.tools.codec.MessageFile;
import kenb.tools.codec.RoundTrip;
import kenb.tools.codec.RoundTripTally;
import kenb.tools.codec.UnknownTypeException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `kenb roundtrip`: decodes messages, encodes them again, compares the octets.
@Command(
        name = "roundtrip",
        description = {
            "Decode messages, encode them again and compare the octets.",
            "Files hold a JSON object a line, with id, protocol, pdu and hex."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every message came back as it was",
            "1:a message failed or came back with other octets",
            "2:the command line is wrong",
            "3:a file can't be read, or is no file of messages"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb roundtrip messages.jsonl",
            "  kenb roundtrip --list --json a.jsonl b.jsonl | jq '.messages[].reason'",
            "  echo '{\"protocol\":\"x2ap\",\"hex\":\"0003…\"}' | kenb roundtrip -"
        })
final class RoundtripCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of messages; - is stdin.")
    private List<String> files = List.of();

    @Option(names = "--list", description = "Also list what failed or differs, and why.")
    private boolean list;

    @Option(
            names = "--json",
            description = "Print one JSON object, what failed or differs with it.")
    private boolean json;

    @Option(
            names = "--through-json",
            description = "Take every value through JSON's maps and back before encoding it.")
    private boolean throughJson;

    @Option(
            names = "--canonical",
            description =
                    "Encode in canonical form, whatever form the sender chose: then messages differ whose senders did not.")
    private boolean canonical;

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;
    private final Codecs codecs = new Codecs();
    private final RoundTripTally tally = new RoundTripTally();

    @SuppressWarnings("NullAway.Init")
    RoundtripCommand() {}

    @Override
    public Integer call() throws IOException {
        for (var file : files) {
            try (var lines = open(file)) {
                MessageFile.read(file, lines, this::add);
            }
        }
        var out = spec.commandLine().getOut();
        if (json) out.println(tally.json());
        else tally.print(out, list);
        out.flush();
        return tally.allSame() ? Exit.PASSED : Exit.EXPECTATION;
    }

    static BufferedReader open(String file) throws IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file));
    }

    private void add(MessageFile.Line line) {
        RoundTrip result;
        var pdu = line.pdu();
        try {
            var type = codecs.type(line.protocol(), pdu);
            pdu = type.name();
            result = RoundTrip.of(type, line.octets(), throughJson, canonical);
        } catch (UnknownTypeException e) {
            result = new RoundTrip(RoundTrip.Outcome.FAILED, String.valueOf(e.getMessage()));
        }
        tally.add(
                new RoundTripTally.Entry(
                        line.protocol().toLowerCase(Locale.ROOT),
                        line.id(),
                        pdu == null ? "" : pdu,
                        result));
    }
}

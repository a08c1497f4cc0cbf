package kenb.tools;

import kenb.codec.per.DecodeException;
import kenb.stack.capture.CapturedPdu;
import kenb.stack.capture.PcapReader;
import kenb.tools.codec.Codecs;
import kenb.tools.codec.SingleMessage;
import kenb.tools.codec.UnknownTypeException;
import kenb.tools.decode.CaptureKeys;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.JsonLines;
import kenb.tools.decode.PduReaders;
import kenb.tools.decode.SeenMessage;
import kenb.tools.decode.TextLines;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// `kenb decode`: the messages of captures, one a line, as trees or as JSON.
@Command(
        name = "decode",
        description =
                "Print the messages of captures (pcap or pcapng, also gzipped), or one message in hex.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every message decoded",
            "1:a message did not decode, or a capture is damaged",
            "2:the command line is wrong",
            "3:a file can't be read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb decode run.pcapng",
            "  kenb decode --tree --message HandoverRequest run.pcapng",
            "  kenb decode --keys keys.json --protocol RRC run.pcapng",
            "  kenb decode --json --protocol S1AP run.pcapng | jq .message",
            "  tcpdump -w - sctp | kenb decode -",
            "  kenb decode --hex 400a80 --as lte-rrc --pdu UL-CCCH-Message"
        })
final class DecodeCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Captures; - is stdin.")
    private List<String> files = List.of();

    @ArgGroup private Form form = new Form();

    static final class Form {
        @Option(names = "--tree", description = "Print every field, indented.")
        boolean tree;

        @Option(names = "--json", description = "Print one JSON object a line.")
        boolean json;
    }

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            split = ",",
            description = "Only messages of these protocols: S1AP, X2AP, …")
    private List<String> protocols = List.of();

    @Option(
            names = "--message",
            paramLabel = "NAME",
            split = ",",
            description = "Only messages whose name contains one of these, in any case.")
    private List<String> messages = List.of();

    @Option(
            names = "--as",
            paramLabel = "PROTOCOL",
            description =
                    "Read every SCTP payload as this protocol, whatever its PPID and port say.")
    private @Nullable String as;

    @Option(
            names = "--keys",
            paramLabel = "KEYS.JSON",
            description = "Decipher and verify the radio interface with the keys of a run.")
    private @Nullable Path keys;

    @Mixin private Verbosity verbosity = new Verbosity();

    @Option(
            names = "--hex",
            paramLabel = "OCTETS",
            description =
                    "Decode this one message instead of a capture; --as names its protocol (s1ap, x2ap, lte-rrc …).")
    private @Nullable String hex;

    @Option(
            names = "--pdu",
            paramLabel = "TYPE",
            description = "With --hex: the type, such as DL-DCCH-Message.")
    private @Nullable String pdu;

    @Spec private CommandSpec spec;

    private final TreeMap<String, Integer> unsupported = new TreeMap<>();
    private int undecoded;
    private int damaged;

    @SuppressWarnings("NullAway.Init")
    DecodeCommand() {}

    @Override
    public Integer call() throws IOException {
        if (hex != null) return decodeHex(hex);
        if (files.isEmpty())
            throw new ParameterException(
                    spec.commandLine(), "Which capture? (Or --hex for a message.)");
        if (keys != null && !Files.exists(keys)) {
            throw new ParameterException(spec.commandLine(), keys + ": no such file");
        }
        var keyFile = keys == null ? CaptureKeys.none() : CaptureKeys.read(keys);
        var readers = PduReaders.all(keyFile, as);
        if (as != null && readers.reader(as) == null) {
            throw new ParameterException(
                    spec.commandLine(), "--as knows " + readers.protocols() + ", not " + as);
        }
        for (var file : files) {
            if (!file.equals("-") && !Files.exists(Path.of(file))) {
                throw new ParameterException(spec.commandLine(), file + ": no such file");
            }
        }
        for (var file : files) decode(file, readers);
        spec.commandLine().getOut().flush();
        return summary();
    }

    private int decodeHex(String octets) {
        if (as == null || !files.isEmpty())
            throw new ParameterException(
                    spec.commandLine(),
                    "--hex goes with --as PROTOCOL ("
                            + String.join(", ", Codecs.protocols())
                            + ") and without files");
        try {
            var type = new Codecs().type(as, pdu);
            var message =
                    SingleMessage.decode(
                            as.toLowerCase(Locale.ROOT),
                            type,
                            HexFormat.of().parseHex(octets.replaceAll("[\\s:]", "")));
            var out = spec.commandLine().getOut();
            out.print(form.json ? message.json(true) + "\n" : message.text());
            out.flush();
            return Exit.PASSED;
        } catch (UnknownTypeException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (DecodeException e) {
            throw new CommandFailure(Exit.EXPECTATION, String.valueOf(e.getMessage()), e);
        }
    }

    private void decode(String file, PduReaders readers) throws IOException {
        var out = spec.commandLine().getOut();
        if (files.size() > 1 && !form.json) out.println(file);
        try (var capture =
                file.equals("-") ? PcapReader.open(System.in) : PcapReader.open(Path.of(file))) {
            new CaptureMessages(readers).read(capture, message -> show(file, message, out));
            for (var warning : capture.warnings()) {
                damaged++;
                err().println("kenb: " + file + ": " + warning);
            }
        } catch (IOException problem) {
            out.flush();
            throw new CommandFailure(Exit.ENVIRONMENT, file + ": " + problem.getMessage(), problem);
        }
    }

    private void show(String file, SeenMessage message, PrintWriter out) {
        if (!wanted(message)) return;
        if (message.pdu() instanceof CapturedPdu.Damage) damaged++;
        else if (message.problem() != null) undecoded++;
        else if (message.decoded() == null) unsupported.merge(message.protocol(), 1, Integer::sum);
        if (form.json) out.println(JsonLines.line(files.size() > 1 ? file : null, message));
        else if (form.tree) out.print(TextLines.tree(message));
        else out.println(TextLines.line(message));
        if (out.checkError()) throw new StoppedReading();
    }

    private boolean wanted(SeenMessage message) {
        boolean protocol =
                protocols.isEmpty() || protocols.stream().anyMatch(it -> hasProtocol(message, it));
        var name = message.name().toLowerCase(Locale.ROOT);
        return protocol
                && (messages.isEmpty()
                        || messages.stream()
                                .anyMatch(part -> name.contains(part.toLowerCase(Locale.ROOT))));
    }

    /// `RRC` means both.
    private static boolean hasProtocol(SeenMessage message, String wanted) {
        var decoded = message.decoded();
        return isProtocol(message.protocol(), wanted)
                || decoded != null
                        && decoded.all().anyMatch(it -> isProtocol(it.protocol(), wanted));
    }

    private static boolean isProtocol(String protocol, String wanted) {
        var upper = wanted.toUpperCase(Locale.ROOT);
        return protocol.equalsIgnoreCase(wanted)
                || (upper.equals("RRC") || upper.equals("NAS"))
                        && protocol.toUpperCase(Locale.ROOT).contains(upper);
    }

    private int summary() {
        unsupported.forEach((protocol, count) ->
                err().printf(
                                "kenb: %d %s messages shown without content: not supported yet%n",
                                count, protocol));
        if (undecoded > 0) err().printf("kenb: %d messages did not decode%n", undecoded);
        err().flush();
        return undecoded + damaged > 0 ? Exit.EXPECTATION : Exit.PASSED;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /// Nobody reads stdout any more (as with `| head`): no failure, but no use going on.
    static final class StoppedReading extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

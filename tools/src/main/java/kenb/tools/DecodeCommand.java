package kenb.tools;

import kenb.codec.per.DecodeException;
import kenb.stack.capture.CapturedPdu;
import kenb.tools.codec.Codecs;
import kenb.tools.codec.SingleMessage;
import kenb.tools.codec.UnknownTypeException;
import kenb.tools.decode.CaptureKeys;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.Filter;
import kenb.tools.decode.JsonLines;
import kenb.tools.decode.MessageCount;
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

import java.io.BufferedWriter;
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
            "  kenb decode --filter 'ue=7 and not protocol=GTP-U and time<+2.5' run.pcapng",
            "  kenb decode --json --protocol S1AP run.pcapng | jq .message",
            "  kenb decode --count big.pcapng",
            "  kenb decode --dlt 147=lte-rrc.dl.dcch --port 7000=sctp odd.pcap",
            "  tcpdump -w - sctp | kenb decode -",
            "  kenb decode --hex 400a80 --as lte-rrc --pdu UL-CCCH-Message"
        })
final class DecodeCommand implements Callable<Integer> {
    private static final int OUTPUT_BUFFER = 1 << 16;
    private static final int LOOK_FOR_READER = 1024; // messages; each look flushes

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Captures; - is stdin.")
    private List<String> files = List.of();

    @ArgGroup private Form form = new Form();

    static final class Form {
        @Option(names = "--tree", description = "Print every field, indented.")
        boolean tree;

        @Option(names = "--json", description = "Print one JSON object a line.")
        boolean json;

        @Option(
                names = "--count",
                description = "Print how many there are of each message, and how fast it went.")
        boolean count;
    }

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description =
                    "Only messages for which this holds: conditions on protocol, message, ue, time, packet, source, destination, node or a field shown, such as Cause, by = != ~ (contains) < <= > >=, joined by and, or, not, brackets.")
    private @Nullable String filterText;

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

    @Mixin private DecodeAsOptions decodeAs = new DecodeAsOptions();

    @Option(
            names = "--keys",
            paramLabel = "KEYS.JSON",
            description =
                    "Decipher and verify the radio interface and NAS with the keys in this file.")
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

    private Filter filter = Filter.ALL;
    private PrintWriter out = new PrintWriter(PrintWriter.nullWriter());
    private final MessageCount counted = new MessageCount();
    private final TreeMap<String, Integer> unsupported = new TreeMap<>();
    private long shown;
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
        try {
            if (filterText != null) filter = Filter.of(filterText);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        // Lines are flushed by the buffer's size, not one by one, unless somebody watches a live
        // capture.
        out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), OUTPUT_BUFFER));
        try {
            for (var file : files) decode(file, readers);
        } finally {
            out.flush();
        }
        if (form.count) out.print(counted.table());
        out.flush();
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
            var text = spec.commandLine().getOut();
            text.print(form.json ? message.json(true) + "\n" : message.text());
            text.flush();
            return Exit.PASSED;
        } catch (UnknownTypeException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (DecodeException e) {
            throw new CommandFailure(Exit.EXPECTATION, String.valueOf(e.getMessage()), e);
        }
    }

    private void decode(String file, PduReaders readers) throws IOException {
        boolean several = files.size() > 1 && !form.json;
        if (several && !form.count) out.println(file);
        filter = filterText == null ? Filter.ALL : Filter.of(filterText);
        try (var capture = Progress.open(file)) {
            new CaptureMessages(readers, decodeAs.settings())
                    .read(
                            capture,
                            counted::packet,
                            message -> {
                                show(file, message);
                                if (file.equals("-")) out.flush();
                            });
            for (var warning : capture.warnings()) {
                damaged++;
                out.flush();
                err().println("kenb: " + file + ": " + warning);
            }
        } catch (IOException problem) {
            out.flush();
            throw new CommandFailure(Exit.ENVIRONMENT, file + ": " + problem.getMessage(), problem);
        }
    }

    private void show(String file, SeenMessage message) {
        if (!filter.test(message) || !wanted(message)) return;
        if (message.pdu() instanceof CapturedPdu.Damage) damaged++;
        else if (message.problem() != null) undecoded++;
        else if (message.decoded() == null) unsupported.merge(message.protocol(), 1, Integer::sum);
        if (form.count) {
            counted.message(message);
            return;
        }
        shown++;
        if (form.json) out.println(JsonLines.line(files.size() > 1 ? file : null, message));
        else if (form.tree) out.print(TextLines.tree(message));
        else out.println(TextLines.line(message));
        if (shown % LOOK_FOR_READER == 0 && spec.commandLine().getOut().checkError())
            throw new StoppedReading();
    }

    private boolean wanted(SeenMessage message) {
        boolean protocol =
                protocols.isEmpty() || protocols.stream().anyMatch(it -> hasProtocol(message, it));
        return protocol
                && (messages.isEmpty()
                        || messages.stream().anyMatch(part -> hasName(message, part)));
    }

    private static boolean hasName(SeenMessage message, String part) {
        var lower = part.toLowerCase(Locale.ROOT);
        var decoded = message.decoded();
        return message.name().toLowerCase(Locale.ROOT).contains(lower)
                || decoded != null
                        && decoded.all()
                                .anyMatch(it -> it.name().toLowerCase(Locale.ROOT).contains(lower));
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
        if (form.count) err().println("kenb: " + counted.rate());
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

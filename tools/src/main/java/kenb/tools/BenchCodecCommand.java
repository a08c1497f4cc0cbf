package kenb.tools;

import kenb.codec.per.DecodeException;
import kenb.perf.BenchMessage;
import kenb.perf.CodecBench;
import kenb.perf.erlang.Erlang;
import kenb.tools.codec.Codecs;
import kenb.tools.codec.MessageFile;
import kenb.tools.codec.UnknownTypeException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `kenb bench codec`: what it costs to decode and encode messages, and what it costs Erlang.
@Command(
        name = "codec",
        description = {
            "Measure decoding and encoding of messages, and Erlang's codecs on the same octets.",
            "Each figure comes from a JVM of its own; with the built-in messages all takes five minutes or so."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured",
            "1:a message does not decode",
            "2:the command line is wrong",
            "3:a file can't be read, or Erlang fails"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb bench codec --quick",
            "  kenb bench codec -o figures; open figures/report.svg",
            "  head -3 messages.jsonl | kenb bench codec --messages - --no-erlang"
        })
final class BenchCodecCommand implements Callable<Integer> {
    @Mixin private BenchOutput output = new BenchOutput();

    @Option(
            names = "--messages",
            paramLabel = "FILE",
            description =
                    "Measure these messages instead of the built-in ones: as kenb roundtrip reads them; - is stdin.")
    private @Nullable String messages;

    @Option(names = "--no-erlang", description = "Leave Erlang out.")
    private boolean noErlang;

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    BenchCodecCommand() {}

    @Override
    public Integer call() throws IOException {
        var measured = messages == null ? BenchMessage.builtIn() : read(messages);
        measured.forEach(BenchCodecCommand::check);
        var erlang = noErlang ? null : Erlang.find(cache());
        if (erlang == null && !noErlang)
            spec.commandLine()
                    .getErr()
                    .println(
                            "kenb: no Erlang with its ASN.1 compiler here, so nothing to compare with. "
                                    + Erlang.HOW_TO_GET);
        var bench = new CodecBench(output.jmh(), erlang, output.progress(spec));
        output.write(bench.run(measured, ZonedDateTime.now()), spec);
        return Exit.PASSED;
    }

    private static List<BenchMessage> read(String file) throws IOException {
        var codecs = new Codecs();
        var found = new ArrayList<BenchMessage>();
        try (var lines = RoundtripCommand.open(file)) {
            MessageFile.read(
                    file,
                    lines,
                    line -> {
                        try {
                            var name = line.id().replaceAll("\\s+", "-");
                            if (found.stream().anyMatch(it -> it.name().equals(name)))
                                throw new CommandFailure(
                                        Exit.ENVIRONMENT,
                                        file + ": two messages have the id " + line.id());
                            found.add(
                                    new BenchMessage(
                                            name,
                                            line.protocol().toLowerCase(Locale.ROOT),
                                            codecs.type(line.protocol(), line.pdu()).name(),
                                            line.octets()));
                        } catch (UnknownTypeException e) {
                            throw new CommandFailure(
                                    Exit.EXPECTATION, line.id() + ": " + e.getMessage(), e);
                        }
                    });
        }
        if (found.isEmpty())
            throw new CommandFailure(Exit.ENVIRONMENT, file + ": there is no message in it");
        return found;
    }

    private static void check(BenchMessage message) {
        try {
            message.type().decode(message.octets());
        } catch (DecodeException e) {
            throw new CommandFailure(
                    Exit.EXPECTATION, message.name() + " does not decode: " + e.getMessage(), e);
        }
    }

    /// Where Erlang's codecs stay.
    private static Path cache() {
        var folder = System.getenv("XDG_CACHE_HOME");
        return (folder == null || folder.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(folder))
                .resolve("kenb")
                .resolve("erlang");
    }
}

package kenb.tools;

import kenb.tools.decode.CaptureKeys;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.Filter;
import kenb.tools.decode.PduReaders;
import kenb.tools.ladder.KeyFile;
import kenb.tools.ladder.Ladder;
import kenb.tools.ladder.LadderBuilder;
import kenb.tools.ladder.Mermaid;
import kenb.tools.ladder.SvgLadder;
import kenb.tools.ladder.TextLadder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `kenb ladder`: a capture as a sequence diagram.
@Command(
        name = "ladder",
        description = "Draw a capture as a ladder diagram.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:drawn",
            "1:drawn, but the capture is damaged",
            "2:the command line is wrong",
            "3:the file can't be read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb ladder run.pcapng                                  on the terminal",
            "  kenb ladder run.pcapng --keys keys.json -o ladder.svg   for a browser",
            "  kenb ladder run.pcapng --format mermaid                 for a document",
            "  kenb ladder big.pcap --filter 'ue=7' --format html -o ue7.html"
        })
final class LadderCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        SVG,
        HTML,
        MERMAID
    }

    @Parameters(paramLabel = "FILE", description = "A capture, pcap or pcapng.")
    private Path file = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "KEYS.JSON",
            description = "Keys of the run: decipher the radio interface, show births and deaths.")
    private @Nullable Path keys;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here; the format follows from .svg, .html, .mmd, .txt.")
    private @Nullable Path output;

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}; default: as the output's name, else TEXT.")
    private @Nullable Format format;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "The heading; default: the capture's name.")
    private @Nullable String title;

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description = "Only messages for which this holds, as in kenb decode.")
    private String filter = "";

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            defaultValue = "5000",
            description = "Rows at most; ${DEFAULT-VALUE} where not given.")
    private int limit;

    @Mixin private DecodeAsOptions decodeAs = new DecodeAsOptions();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    LadderCommand() {}

    @Override
    public Integer call() throws IOException {
        for (var needed : keys == null ? List.of(file) : List.of(file, keys)) {
            if (!Files.exists(needed)) {
                throw new ParameterException(spec.commandLine(), needed + ": no such file");
            }
        }
        var heading = title == null ? String.valueOf(file.getFileName()) : title;
        var builder =
                new LadderBuilder(heading, keys == null ? List.of() : KeyFile.read(keys), limit);
        Filter wanted;
        try {
            wanted = filter.isBlank() ? Filter.ALL : Filter.of(filter);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        boolean damaged;
        try (var capture = Progress.open(file.toString())) {
            new CaptureMessages(
                            PduReaders.all(
                                    keys == null ? CaptureKeys.none() : CaptureKeys.read(keys),
                                    null),
                            decodeAs.settings())
                    .read(
                            capture,
                            builder::see,
                            message -> {
                                if (wanted.test(message)) builder.add(message);
                            });
            capture.warnings()
                    .forEach(
                            it -> spec.commandLine().getErr().println("kenb: " + file + ": " + it));
            damaged = !capture.warnings().isEmpty();
        }
        if (builder.leftOut() > 0)
            spec.commandLine()
                    .getErr()
                    .println(
                            "kenb: %,d messages after the first %,d rows are left out: --limit shows more, --filter chooses"
                                    .formatted(builder.leftOut(), limit));
        var drawing = draw(builder.build());
        if (output == null) {
            spec.commandLine().getOut().print(drawing);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(output, drawing);
        }
        return damaged ? Exit.EXPECTATION : Exit.PASSED;
    }

    private String draw(Ladder ladder) {
        return switch (format == null ? byName() : format) {
            case TEXT -> TextLadder.draw(ladder);
            case SVG -> SvgLadder.draw(ladder);
            case HTML -> SvgLadder.html(ladder);
            case MERMAID -> Mermaid.draw(ladder);
        };
    }

    private Format byName() {
        var name = output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg")) return Format.SVG;
        if (name.endsWith(".html") || name.endsWith(".htm")) return Format.HTML;
        return name.endsWith(".mmd") || name.endsWith(".mermaid") ? Format.MERMAID : Format.TEXT;
    }
}

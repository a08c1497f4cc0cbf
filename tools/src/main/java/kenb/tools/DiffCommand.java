package kenb.tools;

import kenb.tools.decode.CaptureKeys;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.Filter;
import kenb.tools.decode.PduReaders;
import kenb.tools.diff.CaptureDiff;

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
import java.util.concurrent.Callable;

/// `kenb diff`: two captures message by message.
@Command(
        name = "diff",
        description =
                "Compare two captures message by message. Ids that nodes choose are mapped onto each other; keys, challenges and MACs are not compared.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the same messages",
            "1:they differ",
            "2:the command line is wrong",
            "3:a file can't be read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb diff yesterday.pcapng today.pcapng",
            "  kenb diff --filter 'protocol=S1AP and ue=1' a.pcap b.pcap"
        })
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A capture.")
    private Path left = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private Path right = Path.of("");

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description = "Only messages for which this holds, as in kenb decode.")
    private String filter = "";

    @Option(names = "--all", description = "Show messages that are alike too.")
    private boolean all;

    @Option(
            names = "--strict",
            description = "Compare ids, keys, challenges and MACs like all else.")
    private boolean strict;

    @Option(
            names = "--keys",
            paramLabel = "KEYS.JSON",
            description = "Keys for both captures; twice: for each its own.")
    private List<Path> keys = List.of();

    @Mixin private DecodeAsOptions decodeAs = new DecodeAsOptions();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    DiffCommand() {}

    @Override
    public Integer call() throws IOException {
        var diff = new CaptureDiff(strict);
        try {
            read(diff, true, left, keys.isEmpty() ? null : keys.getFirst());
            read(diff, false, right, keys.isEmpty() ? null : keys.getLast());
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        var text = new StringBuilder();
        var outcome = diff.compare(text, all);
        var out = spec.commandLine().getOut();
        out.print(text);
        out.println(outcome);
        out.flush();
        return outcome.same() ? Exit.PASSED : Exit.EXPECTATION;
    }

    private void read(CaptureDiff diff, boolean first, Path file, @Nullable Path keyFile)
            throws IOException {
        for (var needed : keyFile == null ? List.of(file) : List.of(file, keyFile)) {
            if (!Files.exists(needed))
                throw new ParameterException(spec.commandLine(), needed + ": no such file");
        }
        var wanted = filter.isBlank() ? Filter.ALL : Filter.of(filter);
        var readers =
                PduReaders.all(
                        keyFile == null ? CaptureKeys.none() : CaptureKeys.read(keyFile), null);
        try (var capture = Progress.open(file.toString())) {
            new CaptureMessages(readers, decodeAs.settings())
                    .read(
                            capture,
                            message -> {
                                if (wanted.test(message)) diff.add(first, message);
                            });
            capture.warnings()
                    .forEach(
                            it -> spec.commandLine().getErr().println("kenb: " + file + ": " + it));
        } catch (IOException problem) {
            throw new CommandFailure(Exit.ENVIRONMENT, file + ": " + problem.getMessage(), problem);
        }
    }
}

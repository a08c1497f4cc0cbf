package kenb.tools;

import kenb.stack.capture.PcapReader;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens captures, big ones with a progress bar: where standard error is a terminal that nothing else is printed on.
final class Progress {
    private static final long BIG = 32 << 20;

    private Progress() {}

    /// @param file `-` is standard input
    static PcapReader open(String file) throws IOException {
        if (file.equals("-")) return PcapReader.open(System.in);
        var path = Path.of(file);
        if (Files.size(path) < BIG || !isTerminal(2) || isTerminal(1)) return PcapReader.open(path);
        InputStream watched =
                ProgressBar.wrap(
                        Files.newInputStream(path),
                        new ProgressBarBuilder()
                                .setTaskName(String.valueOf(path.getFileName()))
                                .setUnit(" MB", 1_000_000)
                                .setStyle(ProgressBarStyle.ASCII));
        return PcapReader.open(watched);
    }

    /// The JVM says nothing of one stream alone; Linux and the BSDs do.
    private static boolean isTerminal(int descriptor) {
        try {
            var target = Path.of("/dev/fd/" + descriptor).toRealPath().toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException _) {
            return false;
        }
    }
}

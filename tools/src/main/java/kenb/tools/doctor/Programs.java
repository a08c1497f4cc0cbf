package kenb.tools.doctor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Programs and libraries of others that kenb can use or be tried against.
final class Programs {
    private static final Pattern TSHARK_VERSION = Pattern.compile("TShark[^0-9]*([0-9.]+)");

    private Programs() {}

    static List<Finding> examine() {
        return List.of(tshark(), usrsctp());
    }

    private static Finding tshark() {
        var name = "tshark";
        var path = onPath("tshark");
        if (path == null) {
            return Finding.lacking(
                    name,
                    "no",
                    "to check captures with Wireshark's dissectors: apt install tshark");
        }
        var matcher = TSHARK_VERSION.matcher(output(path.toString(), "--version"));
        return Finding.found(name, (matcher.find() ? matcher.group(1) : "?") + ", " + path);
    }

    private static Finding usrsctp() {
        var name = "usrsctp programs";
        for (var folder : List.of(Path.of("/usr/lib/usrsctp"), Path.of("/usr/local/lib/usrsctp"))) {
            if (Files.isExecutable(folder.resolve("echo_server"))) {
                return Finding.found(name, folder.toString());
            }
        }
        return Finding.lacking(
                name, "no", "to try SCTP against another stack: apt install libusrsctp-examples");
    }

    static @Nullable Path onPath(String program) {
        var path = System.getenv("PATH");
        if (path == null) return null;
        for (var folder : path.split(java.io.File.pathSeparator)) {
            var file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) return file;
        }
        return null;
    }

    private static String output(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            try (var in = process.getInputStream()) {
                var text = new String(in.readNBytes(4096), StandardCharsets.UTF_8);
                if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroy();
                return text;
            }
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

package kenb.perf.sctp;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// usrsctp's `tsctp`, sending to another of itself (Debian: libusrsctp-examples).
final class Tsctp {
    private static final File PROGRAM = new File("/usr/lib/usrsctp/tsctp");
    private static final int TAIL = 512;

    private Tsctp() {}

    static boolean isInstalled() {
        return PROGRAM.canExecute();
    }

    /// Messages a second that arrived, or empty where it said nothing of it.
    static OptionalDouble messagesPerSecond(int octets, int seconds)
            throws IOException, InterruptedException {
        int one;
        int other;
        try (var a = new DatagramSocket();
                var b = new DatagramSocket()) {
            one = a.getLocalPort();
            other = b.getLocalPort();
        }
        Path said = Files.createTempFile("tsctp", ".txt");
        Process server = start(said, "-E", one, "-U", other, "-L", "127.0.0.1");
        try {
            TimeUnit.MILLISECONDS.sleep(500);
            Process client =
                    start(
                            Path.of("/dev/null"),
                            "-E",
                            other,
                            "-U",
                            one,
                            "-L",
                            "127.0.0.1",
                            "-D",
                            "-l",
                            octets,
                            "-T",
                            seconds,
                            "127.0.0.1");
            if (!client.waitFor(seconds + 30L, TimeUnit.SECONDS)) {
                client.destroyForcibly().waitFor();
            }
            TimeUnit.MILLISECONDS.sleep(500);
            return result(said);
        } finally {
            server.destroyForcibly().waitFor();
            Files.deleteIfExists(said);
        }
    }

    private static Process start(Path output, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(PROGRAM.getPath());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /// The server's line: length, messages, calls, octets, seconds, octets a second, ...
    private static OptionalDouble result(Path said) throws IOException {
        byte[] end;
        try (var file = new RandomAccessFile(said.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - 4 * TAIL));
            end = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(end);
        }
        for (String line : new String(end, StandardCharsets.ISO_8859_1).lines().toList()) {
            String[] fields = line.split(", ");
            if (fields.length >= 6 && !line.startsWith("[")) {
                double seconds = Double.parseDouble(fields[4]);
                return OptionalDouble.of(Double.parseDouble(fields[1]) / seconds);
            }
        }
        return OptionalDouble.empty();
    }
}

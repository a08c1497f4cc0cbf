package kenb.stack.sctp.vm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A program of others in a network namespace, and what it prints.
final class Peer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private Peer(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /// @param namespace "" for the JVM's own
    static Peer start(String namespace, String... command) throws IOException {
        List<String> all = new ArrayList<>();
        if (!namespace.isEmpty()) {
            all.addAll(List.of("ip", "netns", "exec", namespace));
        }
        all.addAll(List.of(command));
        return new Peer(new ProcessBuilder(all).redirectErrorStream(true).start());
    }

    /// Runs to the end, which must be a success.
    static void run(String... command) throws IOException, InterruptedException {
        try (var peer = start("", command)) {
            if (peer.end() != 0) {
                throw new IOException(String.join(" ", command) + ": " + peer.lines);
            }
        }
    }

    private void read() {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = reader.readLine()) != null; ) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }

    void type(String line) {
        var out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out.println(line);
    }

    /// The next line in which the pattern is found; lines before it are let go.
    MatchResult line(String pattern) throws InterruptedException {
        var wanted = Pattern.compile(pattern);
        while (true) {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no line with " + pattern + " after " + seen);
            }
            seen.add(line);
            var matcher = wanted.matcher(line);
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
        }
    }

    /// Waits for its end.
    ///
    /// @return exit status
    int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(process.info() + " does not end; it said " + seen + lines);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

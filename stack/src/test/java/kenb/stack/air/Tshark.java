package kenb.stack.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// tshark on one capture.
record Tshark(List<String> command) {
    Tshark(String capture, List<String> arguments) {
        this(new ArrayList<>(List.of("tshark", "-r", capture)));
        command.addAll(arguments);
    }

    /// Skips the test where tshark is not installed, unless it must be.
    static void need() {
        boolean installed = isInstalled();
        if (!"required".equals(System.getProperty("kenb.interop"))) {
            assumeTrue(installed, "tshark is not installed");
        }
        assertThat(installed).as("tshark is installed").isTrue();
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("tshark", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    List<String> lines(String... more) throws Exception {
        var all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return output(new ProcessBuilder(all));
    }

    List<String> fields(String filter, String field) throws Exception {
        return lines("-Y", filter, "-T", "fields", "-e", field);
    }

    /// What the UDP packets hold that are inside.
    List<String> texts(String filter) throws Exception {
        return fields(filter + " && data", "data.data").stream()
                .map(HexFormat.of()::parseHex)
                .map(it -> new String(it, StandardCharsets.US_ASCII))
                .toList();
    }

    long macsThatMatch(String protocol) throws Exception {
        return lines("-O", protocol).stream()
                .filter(it -> it.strip().matches("MAC: 0x.* \\[Matches calculated result]"))
                .count();
    }

    static List<String> output(ProcessBuilder command) throws Exception {
        Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().filter(it -> !it.isBlank()).toList();
    }
}

package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// The whole way of `kenb lab`: what it says, what it leaves, and that our own commands can read that.
@Tag("C-01")
class LabCommandTest {
    @TempDir Path folder;

    @Test
    void aRunPassesAndLeavesWhatTheOtherCommandsRead() throws Exception {
        var out = folder.resolve("run");
        var text = new StringWriter();
        assertThat(
                        run(
                                text,
                                "lab",
                                "-o",
                                out.toString(),
                                "--carrier=udp",
                                "--duration=0.3",
                                "--rate=50",
                                "--seed=1"))
                .as(text.toString())
                .isEqualTo(Exit.PASSED);
        assertThat(Files.readString(out.resolve("ladder.svg")))
                .contains("RRCConnectionReconfigurationComplete");

        var decoded = new StringWriter();
        assertThat(
                        run(
                                decoded,
                                "decode",
                                out.resolve("run.pcapng").toString(),
                                "--keys",
                                out.resolve("keys.json").toString()))
                .as(decoded.toString())
                .isEqualTo(Exit.PASSED);
        assertThat(decoded.toString())
                .contains("SecurityModeCommand", "MeasurementReport", "RRCConnectionRelease");
    }

    private static int run(StringWriter text, String... arguments) {
        return Kenb.commandLine()
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text))
                .execute(arguments);
    }
}

package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

@Tag("C-01")
class CommandsTest {
    @TempDir Path folder;

    private record Outcome(int exitCode, String out, String err) {}

    @Test
    void everyCommandHelpsWithAnExample() {
        for (var command : new String[] {"decode", "doctor", "completion"}) {
            var outcome = run(command, "--help");
            assertThat(outcome.exitCode).isEqualTo(Exit.PASSED);
            assertThat(outcome.out)
                    .contains("Usage: kenb " + command, "Examples:", "  kenb " + command);
            assertThat(outcome.err).isEmpty();
        }
    }

    @Test
    void aMisspeltCommandOrOptionIsAUsageErrorWithASuggestion() {
        assertThat(run("decod"))
                .satisfies(it -> assertThat(it.exitCode).isEqualTo(Exit.USAGE))
                .satisfies(it -> assertThat(it.err).contains("decode"))
                .satisfies(it -> assertThat(it.out).isEmpty());
        assertThat(run("doctor", "--jsn").err).contains("--json");
        assertThat(run().exitCode).isEqualTo(Exit.USAGE);
        assertThat(run("decode").exitCode).isEqualTo(Exit.USAGE);
        assertThat(run("decode", "--as", "nonsense", "-").exitCode).isEqualTo(Exit.USAGE);
    }

    @Test
    void aFileThatIsMissingOrOfAnotherKindGivesOneLineAndNoStackTrace() throws IOException {
        assertThat(run("decode", "missing.pcapng").err)
                .startsWith("kenb: missing.pcapng: no such file");
        var text = Files.writeString(folder.resolve("notes.txt"), "no capture");
        var outcome = run("decode", text.toString());
        assertThat(outcome.exitCode).isEqualTo(Exit.ENVIRONMENT);
        assertThat(outcome.err.lines()).singleElement().asString().contains("not a capture file");
    }

    @Test
    void theCompletionScriptKnowsTheCommands() {
        assertThat(run("completion").out).contains("decode", "doctor", "--protocol", "complete -F");
    }

    @Test
    @Tag("C-02")
    void theDoctorSaysForEverythingThatLacksHowToGetIt() {
        var outcome = run("doctor", "--json");
        assertThat(outcome.exitCode).isIn(Exit.PASSED, Exit.ENVIRONMENT);
        var findings = JsonMapper.shared().readTree(outcome.out);
        assertThat(findings.valueStream().map(it -> it.get("name").asString()))
                .contains(
                        "JDK",
                        "AES instructions",
                        "kernel SCTP",
                        "tshark",
                        "loopback addresses",
                        "UDP port 9899");
        assertThat(findings.valueStream())
                .allSatisfy(it -> {
                    assertThat(it.get("value").asString()).isNotBlank();
                    if (!it.get("status").asString().equals("found")) {
                        assertThat(it.get("advice").asString()).isNotBlank();
                    }
                });
    }

    private static Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Kenb.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return new Outcome(line.execute(arguments), out.toString(), err.toString());
    }
}

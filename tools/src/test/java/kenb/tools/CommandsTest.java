package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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
        for (var command : new String[] {"decode", "ladder", "doctor", "completion"}) {
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
    @Tag("R-03")
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void aCaptureIsDecodedAsLinesTreesAndJson() {
        var capture =
                Path.of(
                                System.getProperty("kenb.shared", ""),
                                "pcaps",
                                "ericsson-mts_mts-asn1__initialContextSetup.pcap")
                        .toString();
        assertThat(run("decode", capture).out.lines())
                .satisfiesExactly(
                        it ->
                                assertThat(it)
                                        .contains(
                                                "10.255.246.20:36412 → 10.255.252.174:32767",
                                                "S1AP  InitialContextSetupRequest",
                                                "MME-UE-S1AP-ID=37, eNB-UE-S1AP-ID=36"),
                        it -> assertThat(it).contains("InitialContextSetupResponse"));
        assertThat(run("decode", "--tree", "--message", "setuprequest", capture).out)
                .contains("uEaggregateMaximumBitRateDL: 101711872", "priorityLevel: 2")
                .doesNotContain("InitialContextSetupResponse");
        var json = run("decode", "--json", capture).out.lines().toList();
        var ies =
                JsonMapper.shared()
                        .readTree(json.getFirst())
                        .at("/value/initiatingMessage/value/protocolIEs");
        assertThat(ies.get(0).get("id").asString()).isEqualTo("id-MME-UE-S1AP-ID (0)");
        assertThat(ies.get(0).get("value").asInt()).isEqualTo(37);
    }

    @Test
    @Tag("W-05")
    void aMessageThatDoesNotDecodeSaysWhereAndTheRunGoesOn() throws IOException {
        var file = folder.resolve("bad.pcapng");
        try (var writer = kenb.stack.capture.PcapngWriter.create(file, "test")) {
            writer.addInterface("sctp", kenb.stack.capture.LinkType.SCTP, null);
            for (int tsn = 1; tsn <= 2; tsn++) {
                var packet = java.nio.ByteBuffer.allocate(12 + 20);
                packet.putShort((short) 36412).putShort((short) 36412).putInt(7).putInt(0);
                packet.putShort((short) 3).putShort((short) 20).putInt(tsn).putInt(0).putInt(18);
                packet.put(new byte[] {0, 17, 0, 100}).flip();
                writer.writePacket(
                        0, 0, kenb.stack.capture.PcapngWriter.Direction.UNKNOWN, packet, null);
            }
        }
        var outcome = run("decode", file.toString());
        assertThat(outcome.exitCode).isEqualTo(Exit.EXPECTATION);
        assertThat(outcome.out.lines())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it).contains("S1AP S1AP-PDU", "bit "));
        assertThat(outcome.err).contains("2 messages did not decode");
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
                        "EEA1",
                        "EIA3",
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

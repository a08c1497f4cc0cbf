package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import kenb.stack.capture.PcapngWriter;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;

/// The commands that read captures, as a user types them.
class CaptureCommandsTest {
    private static final String SETUP_RESPONSE = "20110015000001004900110000000100000000010000";
    private static final String ATTACH =
            Path.of(
                            System.getProperty("kenb.shared", ""),
                            "pcaps",
                            "open5gs_open5gs__testattach.pcapng")
                    .toString();

    @TempDir Path folder;

    private record Outcome(int exit, String out, String err) {}

    @Test
    @Tag("R-01")
    void aLinkTypeForUsersIsReadAsSaid() throws IOException {
        byte[] nas = HexFormat.of().parseHex("07601a");
        var file = capture(160, nas).toString();
        assertThat(run("decode", file).err).isEmpty();
        assertThat(run("decode", file).out).contains("link types that are not read: [160]");
        assertThat(run("decode", file).exit).isEqualTo(Exit.EXPECTATION);
        var said = run("decode", "--dlt", "160=nas-eps", file);
        assertThat(said.out).contains("NAS-EPS  EMM status");
        assertThat(said.exit).isZero();
        assertThat(run("decode", "--dlt", "160=ngap", file).exit).isEqualTo(Exit.EXPECTATION);
    }

    @Test
    @Tag("R-01")
    void wrongOptionsSayWhatIsRight() throws IOException {
        var file = capture(148, HexFormat.of().parseHex("07601a")).toString();
        assertThat(run("decode", "--filter", "S1AP", file).exit).isEqualTo(Exit.USAGE);
        assertThat(run("decode", "--filter", "S1AP", file).err).contains("not a condition: S1AP");
        assertThat(run("ladder", "--filter", "x<y", file).exit).isEqualTo(Exit.USAGE);
        assertThat(run("diff", "--filter", "x<y", file, file).exit).isEqualTo(Exit.USAGE);
        assertThat(run("diff", file, file + "x").err).contains("no such file");
    }

    @Test
    @Tag("R-01")
    void filesThatAreNoneGiveOneLine() throws IOException {
        var empty = Files.write(folder.resolve("empty.pcap"), new byte[0]).toString();
        var text = Files.writeString(folder.resolve("text.pcap"), "no capture").toString();
        for (var file : new String[] {empty, text}) {
            for (var command : new String[] {"decode", "ladder"}) {
                var outcome = run(command, file);
                assertThat(outcome.exit).isEqualTo(Exit.ENVIRONMENT);
                assertThat(outcome.out).isEmpty();
                assertThat(outcome.err.lines())
                        .singleElement()
                        .asString()
                        .contains("not a capture");
            }
        }
    }

    @Test
    @Tag("R-01")
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void messagesAreCounted() {
        var outcome = run("decode", "--count", "--filter", "protocol=S1AP", ATTACH);
        assertThat(outcome.exit).isZero();
        assertThat(outcome.out)
                .containsPattern("\\s17 +S1AP +S1SetupRequest")
                .containsPattern("\\s\\d+ +NAS-EPS +Attach request")
                .doesNotContain("GTP-U");
        assertThat(outcome.err).containsPattern("565 packets, 209 messages in .* messages/s");
    }

    @Test
    @Tag("W-07")
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void everyMessageAsJsonEncodesToTheOctetsThatWereCaptured() throws IOException {
        int messages = 0;
        var mapper = tools.jackson.databind.json.JsonMapper.shared();
        for (var line :
                run("decode", "--json", "--protocol", "S1AP", ATTACH).out.lines().toList()) {
            var json = mapper.readTree(line);
            var single = mapper.createObjectNode();
            single.put("protocol", json.get("codec").asString());
            for (var field : new String[] {"pdu", "value", "sent"})
                if (json.has(field)) single.set(field, json.get(field));
            try {
                var message =
                        kenb.tools.codec.SingleMessage.ofJson(
                                single.toString(), null, null, new kenb.tools.codec.Codecs());
                assertThat(HexFormat.of().formatHex(message.encode(false)))
                        .isEqualTo(json.get("octets").asString());
            } catch (kenb.tools.codec.UnknownTypeException unknown) {
                throw new AssertionError(unknown);
            }
            messages++;
        }
        assertThat(messages).isEqualTo(209);
    }

    @Test
    @Tag("R-03")
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void aCaptureIsLikeItselfAndUnlikeAnother() {
        var same = run("diff", ATTACH, ATTACH);
        assertThat(same.exit).isZero();
        assertThat(same.out).contains("alike, 0 differ, 0 only in the first, 0 only in the second");
        var other = ATTACH.replace("testattach", "testregistration");
        assertThat(run("diff", ATTACH, other).exit).isEqualTo(Exit.EXPECTATION);
        var one = run("diff", "--filter", "ue=1", ATTACH, ATTACH);
        assertThat(one.exit).isZero();
    }

    @Test
    @Tag("C-03")
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void aLadderNamesNodesByWhatTheyDoAndKeepsToItsLimit() {
        var ladder = run("ladder", "--limit", "20", "--filter", "protocol=S1AP", ATTACH);
        assertThat(ladder.out)
                .contains("eNB 127.0.0.1  MME 127.0.0.2", "S1AP S1SetupRequest")
                .doesNotContain("InitialUEMessage");
        assertThat(ladder.err).contains("189 messages after the first 20 rows are left out");
        assertThat(run("ladder", "--format", "mermaid", "--filter", "packet=43", ATTACH).out)
                .contains("Attach request, PDN connectivity request");
    }

    @Test
    @Tag("R-03")
    void wiresharkReadsUserLinkTypesWithTheProfile() throws Exception {
        boolean there =
                Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "tshark")));
        if (!"required".equals(System.getProperty("kenb.interop"))) assumeTrue(there, "no tshark");
        var profile = folder.resolve("ws").toString();
        assertThat(run("wireshark-profile", profile).exit).isZero();
        var file = capture(150, HexFormat.of().parseHex(SETUP_RESPONSE));
        var tshark = new ProcessBuilder("tshark", "-r", file.toString());
        tshark.environment().put("WIRESHARK_CONFIG_DIR", profile);
        var process = tshark.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(text).contains("S1SetupResponse");
    }

    private Path capture(int linkType, byte[] packet) throws IOException {
        var file = folder.resolve("link" + linkType + ".pcapng");
        try (var writer = PcapngWriter.create(file, "test")) {
            writer.addInterface("user", linkType, null);
            writer.writePacket(0, 0, PcapngWriter.Direction.UNKNOWN, ByteBuffer.wrap(packet), null);
        }
        return file;
    }

    private static Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit =
                Kenb.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }
}

package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `kenb roundtrip`, `encode`, `decode --hex` and `asn1`.
class CodecCommandsTest {
    /// An X2AP ERROR INDICATION, an LTE RRCConnectionRequest and a message cut short, laid out by hand.
    private static final String ERROR_INDICATION = "00034009000001000540021480";

    private static final String RRC_CONNECTION_REQUEST = "40000000abc6";

    private static final String MODULE =
            """
            Greetings DEFINITIONS AUTOMATIC TAGS ::= BEGIN
            Greeting ::= SEQUENCE { number INTEGER (0..15), kind ENUMERATED {short, long}, ... }
            END
            """;

    @TempDir Path folder;

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                Kenb.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    @Tag("W-07")
    void aMessageGoesToJsonAndBack() throws IOException {
        var json = run("decode", "--hex", ERROR_INDICATION, "--as", "X2AP", "--json");
        assertThat(json.exitCode()).isEqualTo(Exit.PASSED);
        var root = JsonMapper.shared().readTree(json.out());
        assertThat(root.get("message").asString()).isEqualTo("ErrorIndication");
        var file = file("m.json", json.out());
        assertThat(run("encode", file.toString()).out().strip()).isEqualTo(ERROR_INDICATION);
        var alone = file("value.json", root.get("value").toString());
        assertThat(run("encode", "--protocol", "x2ap", alone.toString()).out().strip())
                .isEqualTo(ERROR_INDICATION);
    }

    @Test
    @Tag("W-07")
    void jsonThatDoesNotFitSaysWhereAndWhatWould() throws IOException {
        var file =
                file(
                        "bad.json",
                        "{\"protocol\":\"x2ap\",\"value\":{\"initiatingMessage\":{\"procedureCode\":3,\"criticality\":\"never\",\"value\":{}}}}");
        var outcome = run("encode", file.toString());
        assertThat(outcome.exitCode()).isEqualTo(Exit.EXPECTATION);
        assertThat(outcome.err())
                .contains("X2AP-PDU.initiatingMessage.criticality")
                .contains("never")
                .contains("reject, ignore, notify");
        assertThat(run("encode", file("no.json", "{\"a\":").toString()).err()).contains("not JSON");
    }

    @Test
    @Tag("W-05")
    void aBadMessageSaysWhereAndWhatWasExpected() {
        var outcome = run("decode", "--hex", "0003400900000100", "--as", "x2ap");
        assertThat(outcome.exitCode()).isEqualTo(Exit.EXPECTATION);
        assertThat(outcome.err()).contains("X2AP-PDU.initiatingMessage.value", "bit 32");
        assertThat(run("decode", "--hex", "zz", "--as", "x2ap").exitCode()).isEqualTo(Exit.USAGE);
        assertThat(run("decode", "--hex", "00", "--as", "lte-rrc").err()).contains("--pdu");
        assertThat(run("decode", "--hex", "00", "--as", "lte-rrc", "--pdu", "UL-CCH-Message").err())
                .contains("UL-CCCH-Message");
    }

    @Test
    @Tag("W-03")
    void roundTripsAreCountedAndListed() throws IOException {
        var file =
                file(
                        "m.jsonl",
                        "{\"id\":\"good\",\"protocol\":\"x2ap\",\"pdu\":\"X2AP-PDU\",\"hex\":\""
                                + ERROR_INDICATION
                                + "\",\"more\":1}",
                        "",
                        "{\"id\":\"behind\",\"protocol\":\"x2ap\",\"hex\":\""
                                + ERROR_INDICATION
                                + "abcd\"}",
                        "{\"id\":\"short\",\"protocol\":\"x2ap\",\"hex\":\"0003\"}",
                        "{\"id\":\"rrc\",\"protocol\":\"lte-rrc\",\"pdu\":\"UL-CCCH-Message\",\"hex\":\""
                                + RRC_CONNECTION_REQUEST
                                + "\"}");
        var outcome = run("roundtrip", "--list", "--through-json", file.toString());
        assertThat(outcome.exitCode()).isEqualTo(Exit.EXPECTATION);
        assertThat(outcome.out())
                .containsPattern("failed +short")
                .containsPattern("same +behind .*2 octets behind it")
                .containsPattern("x2ap +3 +2 +2 +0 +1")
                .containsPattern("lte-rrc +1 +1 +1 +0 +0");
        var json = JsonMapper.shared().readTree(run("roundtrip", "--json", file.toString()).out());
        assertThat(json.at("/protocols/1/failed").asInt()).isEqualTo(1);
        assertThat(json.at("/messages/1/id").asString()).isEqualTo("short");
        assertThat(run("roundtrip", file("bad.jsonl", "{\"id\":1}").toString()).err())
                .contains("bad.jsonl:1", "hex");
    }

    @Test
    @Tag("W-02")
    void aUsersOwnModulesAreCheckedAndTried() throws IOException {
        var modules = Files.createDirectory(folder.resolve("modules"));
        Files.writeString(modules.resolve("greetings.asn"), MODULE);
        var messages =
                file(
                        "g.jsonl",
                        "{\"id\":\"a\",\"protocol\":\"mine\",\"pdu\":\"Greeting\",\"hex\":\"3c\"}",
                        "{\"id\":\"b\",\"protocol\":\"mine\",\"pdu\":\"Greting\",\"hex\":\"3c\"}");
        var outcome =
                run(
                        "asn1",
                        "check",
                        modules.toString(),
                        "--rules",
                        "uper",
                        "--list",
                        "--messages",
                        messages.toString());
        assertThat(outcome.out())
                .contains("Greetings", "no problems", "near: Greeting")
                .containsPattern("mine +2 +1 +1 +0 +1");
        assertThat(outcome.exitCode()).isEqualTo(Exit.EXPECTATION);
    }

    @Test
    @Tag("W-02")
    void allProblemsOfModulesAreToldWithTheirPlaces() throws IOException {
        var file =
                file(
                        "bad.asn",
                        "Bad DEFINITIONS AUTOMATIC TAGS ::= BEGIN",
                        "A ::= SEQUENCE { b Bee, c INTEGER (0..top) }",
                        "Bea ::= BOOLEAN",
                        "END");
        var outcome = run("asn1", "check", file.toString(), "--rules", "aper");
        assertThat(outcome.exitCode()).isEqualTo(Exit.EXPECTATION);
        assertThat(outcome.out()).contains("bad.asn:2:", "Bee", "Bea", "top", "2 problems");
    }

    @Test
    void generatedSourceIsWrittenAndOtherFilesAreLeftAlone() throws IOException {
        var file = file("greetings.asn", MODULE);
        var out = Files.createDirectories(folder.resolve("src/my/codec"));
        Files.writeString(out.resolve("Mine.java"), "package my.codec; class Mine {}");
        var outcome =
                run(
                        "asn1",
                        "generate",
                        file.toString(),
                        "--rules",
                        "uper",
                        "--package",
                        "my.codec",
                        "--out",
                        folder.resolve("src").toString());
        assertThat(outcome.exitCode()).isEqualTo(Exit.PASSED);
        assertThat(out.resolve("Greeting.java")).content().contains("package my.codec;");
        assertThat(out.resolve("Mine.java")).exists();
        assertThat(
                        run(
                                        "asn1",
                                        "generate",
                                        file.toString(),
                                        "--rules",
                                        "uper",
                                        "--package",
                                        "9x",
                                        "--out",
                                        ".")
                                .exitCode())
                .isEqualTo(Exit.USAGE);
    }

    @ParameterizedTest
    @Tag("W-02")
    @CsvSource({
        "s1ap-12.7.0, aper, generated/s1ap.jsonl",
        "x2ap-17.4.0, aper, x2ap.jsonl",
        "ngap-17.4.0, aper, ngap.jsonl",
        "lte-rrc-12.16.0, uper, generated/lte-rrc.jsonl",
    })
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void completePublishedModulesTakeTheirMessages(String modules, String rules, String messages) {
        var shared = Path.of(System.getProperty("kenb.shared", ""));
        var outcome =
                run(
                        "asn1",
                        "check",
                        shared.resolve("asn1-reference/" + modules).toString(),
                        "--rules",
                        rules,
                        "--list",
                        "--messages",
                        shared.resolve("corpus/" + messages).toString());
        assertThat(outcome.out()).contains("no problems").doesNotContain("failed ", "differs ");
        assertThat(outcome.exitCode()).isEqualTo(Exit.PASSED);
    }
}

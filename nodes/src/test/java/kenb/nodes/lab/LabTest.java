package kenb.nodes.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.nodes.Notice;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

@Tag("T-01")
@Tag("C-01")
class LabTest {
    @TempDir Path folder;

    private LabReport run(LabSettings settings) throws IOException, InterruptedException {
        return Lab.run(
                settings.inFolder(folder.resolve("run"))
                        .over("udp")
                        .with(Duration.ofMillis(300), 200),
                new PrintWriter(Writer.nullWriter()));
    }

    @Test
    void anyProviderCiphersARun() throws IOException, InterruptedException {
        LabReport report = run(LabSettings.defaults(6).cipheringBy("bouncycastle"));
        assertThat(report.problems()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void folderOfSomethingElseIsNotWrittenTo() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("run"));
        Files.writeString(foreign.resolve("thesis.txt"), "mine");
        assertThatThrownBy(() -> run(LabSettings.defaults(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("give another -o DIR");
        assertThat(foreign).isDirectoryContaining("glob:**thesis.txt");
        assertThat(foreign.resolve(RunFolder.CAPTURE)).doesNotExist();
    }

    @Test
    @Tag("DC-01")
    @Tag("KR-09")
    void wholeRunPassesLosesNothingAndLeavesNoKey() throws Exception {
        LabReport report = run(LabSettings.defaults(1));
        assertThat(report.problems()).isEmpty();
        assertThat(report.uplink().received()).isGreaterThan(20).isEqualTo(report.uplink().sent());
        assertThat(report.downlink().received())
                .isGreaterThan(20)
                .isEqualTo(report.downlink().sent());
        assertThat(report.nodes().get("enb3").received()).isPositive();
        assertThat(report.keys()).allSatisfy(k -> assertThat(k.died()).isNotNull());
        assertThat(ReportText.of(report))
                .contains("Passed.", "S-K_eNB", "X2 Handover", "SeNB Addition");
        var json =
                JsonMapper.shared()
                        .readTree(Files.readString(report.folder().resolve(RunFolder.REPORT)));
        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.path("seed").asLong()).isEqualTo(1);
        Path keys = report.folder().resolve(RunFolder.KEYS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        var sets = JsonMapper.shared().readTree(Files.readString(keys)).path("pdcpLte");
        assertThat(sets.size()).as("two master legs and one secondary").isEqualTo(3);
        String secret = sets.get(0).path("kRrcEnc").asString();
        assertThat(secret).hasSize(32);
        assertThat(Files.readString(report.folder().resolve(RunFolder.REPORT)))
                .doesNotContain(secret);
        assertThat(ReportText.of(report)).doesNotContain(secret);
        assertThat(Files.size(report.folder().resolve(RunFolder.CAPTURE))).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultIsSeenAndTheRunEndsWithAClearCause(Fault fault) throws Exception {
        LabReport report = run(LabSettings.defaults(2).with(fault));
        assertThat(report.fault()).anySatisfy(f -> assertThat(f).startsWith("injected: "));
        String text = ReportText.of(report);
        switch (fault) {
            case TAMPER_RRC -> {
                assertThat(report.problems()).isEmpty();
                assertThat(text).contains("MAC-I wrong on SRB1");
                assertThat(report.nodes().get("enb1").integrityFailures()).isEqualTo(1);
            }
            case WRONG_KEY -> {
                assertThat(report.passed()).isFalse();
                assertThat(text).contains("UE and target do not have the same K_eNB*");
            }
            case TRUNCATED_X2AP -> {
                assertThat(report.peerFailed()).isTrue();
                assertThat(report.steps())
                        .filteredOn(s -> s.notice().kind() == Notice.Kind.EVENT)
                        .anySatisfy(s ->
                                assertThat(s.notice().text())
                                        .containsPattern("HandoverRequestAcknowledge.*bit \\d+"));
                assertThat(text).contains("TRELOCprep expired");
            }
            case SILENT_PEER -> {
                assertThat(report.peerFailed()).isTrue();
                assertThat(text).contains("TDCprep expired: no answer from eNB 3");
            }
        }
        assertThat(report.keys())
                .allSatisfy(k -> assertThat(k.died()).as(k.name() + " of " + k.node()).isNotNull());
    }
}

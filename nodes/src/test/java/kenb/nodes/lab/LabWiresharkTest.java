package kenb.nodes.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What tshark makes of a run's capture with the run's keys.
@Tag("P-05")
class LabWiresharkTest {
    @TempDir static Path folder;
    private static LabReport report;

    @BeforeAll
    static void runOnce() throws Exception {
        boolean installed = isInstalled();
        if (!"required".equals(System.getProperty("kenb.interop"))) {
            assumeTrue(installed, "tshark is not installed");
        }
        assertThat(installed).as("tshark is installed").isTrue();
        report =
                Lab.run(
                        LabSettings.defaults(3)
                                .inFolder(folder.resolve("run"))
                                .over("udp")
                                .with(Duration.ofMillis(300), 200),
                        new PrintWriter(Writer.nullWriter()));
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void nothingIsMalformedAndNoExpertComplains() throws Exception {
        assertThat(fields("_ws.malformed or _ws.expert.severity >= 6291456", "frame.number"))
                .isEmpty();
    }

    @Test
    void everyMacIsConfirmed() throws Exception {
        List<String> lines = tshark("-Y", "pdcp-lte.mac and pdcp-lte.mac != 0", "-O", "pdcp-lte");
        long macs = lines.stream().filter(l -> l.strip().startsWith("MAC: ")).count();
        assertThat(macs).isGreaterThanOrEqualTo(12);
        assertThat(lines.stream().filter(l -> l.contains("[Matches calculated result]")).count())
                .isEqualTo(macs);
    }

    @Test
    void userPacketsAreDecipheredToWhatWasSent() throws Exception {
        List<String> deciphered = fields("pdcp-lte and ip.src == 198.51.100.1", "frame.number");
        assertThat(deciphered).hasSizeGreaterThan(20);
        long data = fields("pdcp-lte.plane == 2 and pdcp-lte.pdu-type == 1", "frame.number").size();
        long up = fields("pdcp-lte and ip.dst == 198.51.100.1", "frame.number").size();
        assertThat(deciphered.size() + up).isEqualTo((int) data);
    }

    @Test
    void messagesAreShownByName() throws Exception {
        String all = String.join("\n", tshark());
        assertThat(all)
                .contains(
                        "S1SetupRequest",
                        "X2SetupRequest",
                        "InitialUEMessage",
                        "InitialContextSetupRequest")
                .contains(
                        "HandoverRequest",
                        "SNStatusTransfer",
                        "PathSwitchRequest",
                        "UEContextRelease")
                .contains(
                        "SeNBAdditionRequest",
                        "SeNBReconfigurationComplete",
                        "E-RABModificationIndication")
                .contains(
                        "RRCConnectionRequest",
                        "RRCConnectionSetup",
                        "RRCConnectionSetupComplete, Attach request",
                        "SecurityModeCommand",
                        "SecurityModeComplete",
                        "RRCConnectionReconfigurationComplete")
                .contains("MeasurementReport", "RRCConnectionRelease", "End Marker");
    }

    @Test
    void theConfigurationFolderDoesWhatTheArgumentsDo() throws Exception {
        var command =
                new ProcessBuilder(
                        "tshark", "-r", report.folder().resolve(RunFolder.CAPTURE).toString());
        command.environment()
                .put(
                        "WIRESHARK_CONFIG_DIR",
                        report.folder().resolve(RunFolder.WIRESHARK).toString());
        assertThat(output(command)).isEqualTo(tshark());
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

    private static List<String> fields(String filter, String field) throws Exception {
        return tshark("-Y", filter, "-T", "fields", "-e", field);
    }

    private static List<String> tshark(String... more) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-r",
                                report.folder().resolve(RunFolder.CAPTURE).toString()));
        JsonMapper.shared()
                .readTree(Files.readString(report.folder().resolve(RunFolder.KEYS)))
                .path("tshark")
                .forEach(a -> command.add(a.asString()));
        command.addAll(List.of(more));
        return output(new ProcessBuilder(command));
    }

    private static List<String> output(ProcessBuilder command) throws Exception {
        Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().filter(l -> !l.isBlank()).toList();
    }
}

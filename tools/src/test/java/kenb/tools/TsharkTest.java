package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;

import kenb.stack.capture.Capture;
import kenb.stack.capture.CapturedPdu.Message;
import kenb.stack.capture.PcapReader;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.PduReaders;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Against Wireshark's dissectors: our reading of others' captures, and their reading of ours.
class TsharkTest {
    private static final Path CAPTURES = Path.of(System.getProperty("kenb.shared", ""), "pcaps");

    @TempDir Path folder;

    @BeforeAll
    static void needTshark() {
        boolean there =
                Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "tshark")));
        if (!"required".equals(System.getProperty("kenb.interop"))) assumeTrue(there, "no tshark");
        assertThat(there).as("tshark on the PATH").isTrue();
    }

    static Stream<Path> captures() throws IOException {
        try (var files = Files.list(CAPTURES)) {
            var captures = files.filter(it -> it.toString().contains(".pcap")).sorted().toList();
            assertThat(captures).hasSize(7);
            return captures.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    @Tag("R-01")
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void everyPacketHasTheProceduresThatTsharkSees(Path file) throws Exception {
        var theirs = new ArrayList<String>();
        for (var line :
                tshark(
                        file,
                        "-Y",
                        "s1ap||ngap",
                        "-T",
                        "fields",
                        "-e",
                        "frame.number",
                        "-e",
                        "s1ap.procedureCode",
                        "-e",
                        "ngap.procedureCode")) {
            var fields = line.split("\t", -1);
            for (var code : (fields[1] + "," + fields[2]).split(",")) {
                if (!code.isEmpty()) theirs.add(fields[0] + " " + code);
            }
        }
        var ours = new ArrayList<String>();
        try (var capture = PcapReader.open(file)) {
            new CaptureMessages(new PduReaders(List.of()))
                    .read(
                            capture,
                            seen -> {
                                if (seen.pdu() instanceof Message it
                                        && List.of("S1AP", "NGAP").contains(seen.protocol())) {
                                    ours.add(
                                            seen.origin().packet()
                                                    + " "
                                                    + (it.payload()[1] & 0xFF));
                                }
                            });
        }
        assertThat(theirs).isNotEmpty();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
    }

    @Test
    @Tag("R-04")
    void tsharkReadsOurCapturesWithNamesCommentsAndChecksums() throws Exception {
        var file = folder.resolve("run.pcapng");
        var enb = new InetSocketAddress("127.0.7.1", 2152);
        var upe = new InetSocketAddress("127.0.7.2", 2152);
        try (var capture = Capture.to(file)) {
            capture.name(enb.getAddress(), "enb1");
            capture.name(upe.getAddress(), "upe");
            var channel = new EmbeddedChannel(capture.tap("enb1"));
            capture.step("Echo");
            byte[] echo = {0x32, 1, 0, 4, 0, 0, 0, 0, 0, 1, 0, 0};
            channel.writeOutbound(new DatagramPacket(Unpooled.wrappedBuffer(echo), upe, enb));
            channel.finishAndReleaseAll();
        }
        assertThat(
                        tshark(
                                file,
                                "-N",
                                "n",
                                "-o",
                                "ip.check_checksum:TRUE",
                                "-o",
                                "udp.check_checksum:TRUE",
                                "-T",
                                "fields",
                                "-e",
                                "frame.interface_name",
                                "-e",
                                "ip.src_host",
                                "-e",
                                "ip.dst_host",
                                "-e",
                                "frame.comment",
                                "-e",
                                "ip.checksum.status",
                                "-e",
                                "udp.checksum.status",
                                "-e",
                                "gtp.message",
                                "-e",
                                "_ws.expert"))
                .containsExactly(
                        "enb1\tenb1\tupe\tstep: Echo\t1\t1\t0x01\tExpert Info (Comment/Comment): step: Echo");
    }

    private static List<String> tshark(Path file, String... options) throws Exception {
        var command = new ArrayList<>(List.of("tshark", "-r", file.toString()));
        command.addAll(List.of(options));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text.lines().toList();
    }
}

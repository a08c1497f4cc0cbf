package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// tshark on what our associations send: each checksum right, nothing malformed, nothing to complain of.
@Tag("T-03")
@Tag("interop")
class SctpWiresharkTest {
    /// One that tshark knows no protocol for.
    private static final int PORT = 20_001;

    /// LINKTYPE_RAW: IP packets without a link layer.
    private static final int RAW_IP = 101;

    private static final SctpSettings PLAIN =
            SctpSettings.builder().heartbeatInterval(Duration.ofSeconds(1)).build();

    @TempDir Path folder;

    @BeforeAll
    static void needTshark() {
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

    /// Writes what a network carries into a capture (the classic kind), UDP and IPv4 headers added.
    private final class Wire implements AutoCloseable {
        final SimulatedNetwork net = new SimulatedNetwork(3);
        final Path file = folder.resolve("sctp.pcap");
        private final FileChannel out;
        int packets;

        Wire() throws IOException {
            out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ByteBuffer header = ByteBuffer.allocate(24);
            header.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
            out.write(header.putLong(0).putInt(65_535).putInt(RAW_IP).flip());
            net.wireTap = this::write;
        }

        private void write(InetSocketAddress from, InetSocketAddress to, ByteBuf packet) {
            int length = 28 + packet.readableBytes();
            ByteBuffer record = ByteBuffer.allocate(16 + length);
            record.putInt((int) (net.now() / 1_000_000_000));
            record.putInt((int) (net.now() / 1000 % 1_000_000)).putInt(length).putInt(length);
            int ip = record.position();
            record.putShort((short) 0x4500).putShort((short) length).putInt(0x4000);
            record.put((byte) 64).put((byte) 17).putShort((short) 0);
            record.put(from.getAddress().getAddress()).put(to.getAddress().getAddress());
            int sum = 0;
            for (int i = 0; i < 20; i += 2) {
                sum += record.getShort(ip + i) & 0xFFFF;
            }
            record.putShort(ip + 10, (short) ~((sum & 0xFFFF) + (sum >>> 16)));
            record.putShort((short) from.getPort()).putShort((short) to.getPort());
            record.putShort((short) (length - 20)).putShort((short) 0);
            packet.getBytes(packet.readerIndex(), record);
            packets++;
            try {
                out.write(record.flip());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        private List<String> tshark(String... arguments) throws Exception {
            List<String> command = new ArrayList<>();
            command.addAll(List.of("tshark", "-r", file.toString(), "-n"));
            command.addAll(List.of("-o", "sctp.checksum:CRC-32c", "-o", "ip.check_checksum:TRUE"));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text.lines().filter(it -> !it.isBlank()).toList();
        }

        /// Nothing wrong in any packet; gives their chunk types, a line each.
        List<String> checked() throws Exception {
            assertThat(tshark("-Y", "sctp.checksum.status == 1")).hasSize(packets);
            assertThat(tshark("-Y", "_ws.malformed || ip.checksum.status == 0")).isEmpty();
            assertThat(tshark("-q", "-z", "expert"))
                    .noneMatch(it -> it.startsWith("Errors") || it.startsWith("Warns"));
            List<String> types = tshark("-T", "fields", "-e", "sctp.chunk_type");
            assertThat(types).hasSize(packets);
            return types;
        }
    }

    private static void say(SimulatedNetwork.Side side, int... sizes) {
        for (int size : sizes) {
            ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer(size).writeZero(size);
            // A payload protocol nobody is assigned, so that only SCTP is judged.
            side.send(new SctpMessage(size % 5, 0x7000_0000, size % 3 == 0, payload));
        }
        side.require().flush();
    }

    @Test
    void setUpDataFragmentsHeartbeatsAndShutdown() throws Exception {
        try (var wire = new Wire()) {
            var a = wire.net.host("10.0.1.1", 9899, PLAIN);
            var b = wire.net.host("10.0.1.2", 9899, PLAIN);
            b.listen(PORT);
            var side = a.connect(0, b, PORT);
            wire.net.runSeconds(1);
            say(side, 1, 2, 3, 4, 5, 1000, 1444, 1445, 20_000, 6);
            say(b.accepted.getFirst(), 100, 5000, 7);
            wire.net.runSeconds(10);
            side.require().shutdown();
            side.require().flush();
            wire.net.runSeconds(2);
            List<String> types = wire.checked();
            assertThat(types.getFirst()).isEqualTo("1");
            assertThat(types).contains("2", "10", "11", "0", "3", "4", "5", "7", "8", "14");
            assertThat(wire.tshark("-Y", "sctp.data_b_bit == 0")).isNotEmpty();
        }
    }

    @Test
    void severalAddressesOneOfWhichDies() throws Exception {
        try (var wire = new Wire()) {
            var a = wire.net.host(List.of("10.0.1.1", "10.0.2.1"), 9899, PLAIN);
            var b = wire.net.host(List.of("10.0.1.2", "10.0.2.2"), 9899, PLAIN);
            b.listen(PORT);
            var side = a.connect(0, b, PORT);
            wire.net.runSeconds(3);
            say(side, 100, 200, 300);
            wire.net.runSeconds(3);
            wire.net.cut("10.0.1.2", true);
            say(side, 400);
            wire.net.runSeconds(100);
            say(side, 500, 600);
            wire.net.runSeconds(3);
            wire.checked();
            assertThat(wire.tshark("-Y", "sctp.parameter_ipv4_address == 10.0.2.1")).hasSize(1);
            assertThat(wire.tshark("-Y", "ip.dst == 10.0.2.2 && sctp.chunk_type == 0"))
                    .isNotEmpty();
        }
    }

    @Test
    void authenticatedChunks() throws Exception {
        var settings = SctpSettings.builder().authenticatedChunks(Set.of(0, 3)).build();
        try (var wire = new Wire()) {
            var a = wire.net.host("10.0.1.1", 9899, settings);
            var b = wire.net.host("10.0.1.2", 9899, settings);
            b.listen(PORT);
            var side = a.connect(0, b, PORT);
            wire.net.runSeconds(1);
            say(side, 10, 3000, 20);
            say(b.accepted.getFirst(), 30);
            wire.net.runSeconds(1);
            side.require().shutdown();
            side.require().flush();
            wire.net.runSeconds(1);
            assertThat(wire.checked()).anyMatch(it -> it.startsWith("15,"));
        }
    }

    @Test
    void refusalsErrorsRestartsAndAborts() throws Exception {
        var brief = SctpSettings.builder().cookieLife(Duration.ofMillis(1)).build();
        try (var wire = new Wire()) {
            var a = wire.net.host("10.0.1.1", 9899, PLAIN);
            var b = wire.net.host("10.0.1.2", 9899, PLAIN);
            var stale = wire.net.host("10.0.1.3", 9899, brief);
            b.listen(PORT);
            stale.listen(PORT);
            a.connect(0, b, 9); // nobody listens
            a.connect(0, stale, PORT);
            var side = a.connect(40_000, b, PORT);
            wire.net.runSeconds(1);
            say(side, 10);
            wire.net.runSeconds(1);
            a.crash();
            side = a.connect(40_000, b, PORT);
            wire.net.runSeconds(1);
            byte[] unknown =
                    new HandPacket(
                                    40_000,
                                    PORT,
                                    side.require().peerTag(),
                                    List.of(new HandChunk(0xFA, 0, HandChunk.octets(9))))
                            .octets();
            b.endpoint.receive(
                    0, SimulatedNetwork.ALLOCATOR.heapBuffer().writeBytes(unknown), a.udp);
            b.endpoint.flush();
            wire.net.runSeconds(1);
            side.require().abort("enough");
            wire.net.runSeconds(1);
            List<String> types = wire.checked();
            assertThat(types).contains("6", "9");
        }
    }
}

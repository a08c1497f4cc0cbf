package kenb.stack.capture;

import static kenb.stack.capture.Frames.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

@Tag("R-01")
class PcapReaderTest {
    private static final byte[] FRAME = {1, 2, 3, 4, 5};
    private static final long SECONDS = 1_700_000_000L * 1_000_000_000L;

    @Test
    void classicFilesOfBothByteOrdersAndResolutions() throws IOException {
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var micro = only(pcap(1, order, 0xA1B2C3D4, FRAME));
            assertThat(micro.epochNanos()).isEqualTo(SECONDS + 123_456_000);
            var nano = only(pcap(1, order, 0xA1B23C4D, FRAME));
            assertThat(nano.epochNanos()).isEqualTo(SECONDS + 123_456);
            assertThat(nano.data()).isEqualTo(FRAME);
        }
    }

    @Test
    void oldVariantsWithLongerPacketHeadersAreKnownByTheirFirstPackets() throws IOException {
        // Nokia, Red Hat 6.1 and SuSE 6.3 put further fields into the packet headers.
        for (var variant :
                List.of(
                        new int[] {0xA1B2C3D4, 4},
                        new int[] {0xA1B2C3D4, 8},
                        new int[] {0xA1B2CD34, 8},
                        new int[] {0xA1B2CD34, 12})) {
            var file = pcap(1, ByteOrder.LITTLE_ENDIAN, variant[0]);
            for (int i = 0; i < 3; i++) {
                var packet =
                        ByteBuffer.allocate(16 + variant[1] + FRAME.length)
                                .order(ByteOrder.LITTLE_ENDIAN);
                packet.putInt(1_700_000_000).putInt(i).putInt(FRAME.length).putInt(FRAME.length);
                packet.position(16 + variant[1]).put(FRAME);
                file = Frames.join(file, packet.array());
            }
            assertThat(read(file))
                    .hasSize(3)
                    .allSatisfy(it -> assertThat(it.data()).isEqualTo(FRAME));
        }
    }

    @Test
    void gzippedFilesAreUnpackedOnTheWay() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(pcap(1, FRAME));
        }
        assertThat(only(packed.toByteArray()).data()).isEqualTo(FRAME);
    }

    @Test
    void timeStampsOfAnyResolutionBecomeNanoseconds() throws IOException {
        assertThat(only(section(resolution(6), 5_000_001)).epochNanos()).isEqualTo(5_000_001_000L);
        assertThat(only(section(resolution(9), 5_000_001)).epochNanos()).isEqualTo(5_000_001L);
        assertThat(only(section(resolution(12), 5_000_001)).epochNanos()).isEqualTo(5_000L);
        assertThat(only(section(resolution(0), 5)).epochNanos()).isEqualTo(5_000_000_000L);
        assertThat(only(section(resolution(0x80 | 10), 5 * 1024 + 512)).epochNanos())
                .isEqualTo(5_500_000_000L);
    }

    @Test
    void sectionsOfDifferentByteOrderFollowEachOther() throws IOException {
        var file =
                Frames.join(
                        section(ByteOrder.BIG_ENDIAN, resolution(9), 1),
                        unknownBlock(),
                        customBlock(), // has a number in Wireshark
                        section(ByteOrder.LITTLE_ENDIAN, resolution(9), 2));
        assertThat(read(file)).extracting(CapturedPacket::epochNanos).containsExactly(1L, 2L);
        assertThat(read(file)).extracting(CapturedPacket::number).containsExactly(1L, 3L);
    }

    @Test
    void namesCommentsAndInterfacesComeBackAsTheWriterWroteThem() throws IOException {
        var out = new ByteArrayOutputStream();
        var address = InetAddress.getByName("127.0.7.1");
        var six = InetAddress.getByName("fe80::1");
        try (var writer = new PcapngWriter(Channels.newChannel(out), "test")) {
            writer.addInterface("enb1", LinkType.RAW, "source eNB");
            writer.addInterface("mme", LinkType.ETHERNET, null);
            writer.addNames(Map.of(address, "enb1"));
            writer.addNames(Map.of(six, "mme"));
            writer.writePacket(
                    1, 42, PcapngWriter.Direction.INBOUND, ByteBuffer.wrap(FRAME), "größer");
        }
        try (var reader = PcapReader.open(new ByteArrayInputStream(out.toByteArray()))) {
            var packet = reader.next();
            assertThat(packet).isNotNull();
            assertThat(packet.interfaceName()).isEqualTo("mme");
            assertThat(packet.linkType()).isEqualTo(LinkType.ETHERNET);
            assertThat(packet.comments()).containsExactly("größer");
            assertThat(reader.names()).isEqualTo(Map.of(address, "enb1", six, "mme"));
            assertThat(reader.warnings()).isEmpty();
        }
    }

    @Test
    void aFileCutAnywhereGivesThePacketsBeforeTheCutAndSaysWhere() throws IOException {
        for (var file :
                List.of(
                        pcap(1, FRAME, FRAME),
                        Frames.join(section(resolution(9), 1), section(resolution(9), 2)))) {
            for (int length = 24; length < file.length; length++) {
                try (var reader =
                        PcapReader.open(new ByteArrayInputStream(Arrays.copyOf(file, length)))) {
                    assertThat(reader.stream().toList()).hasSizeLessThan(2);
                    if (!reader.warnings().isEmpty()) {
                        assertThat(reader.warnings()).singleElement().asString().contains("offset");
                    }
                }
            }
        }
    }

    @Test
    void aForgedLengthNeitherTakesMemoryNorHangs() throws IOException {
        var file = section(resolution(9), 1);
        for (int offset = 0; offset + 4 <= file.length; offset += 4) {
            for (int forged : new int[] {0, 4, 12, 0x7FFFFFFC, -4, -1}) {
                var damaged = file.clone();
                ByteBuffer.wrap(damaged).putInt(offset, forged);
                try (var reader = PcapReader.open(new ByteArrayInputStream(damaged))) {
                    assertThat(reader.stream().toList()).hasSizeLessThan(2);
                } catch (IOException notACapture) {
                    assertThat(offset).isZero();
                }
            }
        }
    }

    @Test
    void anotherKindOfFileIsRefusedWithItsFirstOctets() {
        assertThatThrownBy(
                        () -> read("%PDF-1.7".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("25504446");
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("no content");
    }

    private static byte[] resolution(int value) {
        return new byte[] {0, 9, 0, 1, (byte) value, 0, 0, 0};
    }

    private static byte[] section(byte[] options, long units) {
        return section(ByteOrder.BIG_ENDIAN, options, units);
    }

    private static byte[] section(ByteOrder order, byte[] options, long units) {
        var out = ByteBuffer.allocate(1000).order(order);
        out.putInt(0x0A0D0D0A)
                .putInt(28)
                .putInt(0x1A2B3C4D)
                .putShort((short) 1)
                .putShort((short) 0);
        out.putLong(-1).putInt(28);
        out.putInt(1).putInt(28).putShort((short) 1).putShort((short) 0).putInt(0);
        out.putShort((short) 9).putShort((short) 1).put(options, 4, 4).putInt(28);
        out.putInt(6).putInt(32 + 8).putInt(0).putInt((int) (units >>> 32)).putInt((int) units);
        out.putInt(5).putInt(5).put(FRAME).put(new byte[3]).putInt(40);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] unknownBlock() {
        return Frames.hex("00007777 00000014 40000000 00000000 00000014");
    }

    private static byte[] customBlock() {
        return Frames.hex("00000BAD 00000014 00007ED9 00000000 00000014");
    }

    private static CapturedPacket only(byte[] file) throws IOException {
        var packets = read(file);
        assertThat(packets).hasSize(1);
        return packets.getFirst();
    }

    private static List<CapturedPacket> read(byte[] file) throws IOException {
        try (var reader = PcapReader.open(new ByteArrayInputStream(file))) {
            return reader.stream().toList();
        }
    }
}

package kenb.stack.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

@Tag("R-04")
class CaptureTest {
    @TempDir Path folder;

    private final InetSocketAddress enb = new InetSocketAddress("127.0.7.1", 2152);
    private final InetSocketAddress upe = new InetSocketAddress("127.0.7.2", 2152);

    @Test
    void everythingSentIsInTheFileAfterCloseInTheOrderOfTheSends() throws Exception {
        var file = folder.resolve("run.pcapng");
        var clock = new AtomicLong(1_700_000_000_123_456_789L);
        try (var capture =
                new Capture(PcapngWriter.create(file, "test"), () -> clock.addAndGet(1000))) {
            capture.name(enb.getAddress(), "enb1");
            var channel = new EmbeddedChannel(capture.tap("enb1"));
            for (int i = 0; i < 1000; i++) {
                channel.writeOutbound(new DatagramPacket(text("PDU " + i), upe, enb));
                ((DatagramPacket) channel.readOutbound()).release();
            }
            channel.finishAndReleaseAll();
        }
        var packets = packets(file);
        assertThat(packets).hasSize(1000);
        assertThat(packets.getFirst().interfaceName()).isEqualTo("enb1");
        for (int i = 0; i < 1000; i++) {
            var octets = packets.get(i).data();
            assertThat(new String(octets, 28, octets.length - 28, StandardCharsets.US_ASCII))
                    .isEqualTo("PDU " + i);
            assertThat(packets.get(i).epochNanos())
                    .isEqualTo(1_700_000_000_123_456_789L + 1000 * (i + 1));
        }
    }

    @Test
    void theTapNeitherChangesNorKeepsWhatPasses() throws Exception {
        try (var capture = Capture.to(folder.resolve("run.pcapng"))) {
            var channel = new EmbeddedChannel(capture.tap("enb1", _ -> true));
            var datagram = new DatagramPacket(text("hello"), upe, enb);
            channel.writeOutbound(datagram);
            assertThat(channel.<Object>readOutbound()).isSameAs(datagram);
            channel.writeInbound(datagram);
            assertThat(channel.<Object>readInbound()).isSameAs(datagram);
            assertThat(datagram.refCnt()).isEqualTo(1);
            assertThat(datagram.content().toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
            datagram.release();
        }
    }

    @Test
    void onlyPeersOutsideAreRecordedOnReceipt() throws Exception {
        var file = folder.resolve("run.pcapng");
        try (var capture = Capture.to(file)) {
            var channel = new EmbeddedChannel(capture.tap("enb1", upe::equals));
            channel.writeInbound(new DatagramPacket(text("from outside"), enb, upe));
            channel.writeInbound(new DatagramPacket(text("from inside"), upe, enb));
            channel.finishAndReleaseAll();
        }
        assertThat(packets(file)).hasSize(1);
    }

    @Test
    void aCommentGoesWithTheNextDatagramOnly() throws Exception {
        var file = folder.resolve("run.pcapng");
        try (var capture = Capture.to(file)) {
            var channel = new EmbeddedChannel(capture.tap("enb1"));
            capture.step("Attach");
            channel.writeOutbound(new DatagramPacket(text("a"), upe, enb));
            channel.writeOutbound(new DatagramPacket(text("b"), upe, enb));
            channel.finishAndReleaseAll();
        }
        assertThat(packets(file))
                .extracting(CapturedPacket::comments)
                .containsExactly(List.of("step: Attach"), List.of());
    }

    @Test
    void aBufferReleasedTooEarlyIsCountedAndDoesNotStopTheRecording() throws Exception {
        var file = folder.resolve("run.pcapng");
        try (var capture = Capture.to(file)) {
            var tap = capture.tap("enb1");
            assertThat(tap).isNotNull();
            var gone = text("gone");
            gone.release();
            capture.record(0, PcapngWriter.Direction.OUTBOUND, enb, upe, gone);
            capture.record(0, PcapngWriter.Direction.OUTBOUND, enb, upe, text("there"));
            assertThat(capture.dropped()).isEqualTo(1);
        }
        assertThat(packets(file)).hasSize(1);
    }

    @Test
    void aSlowDiskCostsRecordsButNeverBlocksTheChannel() throws Exception {
        var disk = new CountDownLatch(1);
        var capture =
                new Capture(new PcapngWriter(blockedUntil(disk), "test"), Capture.systemClock());
        var channel = new EmbeddedChannel(capture.tap("enb1"));
        for (int i = 0; i < 20_000; i++) {
            channel.writeOutbound(new DatagramPacket(text("x".repeat(1000)), upe, enb));
            ((DatagramPacket) channel.readOutbound()).release();
        }
        assertThat(capture.dropped()).isPositive();
        disk.countDown();
        capture.close();
        assertThat(capture.recorded() + capture.dropped()).isEqualTo(20_000);
        channel.finishAndReleaseAll();
    }

    @Test
    void aBrokenDiskIsReportedOnClose() throws Exception {
        var capture = new Capture(new PcapngWriter(broken(), "test"), Capture.systemClock());
        var channel = new EmbeddedChannel(capture.tap("enb1"));
        channel.writeOutbound(new DatagramPacket(text("x"), upe, enb));
        channel.finishAndReleaseAll();
        assertThatThrownBy(capture::close).hasRootCauseMessage("No space left on device");
    }

    @Test
    void addressesMayBeIpv6() throws Exception {
        var file = folder.resolve("run.pcapng");
        var six = new InetSocketAddress(InetAddress.getByName("::1"), 9899);
        try (var capture = Capture.to(file)) {
            var channel = new EmbeddedChannel(capture.tap("enb1"));
            channel.writeOutbound(new DatagramPacket(text("six"), six, six));
            channel.finishAndReleaseAll();
        }
        assertThat(packets(file).getFirst().data()).hasSize(40 + 8 + 3);
    }

    private static List<CapturedPacket> packets(Path file) throws IOException {
        try (var reader = PcapReader.open(file)) {
            return reader.stream().toList();
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static WritableByteChannel blockedUntil(CountDownLatch latch) {
        return channel(source -> {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            int length = source.remaining();
            source.position(source.limit());
            return length;
        });
    }

    private static WritableByteChannel broken() {
        return channel(_ -> {
            throw new IOException("No space left on device");
        });
    }

    private interface Write {
        int write(ByteBuffer source) throws IOException;
    }

    private static WritableByteChannel channel(Write write) {
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                return write.write(source);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}

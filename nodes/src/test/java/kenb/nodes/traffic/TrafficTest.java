package kenb.nodes.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.junit.jupiter.api.Test;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

class TrafficTest {
    private static final long SECOND = 1_000_000_000L;

    private final TrafficSource source =
            new TrafficSource(new Flow(host(1), host(2), 101, 100), ByteBufAllocator.DEFAULT, 0);
    private final TrafficSink sink = new TrafficSink();

    @Test
    void damagedPacketIsNotCountedAsReceived() {
        ByteBuf packet = source.next(0);
        int last = packet.writerIndex() - 1;
        packet.setByte(last, packet.getByte(last) ^ 1);
        sink.receive(packet, 1);
        assertThat(sink.report(1).damaged()).isEqualTo(1);
        assertThat(sink.report(1).lost()).isEqualTo(1);
    }

    @Test
    void lossDuplicatesAndReorderingAreToldApart() {
        ByteBuf first = source.next(0);
        ByteBuf second = source.next(0);
        source.next(0).release();
        ByteBuf fourth = source.next(0);
        sink.receive(first, 1000);
        sink.receive(fourth.retainedDuplicate(), 2000);
        sink.receive(second, 3000);
        sink.receive(fourth, 4000);
        FlowReport report = sink.report(source.sent());
        assertThat(report.received()).isEqualTo(3);
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.reordered()).isEqualTo(1);
        assertThat(report.damaged()).isZero();
    }

    @Test
    void numberFarAheadCostsNoTime() {
        ByteBuf packet = source.next(0);
        ByteBuf far = packet.alloc().buffer();
        TestPacket.write(far, source.flow(), Long.MAX_VALUE - 1, 0);
        sink.receive(far, 1);
        sink.receive(packet, 2);
        assertThat(sink.report(2).received()).isEqualTo(1);
    }

    @Test
    void paceIsKeptOverALongTimeAndEndsWhenStopped() {
        assertThat(source.due(0)).isZero();
        assertThat(source.due(SECOND / 20)).isEqualTo(5);
        assertThat(source.due(100 * SECOND)).as("no burst after a stall").isEqualTo(10);
        source.stop(0);
        assertThat(source.due(200 * SECOND)).isZero();
    }

    private static Inet4Address host(int last) {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}

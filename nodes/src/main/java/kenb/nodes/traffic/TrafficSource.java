package kenb.nodes.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Makes the packets of a flow at its pace: the holder asks now and then how many are due, and takes them.
public final class TrafficSource {
    private static final long SECOND = 1_000_000_000L;

    /// Room left before a packet for the headers of PDCP, GTP-U and the air framing, so that nobody need copy it.
    public static final int HEADROOM_OCTETS = 64;

    /// Room left after it for a MAC-I.
    private static final int TAILROOM_OCTETS = 16;

    private final Flow flow;
    private final ByteBufAllocator allocator;
    private final long startNanos;
    private long sent;
    private long stopNanos = Long.MAX_VALUE;

    public TrafficSource(Flow flow, ByteBufAllocator allocator, long nowNanos) {
        this.flow = flow;
        this.allocator = allocator;
        this.startNanos = nowNanos;
    }

    /// How many packets should be sent now to keep the pace. After a stall it asks for at most a tenth of a second's worth.
    public int due(long nowNanos) {
        long elapsed = Math.min(nowNanos, stopNanos) - startNanos;
        long ought =
                elapsed / SECOND * flow.packetsPerSecond()
                        + elapsed % SECOND * flow.packetsPerSecond() / SECOND;
        return Math.clamp(ought - sent, 0, Math.max(1, flow.packetsPerSecond() / 10));
    }

    /// The next packet; the caller owns it.
    public ByteBuf next(long nowNanos) {
        ByteBuf packet =
                allocator.directBuffer(HEADROOM_OCTETS + flow.packetOctets() + TAILROOM_OCTETS);
        packet.writerIndex(HEADROOM_OCTETS).readerIndex(HEADROOM_OCTETS);
        TestPacket.write(packet, flow, sent++, nowNanos);
        return packet;
    }

    public void stop(long nowNanos) {
        stopNanos = Math.min(stopNanos, nowNanos);
    }

    public boolean stopped() {
        return stopNanos != Long.MAX_VALUE;
    }

    public long sent() {
        return sent;
    }

    public Flow flow() {
        return flow;
    }
}

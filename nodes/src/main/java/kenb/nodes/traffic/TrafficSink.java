package kenb.nodes.traffic;

import io.netty.buffer.ByteBuf;

import org.HdrHistogram.Histogram;

import java.util.Arrays;

/// Counts what arrives of one flow. Memory does not grow with the number of packets.
public final class TrafficSink {
    private static final int WINDOW = 1 << 16;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private final Histogram latencyNanos = new Histogram(LONGEST_NANOS, 3);
    private long next;
    private long received;
    private long octets;
    private long duplicates;
    private long reordered;
    private long damaged;
    private long firstNanos = -1;
    private long lastNanos = -1;
    private long longestGapNanos;

    /// Takes one IP packet and releases it.
    public void receive(ByteBuf packet, long nowNanos) {
        try {
            if (TestPacket.isWhole(packet)) {
                count(
                        TestPacket.sequence(packet),
                        packet.readableBytes(),
                        TestPacket.nanos(packet),
                        nowNanos);
            } else {
                damaged++;
            }
        } finally {
            packet.release();
        }
    }

    private void count(long sequence, int length, long sentNanos, long nowNanos) {
        if (sequence < 0 || sequence <= next - 1 - WINDOW || sequence < next && isSeen(sequence)) {
            duplicates++;
            return;
        }
        if (sequence < next) {
            reordered++;
        }
        if (sequence - next >= WINDOW) {
            Arrays.fill(seen, 0);
            next = sequence + 1;
        }
        for (; next <= sequence; next++) {
            seen[word(next)] &= ~bit(next);
        }
        seen[word(sequence)] |= bit(sequence);
        received++;
        octets += length;
        latencyNanos.recordValue(Math.clamp(nowNanos - sentNanos, 0, LONGEST_NANOS));
        if (firstNanos < 0) {
            firstNanos = nowNanos;
        } else {
            longestGapNanos = Math.max(longestGapNanos, nowNanos - lastNanos);
        }
        lastNanos = nowNanos;
    }

    private boolean isSeen(long sequence) {
        return (seen[word(sequence)] & bit(sequence)) != 0;
    }

    private static int word(long sequence) {
        return (int) (sequence % WINDOW) / Long.SIZE;
    }

    private static long bit(long sequence) {
        return 1L << (sequence % Long.SIZE);
    }

    public long received() {
        return received;
    }

    /// What the counters say when `sent` packets have been sent.
    public FlowReport report(long sent) {
        double seconds = Math.max(lastNanos - firstNanos, 1) / 1e9;
        return new FlowReport(
                sent,
                received,
                sent - received,
                duplicates,
                reordered,
                damaged,
                received < 2 ? 0 : octets * 8 / seconds / 1e6,
                latencyNanos.getValueAtPercentile(50) / 1e6,
                latencyNanos.getValueAtPercentile(99) / 1e6,
                latencyNanos.getMaxValue() / 1e6,
                longestGapNanos / 1e6);
    }
}

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

/// Which TSNs arrived: the cumulative one, the islands above it, duplicates to report (RFC 9260 §6.2).
final class ReceivedTsns {
    /// TSNs this far above the cumulative one are not taken: gap offsets are 16 bits wide.
    private static final int MAX_SPAN = 32768;

    private static final int MAX_DUPLICATES = 16;
    private static final int SACK_FIXED = 16;

    private int cumulative;
    private int highest;
    private int gaps;
    private long[] islands = {};
    private final int[] duplicates = new int[MAX_DUPLICATES];
    private int duplicateCount;

    ReceivedTsns(int initialTsn) {
        cumulative = initialTsn - 1;
        highest = cumulative;
    }

    int cumulative() {
        return cumulative;
    }

    int highest() {
        return highest;
    }

    boolean hasGaps() {
        return highest != cumulative;
    }

    boolean hasDuplicates() {
        return duplicateCount > 0;
    }

    /// Too far ahead to be kept track of.
    boolean beyondSpan(int tsn) {
        return Integer.compareUnsigned(tsn - cumulative, MAX_SPAN) >= 0;
    }

    boolean has(int tsn) {
        return !Wire.before(cumulative, tsn) || (!Wire.before(highest, tsn) && get(tsn));
    }

    void duplicate(int tsn) {
        if (duplicateCount < MAX_DUPLICATES) {
            duplicates[duplicateCount++] = tsn;
        }
    }

    /// Notes a TSN that is neither known nor beyond the span.
    void add(int tsn) {
        if (tsn == cumulative + 1 && highest == cumulative) {
            cumulative = tsn;
            highest = tsn;
            return;
        }
        if (tsn - cumulative > islands.length * 64) {
            widen(tsn);
        }
        gaps += 1 - (isIsland(tsn - 1) ? 1 : 0) - (isIsland(tsn + 1) ? 1 : 0);
        islands[word(tsn)] |= 1L << tsn;
        if (Wire.before(highest, tsn)) {
            highest = tsn;
        }
        if (tsn == cumulative + 1) {
            gaps--;
            while (cumulative != highest && get(cumulative + 1)) {
                cumulative++;
                islands[word(cumulative)] &= ~(1L << cumulative);
            }
        }
    }

    private boolean isIsland(int tsn) {
        return Wire.before(cumulative, tsn) && !Wire.before(highest, tsn) && get(tsn);
    }

    private boolean get(int tsn) {
        return (islands[word(tsn)] >>> tsn & 1) != 0;
    }

    private int word(int tsn) {
        return tsn >>> 6 & islands.length - 1;
    }

    private void widen(int tsn) {
        int words = Math.max(4, islands.length);
        while (tsn - cumulative > words * 64) {
            words *= 2;
        }
        long[] old = islands;
        long[] wider = new long[words];
        if (old.length > 0) {
            for (int t = cumulative + 1; Wire.before(t, highest + 1); t++) {
                if ((old[t >>> 6 & old.length - 1] >>> t & 1) != 0) {
                    wider[t >>> 6 & words - 1] |= 1L << t;
                }
            }
        }
        islands = wider;
    }

    /// The first TSN from `tsn` on whose bit is another than those of `same`, 0 or -1; a word at a step.
    private int run(int tsn, long same) {
        while (true) {
            long others = (islands[word(tsn)] ^ same) & -1L << tsn;
            if (others != 0) {
                return (tsn & ~63) + Long.numberOfTrailingZeros(others);
            }
            tsn = (tsn & ~63) + 64;
        }
    }

    /// Octets of the SACK that reports all.
    int sackLength() {
        return SACK_FIXED + 4 * gaps + 4 * duplicateCount;
    }

    /// Writes a SACK of at most `most` octets (§3.3.4) and forgets the duplicates it reports.
    void writeSack(ByteBuf packet, int window, int most) {
        int at = packet.writerIndex();
        Wire.writeChunkHeader(packet, Wire.SACK, 0, 0);
        packet.writeInt(cumulative).writeInt(window).writeInt(0);
        int written = 0;
        int left = (most - SACK_FIXED) / 4;
        int tsn = cumulative + 1;
        while (written < Math.min(gaps, left)) {
            tsn = run(tsn, 0);
            int start = tsn;
            tsn = Math.min(run(tsn, -1) - cumulative, highest + 1 - cumulative) + cumulative - 1;
            packet.writeShort(start - cumulative).writeShort(tsn - cumulative);
            written++;
            tsn++;
        }
        int reported = Math.min(duplicateCount, left - written);
        for (int i = 0; i < reported; i++) {
            packet.writeInt(duplicates[i]);
        }
        duplicateCount = 0;
        packet.setShort(at + 2, SACK_FIXED + 4 * (written + reported));
        packet.setShort(at + 12, written).setShort(at + 14, reported);
    }
}

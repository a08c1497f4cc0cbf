package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.util.Arrays;

/// Copies of SDUs that were numbered and are not confirmed yet, by COUNT, for data recovery and re-establishment. One run of octets that goes
/// round, so that keeping one allocates nothing once it has grown to what a bearer needs. What is confirmed out of order gives its room back when
/// all before it is gone.
final class SentSdus {
    private static final int GONE = -1;

    private final int limit;
    private final long lifeNanos;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private long[] since = new long[0];
    private byte[] octets = new byte[0];
    private int end;
    private long first;
    private long next;

    /// @param limit how many are kept at most; 0 keeps none
    /// @param lifeNanos discardTimer; 0 for ever
    SentSdus(int limit, long lifeNanos) {
        this.limit = limit;
        this.lifeNanos = lifeNanos;
    }

    /// Nothing is kept; the next one has this COUNT.
    void startAt(long count) {
        first = next = count;
    }

    /// The lowest COUNT that may be kept.
    long first() {
        return first;
    }

    /// One more than the highest COUNT that may be kept.
    long next() {
        return next;
    }

    /// Copies the next SDU; where there are too many, the oldest goes.
    ///
    /// @param count one more than the last one's
    void keep(long count, ByteBuf sdu, long nanos) {
        if (limit == 0) {
            startAt(count + 1);
            return;
        }
        expire(nanos);
        if (count - first >= limit) {
            first = count - limit + 1;
            skipGone();
        }
        if (count - first >= starts.length) growPlaces(count);
        int length = sdu.readableBytes();
        int start = room(Math.max(1, length));
        sdu.getBytes(sdu.readerIndex(), octets, start, length);
        int at = at(count);
        starts[at] = start;
        lengths[at] = length;
        since[at] = nanos;
        end = start + Math.max(1, length);
        next = count + 1;
    }

    /// Lets go of one.
    void forget(long count) {
        if (count < first || count >= next) return;
        lengths[at(count)] = GONE;
        skipGone();
    }

    /// Lets go of all below.
    void forgetBelow(long count) {
        if (count <= first) return;
        first = Math.min(count, next);
        skipGone();
    }

    /// Lets go of what has outlived discardTimer.
    void expire(long nanos) {
        if (lifeNanos == 0) return;
        while (first < next && nanos - since[at(first)] >= lifeNanos) {
            first++;
            skipGone();
        }
    }

    boolean has(long count) {
        return count >= first && count < next && lengths[at(count)] != GONE;
    }

    /// @param count of one that is kept
    /// @return a buffer with room before and behind the SDU
    ByteBuf copy(long count, ByteBufAllocator allocator, int headOctets, int tailOctets) {
        int length = lengths[at(count)];
        return allocator
                .buffer(headOctets + length + tailOctets)
                .setIndex(headOctets, headOctets)
                .writeBytes(octets, starts[at(count)], length);
    }

    int size() {
        int n = 0;
        for (long count = first; count < next; count++) if (has(count)) n++;
        return n;
    }

    private int at(long count) {
        return (int) count & starts.length - 1;
    }

    private void skipGone() {
        while (first < next && lengths[at(first)] == GONE) first++;
    }

    /// Where so many octets are free in one piece.
    private int room(int length) {
        if (first < next) {
            int begin = starts[at(first)];
            if (end > begin) {
                if (octets.length - end >= length) return end;
                if (begin >= length) return 0;
            } else if (begin - end >= length) {
                return end;
            }
        } else if (octets.length >= length) {
            return 0;
        }
        return growOctets(length);
    }

    private int growOctets(int more) {
        long used = more;
        for (long c = first; c < next; c++) if (has(c)) used += Math.max(1, lengths[at(c)]);
        long size = Math.max(4096, octets.length);
        while (size < 2 * used) size *= 2;
        byte[] roomier = new byte[Math.toIntExact(Math.min(size, Integer.MAX_VALUE - 8))];
        int to = 0;
        for (long c = first; c < next; c++) {
            if (!has(c)) continue;
            int length = lengths[at(c)];
            System.arraycopy(octets, starts[at(c)], roomier, to, length);
            starts[at(c)] = to;
            to += Math.max(1, length);
        }
        octets = roomier;
        return to;
    }

    private void growPlaces(long count) {
        int size = Math.max(64, starts.length);
        while (count - first >= size) size *= 2;
        int[] newStarts = new int[size];
        int[] newLengths = new int[size];
        long[] newSince = new long[size];
        Arrays.fill(newLengths, GONE);
        for (long c = first; c < next; c++) {
            int to = (int) c & size - 1;
            newStarts[to] = starts[at(c)];
            newLengths[to] = lengths[at(c)];
            newSince[to] = since[at(c)];
        }
        starts = newStarts;
        lengths = newLengths;
        since = newSince;
    }
}

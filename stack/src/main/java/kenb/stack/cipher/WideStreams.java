package kenb.stack.cipher;

import static kenb.stack.cipher.Lanes.COUNT;

import java.util.Arrays;

/// 128-EEA1, EIA1, EEA3 and EIA3 over up to sixteen PDUs at once, of any keys and lengths, on 512-bit vectors. The class is only touched where the
/// module jdk.incubator.vector is there.
final class WideStreams {
    /// Octets of each PDU that are worked on at a time: with those of the others they stay in the second-level cache.
    private static final int WINDOW = 2048;

    /// A little more, so that the PDUs do not compete for the same lines of the cache.
    private static final int STRIDE = WINDOW + 64;

    /// Words of keystream of all lanes that come at a time, and how many times before the last is copied to the front.
    private static final int CHUNK = 16 * COUNT;

    private static final int CHUNKS = 8;

    private final Snow3gLanes snow = new Snow3gLanes();
    private final ZucLanes zuc = new ZucLanes();
    private final Eia3Lanes sums = new Eia3Lanes();
    private final GaloisLanes galois = new GaloisLanes();
    private final byte[] text = new byte[COUNT * STRIDE];
    private final int[] words = new int[(CHUNKS + 2) * CHUNK];
    private final int[] message = new int[16 * COUNT];
    private final int[] ends = new int[3 * COUNT];
    private final long[] products = new long[COUNT];
    private final long[] factors = new long[COUNT];

    /// A message behind zeros.
    private byte[] whole = new byte[4096];

    /// @param to at most sixteen behind `from`; all keys of one algorithm
    void cipher(PduBatch batch, int from, int to, boolean eea1) {
        for (int lane = 0; lane < COUNT; lane++) {
            int i = Math.min(from + lane, to - 1);
            long prefix = batch.prefix(i);
            var key = (WordKey) batch.key(i);
            if (eea1)
                snow.load(lane, key, batch.count(i), (int) prefix, batch.count(i), (int) prefix);
            else zuc.load(lane, key, prefix, prefix);
        }
        if (eea1) snow.mix(words);
        else zuc.mix(words);
        int longest = longest(batch, from, to);
        for (int done = 0; done < longest; done += WINDOW) {
            for (int i = from; i < to; i++) take(batch, i, done, (i - from) * STRIDE);
            int now = Math.min(WINDOW, longest - done);
            for (int at = 0; at < now; at += 64) {
                if (eea1) snow.next(words, 16);
                else zuc.next(words, 0);
                Lanes.xor(words, text, at, STRIDE);
            }
            for (int i = from; i < to; i++) give(batch, i, done, (i - from) * STRIDE);
        }
    }

    private static int longest(PduBatch batch, int from, int to) {
        int bits = 0;
        for (int i = from; i < to; i++) bits = Math.max(bits, batch.lengthBits(i));
        return (int) (bits + 7L >> 3);
    }

    private static int shortest(PduBatch batch, int from, int to) {
        int bits = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) bits = Math.min(bits, batch.lengthBits(i));
        return bits;
    }

    private void take(PduBatch batch, int i, int done, int at) {
        int octets = Math.min(WINDOW, (int) (batch.lengthBits(i) + 7L >> 3) - done);
        if (octets > 0) batch.buffer(i).getBytes(batch.offset(i) + done, text, at, octets);
    }

    private void give(PduBatch batch, int i, int done, int at) {
        int bits = batch.lengthBits(i);
        int left = (int) (bits + 7L >> 3) - done;
        int octets = Math.min(WINDOW, left);
        if (octets <= 0) return;
        int offset = batch.offset(i) + done;
        if ((bits & 7) != 0 && octets == left) {
            int last = at + octets - 1;
            int kept = 0xFF >> (bits & 7);
            int before = batch.buffer(i).getByte(offset + octets - 1);
            text[last] = (byte) (text[last] & ~kept | before & kept);
        }
        batch.buffer(i).setBytes(offset, text, at, octets);
    }

    /// @param to at most sixteen behind `from`
    void eia1(PduBatch batch, int from, int to) {
        for (int lane = 0; lane < COUNT; lane++) {
            int i = Math.min(from + lane, to - 1);
            int count = batch.count(i);
            int fresh = batch.bearer(i) << 27;
            int direction = batch.directionBit(i);
            var key = (WordKey) batch.key(i);
            snow.load(lane, key, count, fresh, count ^ direction << 31, fresh ^ direction << 15);
        }
        snow.mix(words);
        snow.next(words, 5);
        for (int lane = 0; lane < to - from; lane++) {
            int i = from + lane;
            long p = twoWords(0, lane);
            products[lane] = polynomial(batch, i, p) ^ batch.lengthBits(i);
            factors[lane] = twoWords(2, lane);
        }
        GaloisLanes.times(products, factors, 0);
        if (to - from > 8) GaloisLanes.times(products, factors, 8);
        for (int lane = 0; lane < to - from; lane++)
            batch.setMac(from + lane, (int) (products[lane] >>> 32) ^ words[4 * COUNT + lane]);
    }

    private long twoWords(int first, int lane) {
        return (long) words[first * COUNT + lane] << 32
                | words[(first + 1) * COUNT + lane] & 0xFFFF_FFFFL;
    }

    private long polynomial(PduBatch batch, int i, long p) {
        int bits = batch.lengthBits(i);
        int octets = (int) (bits + 7L >> 3);
        int end = GaloisLanes.BEFORE + octets;
        if (whole.length < end + 8) whole = new byte[end * 5 / 4 + 8];
        batch.buffer(i).getBytes(batch.offset(i), whole, GaloisLanes.BEFORE, octets);
        if ((bits & 7) != 0) whole[end - 1] &= (byte) (0xFF00 >> (bits & 7));
        Arrays.fill(whole, end, end + 8, (byte) 0);
        return galois.sum(whole, GaloisLanes.BEFORE, (int) (bits + 63L >> 6), p);
    }

    /// @param to at most sixteen behind `from`
    void eia3(PduBatch batch, int from, int to) {
        for (int lane = 0; lane < COUNT; lane++) {
            int i = Math.min(from + lane, to - 1);
            long count = (long) batch.count(i) << 32;
            long bearer = (long) batch.bearer(i) << 27;
            long direction = batch.directionBit(i);
            var key = (WordKey) batch.key(i);
            zuc.load(lane, key, count | bearer, count ^ direction << 63 | bearer ^ direction << 15);
        }
        zuc.mix(words);
        sums.clear();
        zuc.next(words, 0);
        int longest = longest(batch, from, to);
        int shortest = shortest(batch, from, to);
        int done = 0;
        int chunk = 0;
        for (int word = 0; ; word += 16) {
            zuc.next(words, (chunk + 1) * CHUNK);
            if (word + 16 > shortest >> 5) keepEnds(batch, from, to, word, chunk * CHUNK);
            if (4 * word >= longest) break;
            if (4 * word == done) {
                for (int i = from; i < to; i++) takeMessage(batch, i, done, (i - from) * STRIDE);
                done += WINDOW;
            }
            Lanes.spread(text, 4 * word % WINDOW, STRIDE, message);
            sums.add(message, words, chunk * CHUNK);
            chunk++;
            if (chunk == CHUNKS) {
                System.arraycopy(words, CHUNKS * CHUNK, words, 0, CHUNK);
                chunk = 0;
            }
        }
        for (int i = from; i < to; i++) {
            int lane = i - from;
            int shift = batch.lengthBits(i) & 31;
            long behind = (long) ends[lane] << 32 | ends[COUNT + lane] & 0xFFFF_FFFFL;
            batch.setMac(
                    i, sums.sum(lane) ^ (int) (behind << shift >>> 32) ^ ends[2 * COUNT + lane]);
        }
    }

    /// The words behind the end of each message: the two it ends in, and the last of its keystream.
    private void keepEnds(PduBatch batch, int from, int to, int word, int at) {
        for (int i = from; i < to; i++) {
            int lane = i - from;
            int bits = batch.lengthBits(i);
            int first = (bits >> 5) - word;
            if (first < 0 || first >= 16) continue;
            int last = (int) (bits + 31L >> 5) + 1 - word;
            ends[lane] = words[at + first * COUNT + lane];
            ends[COUNT + lane] = words[at + (first + 1) * COUNT + lane];
            ends[2 * COUNT + lane] = words[at + last * COUNT + lane];
        }
    }

    /// As [#take], with zeros behind the last bit of the message.
    private void takeMessage(PduBatch batch, int i, int done, int at) {
        take(batch, i, done, at);
        int bits = batch.lengthBits(i);
        int octets = Math.clamp((int) (bits + 7L >> 3) - (long) done, 0, WINDOW);
        if ((bits & 7) != 0 && octets > 0 && done + octets == (int) (bits + 7L >> 3))
            text[at + octets - 1] &= (byte) (0xFF00 >> (bits & 7));
        Arrays.fill(text, at + octets, at + WINDOW, (byte) 0);
    }
}

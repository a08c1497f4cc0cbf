package kenb.stack.cipher;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import static kenb.stack.cipher.Lanes.BYTES;
import static kenb.stack.cipher.Lanes.COUNT;
import static kenb.stack.cipher.Lanes.INTS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;

import java.util.Arrays;

/// The keystreams of sixteen PDUs under SNOW 3G at once, each in its lane of 512-bit vectors. An S-box is four tables of 64 octets in registers,
/// looked up two at a time; what multiplying by α adds is the sum of what the two halves of an octet add.
final class Snow3gLanes {
    /// Words of each lane that come at a time.
    static final int CLOCKS = 16;

    private static final byte[] SR = octets(Snow3gTables::sr);
    private static final byte[] SQ = octets(Snow3gTables::sq);
    private static final int[] TIMES_LOW = halves(Snow3gTables.TIMES_ALPHA, 1);
    private static final int[] TIMES_HIGH = halves(Snow3gTables.TIMES_ALPHA, 16);
    private static final int[] BY_LOW = halves(Snow3gTables.BY_ALPHA, 1);
    private static final int[] BY_HIGH = halves(Snow3gTables.BY_ALPHA, 16);

    /// The register as it moves on: s0 of all lanes, s1 …, and room for those to come.
    private final int[] s = new int[(16 + CLOCKS) * COUNT];

    private final int[] r = new int[3 * COUNT];

    private static byte[] octets(Snow3gTables.Octets box) {
        var table = new byte[256];
        for (int i = 0; i < 256; i++) table[i] = (byte) box.of(i);
        return table;
    }

    private static int[] halves(int[] table, int step) {
        var half = new int[16];
        for (int i = 0; i < 16; i++) half[i] = table[i * step];
        return half;
    }

    /// Key and IV of one lane; all sixteen have to be given before [#mix()].
    void load(int lane, WordKey key, int iv3, int iv2, int iv1, int iv0) {
        int k3 = key.word(0);
        int k2 = key.word(1);
        int k1 = key.word(2);
        int k0 = key.word(3);
        int[] s = this.s;
        s[15 * COUNT + lane] = k3 ^ iv0;
        s[14 * COUNT + lane] = k2;
        s[13 * COUNT + lane] = k1;
        s[12 * COUNT + lane] = k0 ^ iv1;
        s[11 * COUNT + lane] = ~k3;
        s[10 * COUNT + lane] = ~k2 ^ iv2;
        s[9 * COUNT + lane] = ~k1 ^ iv3;
        s[8 * COUNT + lane] = ~k0;
        s[7 * COUNT + lane] = k3;
        s[6 * COUNT + lane] = k2;
        s[5 * COUNT + lane] = k1;
        s[4 * COUNT + lane] = k0;
        s[3 * COUNT + lane] = ~k3;
        s[2 * COUNT + lane] = ~k2;
        s[COUNT + lane] = ~k1;
        s[lane] = ~k0;
    }

    /// The 32 clocks that mix key and IV, and the one whose output is not used.
    void mix(int[] unused) {
        Arrays.fill(r, 0);
        clock(CLOCKS, -1, unused);
        clock(CLOCKS, -1, unused);
        clock(1, 0, unused);
    }

    /// Up to sixteen words of every lane: the first of all lanes, then the second ….
    void next(int[] words, int clocks) {
        clock(clocks, 0, words);
    }

    private void clock(int clocks, int mixing, int[] words) {
        int[] s = this.s;
        ByteVector sr0 = ByteVector.fromArray(BYTES, SR, 0);
        ByteVector sr1 = ByteVector.fromArray(BYTES, SR, 64);
        ByteVector sr2 = ByteVector.fromArray(BYTES, SR, 128);
        ByteVector sr3 = ByteVector.fromArray(BYTES, SR, 192);
        ByteVector sq0 = ByteVector.fromArray(BYTES, SQ, 0);
        ByteVector sq1 = ByteVector.fromArray(BYTES, SQ, 64);
        ByteVector sq2 = ByteVector.fromArray(BYTES, SQ, 128);
        ByteVector sq3 = ByteVector.fromArray(BYTES, SQ, 192);
        IntVector timesLow = IntVector.fromArray(INTS, TIMES_LOW, 0);
        IntVector timesHigh = IntVector.fromArray(INTS, TIMES_HIGH, 0);
        IntVector byLow = IntVector.fromArray(INTS, BY_LOW, 0);
        IntVector byHigh = IntVector.fromArray(INTS, BY_HIGH, 0);
        ByteVector zero = ByteVector.zero(BYTES);
        ByteVector x1B = ByteVector.broadcast(BYTES, (byte) 0x1B);
        ByteVector x69 = ByteVector.broadcast(BYTES, (byte) 0x69);
        IntVector r1 = IntVector.fromArray(INTS, r, 0);
        IntVector r2 = IntVector.fromArray(INTS, r, COUNT);
        IntVector r3 = IntVector.fromArray(INTS, r, 2 * COUNT);
        for (int t = 0; t < clocks * COUNT; t += COUNT) {
            IntVector s0 = IntVector.fromArray(INTS, s, t);
            IntVector s11 = IntVector.fromArray(INTS, s, t + 11 * COUNT);
            IntVector f = IntVector.fromArray(INTS, s, t + 15 * COUNT).add(r1).lanewise(XOR, r2);
            f.lanewise(XOR, s0).intoArray(words, t);
            IntVector sum = r2.add(r3.lanewise(XOR, IntVector.fromArray(INTS, s, t + 5 * COUNT)));

            ByteVector b = r2.reinterpretAsBytes();
            ByteVector o = b.selectFrom(sq0, sq1).blend(b.selectFrom(sq2, sq3), b.compare(LT, 0));
            IntVector w = o.reinterpretAsInts();
            IntVector w3 = w.lanewise(ROL, 24);
            ByteVector d = w.lanewise(XOR, w3).reinterpretAsBytes();
            ByteVector twice = d.add(d).lanewise(XOR, zero.blend(x69, d.compare(LT, 0)));
            r3 =
                    twice.reinterpretAsInts()
                            .lanewise(XOR, w3)
                            .lanewise(XOR, w.lanewise(ROL, 8))
                            .lanewise(XOR, w.lanewise(ROL, 16));

            b = r1.reinterpretAsBytes();
            o = b.selectFrom(sr0, sr1).blend(b.selectFrom(sr2, sr3), b.compare(LT, 0));
            w = o.reinterpretAsInts();
            w3 = w.lanewise(ROL, 24);
            d = w.lanewise(XOR, w3).reinterpretAsBytes();
            twice = d.add(d).lanewise(XOR, zero.blend(x1B, d.compare(LT, 0)));
            r2 =
                    twice.reinterpretAsInts()
                            .lanewise(XOR, w3)
                            .lanewise(XOR, w.lanewise(ROL, 8))
                            .lanewise(XOR, w.lanewise(ROL, 16));
            r1 = sum;

            s0.lanewise(LSHL, 8)
                    .lanewise(XOR, s0.lanewise(LSHR, 28).selectFrom(timesHigh))
                    .lanewise(XOR, s0.lanewise(LSHR, 24).and(15).selectFrom(timesLow))
                    .lanewise(XOR, IntVector.fromArray(INTS, s, t + 2 * COUNT))
                    .lanewise(XOR, s11.lanewise(LSHR, 8))
                    .lanewise(XOR, s11.lanewise(LSHR, 4).and(15).selectFrom(byHigh))
                    .lanewise(XOR, s11.and(15).selectFrom(byLow))
                    .lanewise(XOR, f.and(mixing))
                    .intoArray(s, t + 16 * COUNT);
        }
        r1.intoArray(r, 0);
        r2.intoArray(r, COUNT);
        r3.intoArray(r, 2 * COUNT);
        System.arraycopy(s, clocks * COUNT, s, 0, 16 * COUNT);
    }
}

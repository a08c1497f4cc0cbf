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

/// The keystreams of sixteen PDUs under ZUC at once, as [Snow3gLanes] has them of SNOW 3G. The two words that go through the S-boxes in a clock
/// need S0 for two octets each and S1 for two: they share the lookups.
final class ZucLanes {
    /// Words of each lane that come at a time.
    static final int CLOCKS = 16;

    private static final int M = 0x7FFF_FFFF;

    private final int[] s = new int[(16 + CLOCKS) * COUNT];
    private final int[] r = new int[2 * COUNT];

    /// Key and IV of one lane; all sixteen have to be given before [#mix(int[])].
    void load(int lane, WordKey key, long ivHigh, long ivLow) {
        for (int i = 0; i < 16; i++) {
            int k = key.word(i >> 2) >>> 24 - 8 * (i & 3) & 0xFF;
            int iv = (int) ((i < 8 ? ivHigh : ivLow) >>> 56 - 8 * (i & 7)) & 0xFF;
            s[i * COUNT + lane] = k << 23 | ZucTables.CONSTANTS[i] << 8 | iv;
        }
    }

    /// The 32 clocks that mix key and IV, and the one whose output is not used.
    void mix(int[] unused) {
        Arrays.fill(r, 0);
        clock(CLOCKS, -1, unused, 0);
        clock(CLOCKS, -1, unused, 0);
        clock(1, 0, unused, 0);
    }

    /// Sixteen words of every lane, from `at` on: the first of all lanes, then the second ….
    void next(int[] words, int at) {
        clock(CLOCKS, 0, words, at);
    }

    private void clock(int clocks, int mixing, int[] words, int at) {
        int[] s = this.s;
        ByteVector a0 = ByteVector.fromArray(BYTES, ZucTables.S0, 0);
        ByteVector a1 = ByteVector.fromArray(BYTES, ZucTables.S0, 64);
        ByteVector a2 = ByteVector.fromArray(BYTES, ZucTables.S0, 128);
        ByteVector a3 = ByteVector.fromArray(BYTES, ZucTables.S0, 192);
        ByteVector b0 = ByteVector.fromArray(BYTES, ZucTables.S1, 0);
        ByteVector b1 = ByteVector.fromArray(BYTES, ZucTables.S1, 64);
        ByteVector b2 = ByteVector.fromArray(BYTES, ZucTables.S1, 128);
        ByteVector b3 = ByteVector.fromArray(BYTES, ZucTables.S1, 192);
        IntVector r1 = IntVector.fromArray(INTS, r, 0);
        IntVector r2 = IntVector.fromArray(INTS, r, COUNT);
        for (int t = 0; t < clocks * COUNT; t += COUNT) {
            IntVector s0 = IntVector.fromArray(INTS, s, t);
            IntVector s15 = IntVector.fromArray(INTS, s, t + 15 * COUNT);

            IntVector f =
                    s15.lanewise(LSHL, 1)
                            .and(0xFFFF_0000)
                            .or(IntVector.fromArray(INTS, s, t + 14 * COUNT).and(0xFFFF))
                            .lanewise(XOR, r1)
                            .add(r2);
            f.lanewise(
                            XOR,
                            IntVector.fromArray(INTS, s, t + 2 * COUNT)
                                    .lanewise(LSHL, 16)
                                    .or(s0.lanewise(LSHR, 15)))
                    .intoArray(words, at + t);

            IntVector w1 =
                    r1.add(
                            IntVector.fromArray(INTS, s, t + 11 * COUNT)
                                    .lanewise(LSHL, 16)
                                    .or(
                                            IntVector.fromArray(INTS, s, t + 9 * COUNT)
                                                    .lanewise(LSHR, 15)));
            IntVector w2 =
                    r2.lanewise(
                            XOR,
                            IntVector.fromArray(INTS, s, t + 7 * COUNT)
                                    .lanewise(LSHL, 16)
                                    .or(
                                            IntVector.fromArray(INTS, s, t + 5 * COUNT)
                                                    .lanewise(LSHR, 15)));
            IntVector x = w1.lanewise(LSHL, 16).or(w2.lanewise(LSHR, 16));
            IntVector y = w2.lanewise(LSHL, 16).or(w1.lanewise(LSHR, 16));
            x =
                    x.lanewise(XOR, x.lanewise(ROL, 2))
                            .lanewise(XOR, x.lanewise(ROL, 10))
                            .lanewise(XOR, x.lanewise(ROL, 18))
                            .lanewise(XOR, x.lanewise(ROL, 24));
            y =
                    y.lanewise(XOR, y.lanewise(ROL, 8))
                            .lanewise(XOR, y.lanewise(ROL, 14))
                            .lanewise(XOR, y.lanewise(ROL, 22))
                            .lanewise(XOR, y.lanewise(ROL, 30));
            ByteVector a =
                    x.and(0xFF00_FF00)
                            .or(y.lanewise(LSHR, 8).and(0x00FF_00FF))
                            .reinterpretAsBytes();
            ByteVector b =
                    x.and(0x00FF_00FF)
                            .or(y.lanewise(LSHL, 8).and(0xFF00_FF00))
                            .reinterpretAsBytes();
            IntVector p =
                    a.selectFrom(a0, a1)
                            .blend(a.selectFrom(a2, a3), a.compare(LT, 0))
                            .reinterpretAsInts();
            IntVector q =
                    b.selectFrom(b0, b1)
                            .blend(b.selectFrom(b2, b3), b.compare(LT, 0))
                            .reinterpretAsInts();
            r1 = p.and(0xFF00_FF00).or(q.and(0x00FF_00FF));
            r2 = p.lanewise(LSHL, 8).and(0xFF00_FF00).or(q.lanewise(LSHR, 8).and(0x00FF_00FF));

            IntVector s4 = IntVector.fromArray(INTS, s, t + 4 * COUNT);
            IntVector s10 = IntVector.fromArray(INTS, s, t + 10 * COUNT);
            IntVector s13 = IntVector.fromArray(INTS, s, t + 13 * COUNT);
            IntVector sum = s0.add(s0.lanewise(LSHL, 8).and(M).or(s0.lanewise(LSHR, 23)));
            sum = sum.and(M).add(sum.lanewise(LSHR, 31));
            sum = sum.add(s4.lanewise(LSHL, 20).and(M).or(s4.lanewise(LSHR, 11)));
            sum = sum.and(M).add(sum.lanewise(LSHR, 31));
            sum = sum.add(s10.lanewise(LSHL, 21).and(M).or(s10.lanewise(LSHR, 10)));
            sum = sum.and(M).add(sum.lanewise(LSHR, 31));
            sum = sum.add(s13.lanewise(LSHL, 17).and(M).or(s13.lanewise(LSHR, 14)));
            sum = sum.and(M).add(sum.lanewise(LSHR, 31));
            sum = sum.add(s15.lanewise(LSHL, 15).and(M).or(s15.lanewise(LSHR, 16)));
            sum = sum.and(M).add(sum.lanewise(LSHR, 31));
            sum = sum.add(f.lanewise(LSHR, 1).and(mixing));
            sum.and(M).add(sum.lanewise(LSHR, 31)).intoArray(s, t + 16 * COUNT);
        }
        r1.intoArray(r, 0);
        r2.intoArray(r, COUNT);
        System.arraycopy(s, clocks * COUNT, s, 0, 16 * COUNT);
    }
}

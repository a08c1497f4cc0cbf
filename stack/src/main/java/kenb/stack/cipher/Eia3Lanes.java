package kenb.stack.cipher;

import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import static kenb.stack.cipher.Lanes.COUNT;
import static kenb.stack.cipher.Lanes.INTS;

import jdk.incubator.vector.IntVector;

import java.util.Arrays;

/// The sums of 128-EIA3 (TS 35.221 4.3) for sixteen PDUs at once. Bit j of every word of a message asks for the 32 bits of keystream that begin j bits
/// behind those of the word: the words it asks for are summed up first, and shifted by j once at the end.
final class Eia3Lanes {
    /// For bit j, the words in the place of the message's, and those behind them.
    private final int[] own = new int[32 * COUNT];

    private final int[] behind = new int[32 * COUNT];

    void clear() {
        Arrays.fill(own, 0);
        Arrays.fill(behind, 0);
    }

    /// Sixteen words of each message, with the seventeen of keystream in their place, from `at` on.
    void add(int[] message, int[] keystream, int at) {
        int[] own = this.own;
        int[] behind = this.behind;
        for (int j = 0; j < 32; j++) {
            IntVector bit = IntVector.broadcast(INTS, Integer.MIN_VALUE >>> j);
            IntVector a = IntVector.fromArray(INTS, own, j * COUNT);
            IntVector b = IntVector.fromArray(INTS, behind, j * COUNT);
            var m0 = IntVector.fromArray(INTS, message, 0).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 0), m0);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 16), m0);
            var m1 = IntVector.fromArray(INTS, message, 16).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 16), m1);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 32), m1);
            var m2 = IntVector.fromArray(INTS, message, 32).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 32), m2);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 48), m2);
            var m3 = IntVector.fromArray(INTS, message, 48).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 48), m3);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 64), m3);
            var m4 = IntVector.fromArray(INTS, message, 64).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 64), m4);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 80), m4);
            var m5 = IntVector.fromArray(INTS, message, 80).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 80), m5);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 96), m5);
            var m6 = IntVector.fromArray(INTS, message, 96).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 96), m6);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 112), m6);
            var m7 = IntVector.fromArray(INTS, message, 112).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 112), m7);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 128), m7);
            var m8 = IntVector.fromArray(INTS, message, 128).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 128), m8);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 144), m8);
            var m9 = IntVector.fromArray(INTS, message, 144).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 144), m9);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 160), m9);
            var m10 = IntVector.fromArray(INTS, message, 160).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 160), m10);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 176), m10);
            var m11 = IntVector.fromArray(INTS, message, 176).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 176), m11);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 192), m11);
            var m12 = IntVector.fromArray(INTS, message, 192).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 192), m12);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 208), m12);
            var m13 = IntVector.fromArray(INTS, message, 208).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 208), m13);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 224), m13);
            var m14 = IntVector.fromArray(INTS, message, 224).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 224), m14);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 240), m14);
            var m15 = IntVector.fromArray(INTS, message, 240).and(bit).compare(NE, 0);
            a = a.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 240), m15);
            b = b.lanewise(XOR, IntVector.fromArray(INTS, keystream, at + 256), m15);
            a.intoArray(own, j * COUNT);
            b.intoArray(behind, j * COUNT);
        }
    }

    /// The sum for one lane.
    int sum(int lane) {
        int sum = own[lane];
        for (int j = 1; j < 32; j++)
            sum ^= own[j * COUNT + lane] << j ^ behind[j * COUNT + lane] >>> 32 - j;
        return sum;
    }
}

package kenb.stack.cipher;

import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Between words in lanes (one PDU a lane) and the octets of each PDU: a transposition of sixteen by sixteen words, in four steps that swap
/// blocks of half the size of the one before. It works from array to array, so that no vector is passed between methods.
final class Lanes {
    static final int COUNT = 16;
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;

    private static final VectorShuffle<Byte> SWAPPED = VectorShuffle.fromOp(BYTES, i -> i ^ 3);
    private static final int[] LOW_8 = {0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23};
    private static final int[] HIGH_8 = {
        8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
    };
    private static final int[] LOW_4 = {0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27};
    private static final int[] HIGH_4 = {
        4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
    };
    private static final int[] LOW_2 = {0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29};
    private static final int[] HIGH_2 = {
        2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
    };
    private static final int[] LOW_1 = {0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30};
    private static final int[] HIGH_1 = {1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31};

    private Lanes() {}

    /// Adds sixteen words of keystream of each lane to the text of its PDU.
    ///
    /// @param words the first word of each lane, then the second, to the sixteenth
    /// @param text the next 64 octets of the first PDU are at `at`, of each further one `stride` behind
    static void xor(int[] words, byte[] text, int at, int stride) {
        IntVector low8 = IntVector.fromArray(INTS, LOW_8, 0);
        IntVector high8 = IntVector.fromArray(INTS, HIGH_8, 0);
        IntVector low4 = IntVector.fromArray(INTS, LOW_4, 0);
        IntVector high4 = IntVector.fromArray(INTS, HIGH_4, 0);
        IntVector low2 = IntVector.fromArray(INTS, LOW_2, 0);
        IntVector high2 = IntVector.fromArray(INTS, HIGH_2, 0);
        IntVector low1 = IntVector.fromArray(INTS, LOW_1, 0);
        IntVector high1 = IntVector.fromArray(INTS, HIGH_1, 0);
        IntVector t;
        IntVector v0 = IntVector.fromArray(INTS, words, 0);
        IntVector v1 = IntVector.fromArray(INTS, words, 16);
        IntVector v2 = IntVector.fromArray(INTS, words, 32);
        IntVector v3 = IntVector.fromArray(INTS, words, 48);
        IntVector v4 = IntVector.fromArray(INTS, words, 64);
        IntVector v5 = IntVector.fromArray(INTS, words, 80);
        IntVector v6 = IntVector.fromArray(INTS, words, 96);
        IntVector v7 = IntVector.fromArray(INTS, words, 112);
        IntVector v8 = IntVector.fromArray(INTS, words, 128);
        IntVector v9 = IntVector.fromArray(INTS, words, 144);
        IntVector v10 = IntVector.fromArray(INTS, words, 160);
        IntVector v11 = IntVector.fromArray(INTS, words, 176);
        IntVector v12 = IntVector.fromArray(INTS, words, 192);
        IntVector v13 = IntVector.fromArray(INTS, words, 208);
        IntVector v14 = IntVector.fromArray(INTS, words, 224);
        IntVector v15 = IntVector.fromArray(INTS, words, 240);
        t = low8.selectFrom(v0, v8);
        v8 = high8.selectFrom(v0, v8);
        v0 = t;
        t = low8.selectFrom(v1, v9);
        v9 = high8.selectFrom(v1, v9);
        v1 = t;
        t = low8.selectFrom(v2, v10);
        v10 = high8.selectFrom(v2, v10);
        v2 = t;
        t = low8.selectFrom(v3, v11);
        v11 = high8.selectFrom(v3, v11);
        v3 = t;
        t = low8.selectFrom(v4, v12);
        v12 = high8.selectFrom(v4, v12);
        v4 = t;
        t = low8.selectFrom(v5, v13);
        v13 = high8.selectFrom(v5, v13);
        v5 = t;
        t = low8.selectFrom(v6, v14);
        v14 = high8.selectFrom(v6, v14);
        v6 = t;
        t = low8.selectFrom(v7, v15);
        v15 = high8.selectFrom(v7, v15);
        v7 = t;
        t = low4.selectFrom(v0, v4);
        v4 = high4.selectFrom(v0, v4);
        v0 = t;
        t = low4.selectFrom(v1, v5);
        v5 = high4.selectFrom(v1, v5);
        v1 = t;
        t = low4.selectFrom(v2, v6);
        v6 = high4.selectFrom(v2, v6);
        v2 = t;
        t = low4.selectFrom(v3, v7);
        v7 = high4.selectFrom(v3, v7);
        v3 = t;
        t = low4.selectFrom(v8, v12);
        v12 = high4.selectFrom(v8, v12);
        v8 = t;
        t = low4.selectFrom(v9, v13);
        v13 = high4.selectFrom(v9, v13);
        v9 = t;
        t = low4.selectFrom(v10, v14);
        v14 = high4.selectFrom(v10, v14);
        v10 = t;
        t = low4.selectFrom(v11, v15);
        v15 = high4.selectFrom(v11, v15);
        v11 = t;
        t = low2.selectFrom(v0, v2);
        v2 = high2.selectFrom(v0, v2);
        v0 = t;
        t = low2.selectFrom(v1, v3);
        v3 = high2.selectFrom(v1, v3);
        v1 = t;
        t = low2.selectFrom(v4, v6);
        v6 = high2.selectFrom(v4, v6);
        v4 = t;
        t = low2.selectFrom(v5, v7);
        v7 = high2.selectFrom(v5, v7);
        v5 = t;
        t = low2.selectFrom(v8, v10);
        v10 = high2.selectFrom(v8, v10);
        v8 = t;
        t = low2.selectFrom(v9, v11);
        v11 = high2.selectFrom(v9, v11);
        v9 = t;
        t = low2.selectFrom(v12, v14);
        v14 = high2.selectFrom(v12, v14);
        v12 = t;
        t = low2.selectFrom(v13, v15);
        v15 = high2.selectFrom(v13, v15);
        v13 = t;
        t = low1.selectFrom(v0, v1);
        v1 = high1.selectFrom(v0, v1);
        v0 = t;
        t = low1.selectFrom(v2, v3);
        v3 = high1.selectFrom(v2, v3);
        v2 = t;
        t = low1.selectFrom(v4, v5);
        v5 = high1.selectFrom(v4, v5);
        v4 = t;
        t = low1.selectFrom(v6, v7);
        v7 = high1.selectFrom(v6, v7);
        v6 = t;
        t = low1.selectFrom(v8, v9);
        v9 = high1.selectFrom(v8, v9);
        v8 = t;
        t = low1.selectFrom(v10, v11);
        v11 = high1.selectFrom(v10, v11);
        v10 = t;
        t = low1.selectFrom(v12, v13);
        v13 = high1.selectFrom(v12, v13);
        v12 = t;
        t = low1.selectFrom(v14, v15);
        v15 = high1.selectFrom(v14, v15);
        v14 = t;
        int p = at;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v0.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v1.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v2.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v3.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v4.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v5.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v6.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v7.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v8.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v9.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v10.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v11.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v12.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v13.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v14.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
        p += stride;
        ByteVector.fromArray(BYTES, text, p)
                .lanewise(XOR, v15.reinterpretAsBytes().rearrange(SWAPPED))
                .intoArray(text, p);
    }

    /// The next sixteen words of the text of each PDU, into lanes.
    static void spread(byte[] text, int at, int stride, int[] words) {
        IntVector low8 = IntVector.fromArray(INTS, LOW_8, 0);
        IntVector high8 = IntVector.fromArray(INTS, HIGH_8, 0);
        IntVector low4 = IntVector.fromArray(INTS, LOW_4, 0);
        IntVector high4 = IntVector.fromArray(INTS, HIGH_4, 0);
        IntVector low2 = IntVector.fromArray(INTS, LOW_2, 0);
        IntVector high2 = IntVector.fromArray(INTS, HIGH_2, 0);
        IntVector low1 = IntVector.fromArray(INTS, LOW_1, 0);
        IntVector high1 = IntVector.fromArray(INTS, HIGH_1, 0);
        IntVector t;
        int p = at;
        IntVector v0 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v1 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v2 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v3 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v4 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v5 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v6 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v7 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v8 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v9 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v10 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v11 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v12 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v13 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v14 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        p += stride;
        IntVector v15 = ByteVector.fromArray(BYTES, text, p).rearrange(SWAPPED).reinterpretAsInts();
        t = low8.selectFrom(v0, v8);
        v8 = high8.selectFrom(v0, v8);
        v0 = t;
        t = low8.selectFrom(v1, v9);
        v9 = high8.selectFrom(v1, v9);
        v1 = t;
        t = low8.selectFrom(v2, v10);
        v10 = high8.selectFrom(v2, v10);
        v2 = t;
        t = low8.selectFrom(v3, v11);
        v11 = high8.selectFrom(v3, v11);
        v3 = t;
        t = low8.selectFrom(v4, v12);
        v12 = high8.selectFrom(v4, v12);
        v4 = t;
        t = low8.selectFrom(v5, v13);
        v13 = high8.selectFrom(v5, v13);
        v5 = t;
        t = low8.selectFrom(v6, v14);
        v14 = high8.selectFrom(v6, v14);
        v6 = t;
        t = low8.selectFrom(v7, v15);
        v15 = high8.selectFrom(v7, v15);
        v7 = t;
        t = low4.selectFrom(v0, v4);
        v4 = high4.selectFrom(v0, v4);
        v0 = t;
        t = low4.selectFrom(v1, v5);
        v5 = high4.selectFrom(v1, v5);
        v1 = t;
        t = low4.selectFrom(v2, v6);
        v6 = high4.selectFrom(v2, v6);
        v2 = t;
        t = low4.selectFrom(v3, v7);
        v7 = high4.selectFrom(v3, v7);
        v3 = t;
        t = low4.selectFrom(v8, v12);
        v12 = high4.selectFrom(v8, v12);
        v8 = t;
        t = low4.selectFrom(v9, v13);
        v13 = high4.selectFrom(v9, v13);
        v9 = t;
        t = low4.selectFrom(v10, v14);
        v14 = high4.selectFrom(v10, v14);
        v10 = t;
        t = low4.selectFrom(v11, v15);
        v15 = high4.selectFrom(v11, v15);
        v11 = t;
        t = low2.selectFrom(v0, v2);
        v2 = high2.selectFrom(v0, v2);
        v0 = t;
        t = low2.selectFrom(v1, v3);
        v3 = high2.selectFrom(v1, v3);
        v1 = t;
        t = low2.selectFrom(v4, v6);
        v6 = high2.selectFrom(v4, v6);
        v4 = t;
        t = low2.selectFrom(v5, v7);
        v7 = high2.selectFrom(v5, v7);
        v5 = t;
        t = low2.selectFrom(v8, v10);
        v10 = high2.selectFrom(v8, v10);
        v8 = t;
        t = low2.selectFrom(v9, v11);
        v11 = high2.selectFrom(v9, v11);
        v9 = t;
        t = low2.selectFrom(v12, v14);
        v14 = high2.selectFrom(v12, v14);
        v12 = t;
        t = low2.selectFrom(v13, v15);
        v15 = high2.selectFrom(v13, v15);
        v13 = t;
        t = low1.selectFrom(v0, v1);
        v1 = high1.selectFrom(v0, v1);
        v0 = t;
        t = low1.selectFrom(v2, v3);
        v3 = high1.selectFrom(v2, v3);
        v2 = t;
        t = low1.selectFrom(v4, v5);
        v5 = high1.selectFrom(v4, v5);
        v4 = t;
        t = low1.selectFrom(v6, v7);
        v7 = high1.selectFrom(v6, v7);
        v6 = t;
        t = low1.selectFrom(v8, v9);
        v9 = high1.selectFrom(v8, v9);
        v8 = t;
        t = low1.selectFrom(v10, v11);
        v11 = high1.selectFrom(v10, v11);
        v10 = t;
        t = low1.selectFrom(v12, v13);
        v13 = high1.selectFrom(v12, v13);
        v12 = t;
        t = low1.selectFrom(v14, v15);
        v15 = high1.selectFrom(v14, v15);
        v14 = t;
        v0.intoArray(words, 0);
        v1.intoArray(words, 16);
        v2.intoArray(words, 32);
        v3.intoArray(words, 48);
        v4.intoArray(words, 64);
        v5.intoArray(words, 80);
        v6.intoArray(words, 96);
        v7.intoArray(words, 112);
        v8.intoArray(words, 128);
        v9.intoArray(words, 144);
        v10.intoArray(words, 160);
        v11.intoArray(words, 176);
        v12.intoArray(words, 192);
        v13.intoArray(words, 208);
        v14.intoArray(words, 224);
        v15.intoArray(words, 240);
    }
}

package kenb.stack.cipher;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import static kenb.stack.cipher.Lanes.BYTES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The polynomial of 128-EIA1 (TS 35.215 4.3) over eight blocks of 64 bits at a time: each lane goes on by the eighth power of P, with the table of
/// [GaloisTable] in registers, and the eight lanes are put together at the end.
final class GaloisLanes {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
    private static final VectorShuffle<Byte> SWAPPED = VectorShuffle.fromOp(BYTES, i -> i ^ 7);
    private static final long[] STEPS = {0, 1, 2, 3, 4, 5, 6, 7};
    private static final long[] BIT_0 = {0, -1, 0, -1, 0, -1, 0, -1};
    private static final long[] BIT_1 = {0, 0, -1, -1, 0, 0, -1, -1};
    private static final long[] BIT_2 = {0, 0, 0, 0, -1, -1, -1, -1};

    /// Zero octets before a message.
    static final int BEFORE = 56;

    /// Fewer blocks are not worth a second table.
    private static final int FEW = 16;

    private final GaloisTable byP = new GaloisTable();
    private final GaloisTable byP8 = new GaloisTable();
    private final long[] lanes = new long[8];

    /// Σ mᵢ·Pⁿ⁻ⁱ over n blocks.
    ///
    /// @param at where the first is, behind [#BEFORE] zeros: to fill up the first eight
    long sum(byte[] message, int at, int blocks, long p) {
        set(byP, p);
        long sum = 0;
        if (blocks < FEW) {
            for (int i = 0; i < blocks; i++)
                sum = byP.times(sum ^ GaloisTable.block(message, at + 8 * i));
            return sum;
        }
        set(byP8, GaloisTable.square(GaloisTable.square(GaloisTable.square(p))));
        fold(message, at - 8 * (-blocks & 7), blocks + 7 >> 3);
        for (int i = 0; i < 8; i++) sum = byP.times(sum ^ lanes[i]);
        return sum;
    }

    private void fold(byte[] message, int at, int groups) {
        long[] table = byP8.products;
        LongVector e = LongVector.zero(LONGS);
        int last = at + 64 * (groups - 1);
        for (int from = at; from < last; from += 64) {
            e =
                    e.lanewise(
                            XOR,
                            ByteVector.fromArray(BYTES, message, from)
                                    .rearrange(SWAPPED)
                                    .reinterpretAsLongs());
            LongVector p0 =
                    e.and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 0),
                                    LongVector.fromArray(LONGS, table, 8));
            LongVector p1 =
                    e.lanewise(LSHR, 4)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 16),
                                    LongVector.fromArray(LONGS, table, 24));
            LongVector p2 =
                    e.lanewise(LSHR, 8)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 32),
                                    LongVector.fromArray(LONGS, table, 40));
            LongVector p3 =
                    e.lanewise(LSHR, 12)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 48),
                                    LongVector.fromArray(LONGS, table, 56));
            LongVector p4 =
                    e.lanewise(LSHR, 16)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 64),
                                    LongVector.fromArray(LONGS, table, 72));
            LongVector p5 =
                    e.lanewise(LSHR, 20)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 80),
                                    LongVector.fromArray(LONGS, table, 88));
            LongVector p6 =
                    e.lanewise(LSHR, 24)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 96),
                                    LongVector.fromArray(LONGS, table, 104));
            LongVector p7 =
                    e.lanewise(LSHR, 28)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 112),
                                    LongVector.fromArray(LONGS, table, 120));
            LongVector p8 =
                    e.lanewise(LSHR, 32)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 128),
                                    LongVector.fromArray(LONGS, table, 136));
            LongVector p9 =
                    e.lanewise(LSHR, 36)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 144),
                                    LongVector.fromArray(LONGS, table, 152));
            LongVector p10 =
                    e.lanewise(LSHR, 40)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 160),
                                    LongVector.fromArray(LONGS, table, 168));
            LongVector p11 =
                    e.lanewise(LSHR, 44)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 176),
                                    LongVector.fromArray(LONGS, table, 184));
            LongVector p12 =
                    e.lanewise(LSHR, 48)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 192),
                                    LongVector.fromArray(LONGS, table, 200));
            LongVector p13 =
                    e.lanewise(LSHR, 52)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 208),
                                    LongVector.fromArray(LONGS, table, 216));
            LongVector p14 =
                    e.lanewise(LSHR, 56)
                            .and(15)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 224),
                                    LongVector.fromArray(LONGS, table, 232));
            LongVector p15 =
                    e.lanewise(LSHR, 60)
                            .selectFrom(
                                    LongVector.fromArray(LONGS, table, 240),
                                    LongVector.fromArray(LONGS, table, 248));
            e =
                    p0.lanewise(XOR, p1)
                            .lanewise(XOR, p2.lanewise(XOR, p3))
                            .lanewise(XOR, p4.lanewise(XOR, p5).lanewise(XOR, p6.lanewise(XOR, p7)))
                            .lanewise(
                                    XOR,
                                    p8.lanewise(XOR, p9)
                                            .lanewise(XOR, p10.lanewise(XOR, p11))
                                            .lanewise(
                                                    XOR,
                                                    p12.lanewise(XOR, p13)
                                                            .lanewise(
                                                                    XOR, p14.lanewise(XOR, p15))));
        }
        e.lanewise(
                        XOR,
                        ByteVector.fromArray(BYTES, message, last)
                                .rearrange(SWAPPED)
                                .reinterpretAsLongs())
                .intoArray(lanes, 0);
    }

    /// Eight products at once, into `a`.
    static void times(long[] a, long[] b, int at) {
        LongVector factor = LongVector.fromArray(LONGS, a, at);
        LongVector bits = LongVector.fromArray(LONGS, b, at);
        LongVector product = LongVector.zero(LONGS);
        for (int bit = 0; bit < 64; bit++) {
            product =
                    product.lanewise(LSHL, 1)
                            .lanewise(XOR, product.lanewise(ASHR, 63).and(0x1B))
                            .lanewise(XOR, factor, bits.compare(LT, 0));
            bits = bits.lanewise(LSHL, 1);
        }
        product.intoArray(a, at);
    }

    /// As [GaloisTable#set(long)].
    private static void set(GaloisTable target, long factor) {
        long[] table = target.products;
        LongVector steps = LongVector.fromArray(LONGS, STEPS, 0);
        LongVector bit0 = LongVector.fromArray(LONGS, BIT_0, 0);
        LongVector bit1 = LongVector.fromArray(LONGS, BIT_1, 0);
        LongVector bit2 = LongVector.fromArray(LONGS, BIT_2, 0);
        LongVector f = LongVector.broadcast(LONGS, factor);
        LongVector over =
                f.lanewise(LSHR, 1).lanewise(LSHR, LongVector.broadcast(LONGS, 63).sub(steps));
        // The factor times x to 0 to 7; then each times x⁸.
        LongVector powers = f.lanewise(LSHL, steps);
        for (int at = 0; at < 256; at += 32) {
            powers =
                    powers.lanewise(XOR, over)
                            .lanewise(XOR, over.lanewise(LSHL, 1))
                            .lanewise(XOR, over.lanewise(LSHL, 3))
                            .lanewise(XOR, over.lanewise(LSHL, 4));
            LongVector low =
                    LongVector.broadcast(LONGS, 0)
                            .selectFrom(powers)
                            .and(bit0)
                            .lanewise(
                                    XOR,
                                    LongVector.broadcast(LONGS, 1).selectFrom(powers).and(bit1))
                            .lanewise(
                                    XOR,
                                    LongVector.broadcast(LONGS, 2).selectFrom(powers).and(bit2));
            low.intoArray(table, at);
            low.lanewise(XOR, LongVector.broadcast(LONGS, 3).selectFrom(powers))
                    .intoArray(table, at + 8);
            low =
                    LongVector.broadcast(LONGS, 4)
                            .selectFrom(powers)
                            .and(bit0)
                            .lanewise(
                                    XOR,
                                    LongVector.broadcast(LONGS, 5).selectFrom(powers).and(bit1))
                            .lanewise(
                                    XOR,
                                    LongVector.broadcast(LONGS, 6).selectFrom(powers).and(bit2));
            low.intoArray(table, at + 16);
            low.lanewise(XOR, LongVector.broadcast(LONGS, 7).selectFrom(powers))
                    .intoArray(table, at + 24);
            over = powers.lanewise(LSHR, 56);
            powers = powers.lanewise(LSHL, 8);
        }
    }
}

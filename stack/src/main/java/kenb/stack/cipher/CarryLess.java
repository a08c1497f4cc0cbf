package kenb.stack.cipher;

/// Multiplication without carries by multiplication with them: of every four bits of the factors three are blanked out, so that sums of up to
/// fifteen ones stay within the gaps.
final class CarryLess {
    private static final long A = 0x1111_1111_1111_1111L;
    private static final long B = A << 1;
    private static final long C = A << 2;
    private static final long D = A << 3;

    private CarryLess() {}

    /// Bits 32 to 63 of the product of 64 and 32 bits.
    static int middle(long x, int y) {
        long y0 = y & 0x1111_1111L;
        long y1 = y & 0x2222_2222L;
        long y2 = y & 0x4444_4444L;
        long y3 = y & 0x8888_8888L;
        long x0 = x & A;
        long x1 = x & B;
        long x2 = x & C;
        long x3 = x & D;
        long a = x0 * y0 ^ x1 * y3 ^ x2 * y2 ^ x3 * y1;
        long b = x0 * y1 ^ x1 * y0 ^ x2 * y3 ^ x3 * y2;
        long c = x0 * y2 ^ x1 * y1 ^ x2 * y0 ^ x3 * y3;
        long d = x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0;
        return (int) ((a & A | b & B | c & C | d & D) >>> 32);
    }
}

package kenb.stack.cipher;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Multiplication in GF(2⁶⁴) with x⁶⁴ + x⁴ + x³ + x + 1, as 128-EIA1 wants it, by one factor many times: sixteen products for each four bits
/// of the other one.
final class GaloisTable {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long EVERY_OTHER = 0x5555_5555_5555_5555L;

    final long[] products = new long[16 * 16];

    static long block(byte[] message, int at) {
        return (long) LONGS.get(message, at);
    }

    void set(long factor) {
        long shifted = factor;
        for (int from = 0; from < 256; from += 16) {
            for (int bit = 1; bit < 16; bit <<= 1) {
                for (int i = 0; i < bit; i++)
                    products[from + bit + i] = products[from + i] ^ shifted;
                shifted = timesX(shifted);
            }
        }
    }

    long times(long other) {
        return products[(int) other & 15]
                ^ products[16 + ((int) (other >>> 4) & 15)]
                ^ products[32 + ((int) (other >>> 8) & 15)]
                ^ products[48 + ((int) (other >>> 12) & 15)]
                ^ products[64 + ((int) (other >>> 16) & 15)]
                ^ products[80 + ((int) (other >>> 20) & 15)]
                ^ products[96 + ((int) (other >>> 24) & 15)]
                ^ products[112 + ((int) (other >>> 28) & 15)]
                ^ products[128 + ((int) (other >>> 32) & 15)]
                ^ products[144 + ((int) (other >>> 36) & 15)]
                ^ products[160 + ((int) (other >>> 40) & 15)]
                ^ products[176 + ((int) (other >>> 44) & 15)]
                ^ products[192 + ((int) (other >>> 48) & 15)]
                ^ products[208 + ((int) (other >>> 52) & 15)]
                ^ products[224 + ((int) (other >>> 56) & 15)]
                ^ products[240 + ((int) (other >>> 60) & 15)];
    }

    static long square(long a) {
        long high = Long.expand(a >>> 32, EVERY_OTHER);
        long low = Long.expand(a, EVERY_OTHER);
        long over = high >>> 63 ^ high >>> 61 ^ high >>> 60;
        return low ^ high ^ high << 1 ^ high << 3 ^ high << 4 ^ over ^ over << 1 ^ over << 3
                ^ over << 4;
    }

    static long times(long a, long b) {
        long product = 0;
        for (int bit = 63; bit >= 0; bit--) product = timesX(product) ^ a & -(b >>> bit & 1);
        return product;
    }

    private static long timesX(long a) {
        return a << 1 ^ a >> 63 & 0x1B;
    }
}

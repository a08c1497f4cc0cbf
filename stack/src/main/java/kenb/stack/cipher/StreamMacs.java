package kenb.stack.cipher;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// 128-EIA1 (TS 33.401 B.2.2, TS 35.215) and 128-EIA3 (B.2.4, TS 35.221), one PDU after the other.
final class StreamMacs {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Snow3g snow = new Snow3g();
    private final Zuc zuc = new Zuc();
    private final GaloisTable table = new GaloisTable();
    private byte[] message = new byte[2048];
    private byte[] keystream = new byte[2048];

    void authenticate(PduBatch batch, int i, WordKey key) {
        int bits = batch.lengthBits(i);
        int octets = (int) (bits + 7L >> 3);
        layMessage(batch, i, bits, octets);
        batch.setMac(
                i,
                key.use == WordKey.Use.EIA1
                        ? eia1(batch, i, key, bits)
                        : eia3(batch, i, key, bits));
    }

    /// The message, and zeros behind its last bit.
    private void layMessage(PduBatch batch, int i, int bits, int octets) {
        if (message.length < octets + 16) message = new byte[octets * 5 / 4 + 16];
        batch.buffer(i).getBytes(batch.offset(i), message, 0, octets);
        if ((bits & 7) != 0) message[octets - 1] &= (byte) (0xFF00 >> (bits & 7));
        Arrays.fill(message, octets, octets + 16, (byte) 0);
    }

    /// The message as a polynomial over GF(2⁶⁴), at a point P of keystream; then its length, times Q.
    private int eia1(PduBatch batch, int i, WordKey key, int bits) {
        int count = batch.count(i);
        int fresh = batch.bearer(i) << 27;
        int direction = batch.directionBit(i);
        snow.start(key, count, fresh, count ^ direction << 31, fresh ^ direction << 15);
        snow.next(keystream, 0);
        table.set((long) LONGS.get(keystream, 0));
        long sum = 0;
        int end = (int) (bits + 63L >> 6) << 3;
        for (int at = 0; at < end; at += 8) sum = table.times(sum ^ (long) LONGS.get(message, at));
        long product = GaloisTable.times(sum ^ bits, (long) LONGS.get(keystream, 8));
        return (int) (product >>> 32) ^ (int) INTS.get(keystream, 16);
    }

    /// The sum of the 32 bits of keystream that begin with each set bit of the message, and of those behind the last.
    private int eia3(PduBatch batch, int i, WordKey key, int bits) {
        long count = (long) batch.count(i) << 32;
        long bearer = (long) batch.bearer(i) << 27;
        long direction = batch.directionBit(i);
        zuc.start(key, count | bearer, count ^ direction << 63 | bearer ^ direction << 15);
        int words = (int) (bits + 31L >> 5) + 2;
        layKeystream(words << 2);
        int sum = 0;
        for (int at = 0; at < words - 2 << 2; at += 4) {
            long window = (long) LONGS.get(keystream, at);
            sum ^= CarryLess.middle(window, Integer.reverse((int) INTS.get(message, at)));
        }
        int behind = bits >> 5 << 2;
        sum ^= (int) ((long) LONGS.get(keystream, behind) << (bits & 31) >>> 32);
        return sum ^ (int) INTS.get(keystream, words - 1 << 2);
    }

    private void layKeystream(int octets) {
        int whole = octets + Zuc.BLOCK + 8;
        if (keystream.length < whole) keystream = new byte[whole * 5 / 4];
        for (int at = 0; at < octets; at += Zuc.BLOCK) zuc.next(keystream, at);
    }
}

package kenb.stack.cipher;

import io.netty.buffer.ByteBuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// 128-EEA1 (TS 33.401 B.1.2, TS 35.215) and 128-EEA3 (B.1.4, TS 35.221), one PDU after the other.
final class StreamCiphers {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SCRATCH = 16 * 1024;

    private final Snow3g snow = new Snow3g();
    private final Zuc zuc = new Zuc();
    private final byte[] keystream = new byte[SCRATCH];
    private final byte[] text = new byte[SCRATCH];

    void cipher(PduBatch batch, int i, WordKey key) {
        int bits = batch.lengthBits(i);
        if (bits == 0) return;
        boolean eea1 = key.use == WordKey.Use.EEA1;
        long prefix = batch.prefix(i);
        if (eea1) snow.start(key, batch.count(i), (int) prefix, batch.count(i), (int) prefix);
        else zuc.start(key, prefix, prefix);
        int octets = (int) (bits + 7L >> 3);
        for (int done = 0; done < octets; done += SCRATCH) {
            int now = Math.min(SCRATCH, octets - done);
            for (int at = 0; at < now; at += Snow3g.BLOCK) {
                if (eea1) snow.next(keystream, at);
                else zuc.next(keystream, at);
            }
            if ((bits & 7) != 0 && done + now == octets)
                keystream[now - 1] &= (byte) (0xFF00 >> (bits & 7));
            xor(batch.buffer(i), batch.offset(i) + done, now);
        }
    }

    private void xor(ByteBuf buffer, int offset, int octets) {
        buffer.getBytes(offset, text, 0, octets);
        for (int at = 0; at < octets; at += 8)
            LONGS.set(text, at, (long) LONGS.get(text, at) ^ (long) LONGS.get(keystream, at));
        buffer.setBytes(offset, text, 0, octets);
    }
}

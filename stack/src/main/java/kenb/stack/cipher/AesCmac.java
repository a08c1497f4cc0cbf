package kenb.stack.cipher;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// 128-EIA2 (TS 33.401 B.2.3: AES-CMAC over COUNT ‖ BEARER ‖ DIRECTION ‖ 0(26) ‖ message, first 32 bits) over a run of PDUs under one
/// key, in lock step: one call encrypts block n of every PDU that has one, so that the chain of one PDU fills the gaps of the others.
final class AesCmac {
    private static final int BLOCK = 16;
    private static final int PREFIX = 8;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] message = new byte[16 * 1024];
    private byte[] chained = new byte[16 * 1024];
    private byte[] inputs = new byte[32 * BLOCK];
    private byte[] chains = new byte[32 * BLOCK];
    private int[] pdus = new int[32];
    private int[] positions = new int[32];
    private int[] lastBlocks = new int[32];

    void authenticate(PduBatch batch, int from, int to, AesKey key) {
        layMessages(batch, from, to, key);
        int live = to - from;
        if (live == 1) {
            chain(batch, from, key);
            return;
        }
        Arrays.fill(chains, 0, live * BLOCK, (byte) 0);
        while (live > 0) {
            for (int c = 0; c < live; c++) {
                int p = positions[c];
                int at = c * BLOCK;
                LONGS.set(inputs, at, (long) LONGS.get(chains, at) ^ (long) LONGS.get(message, p));
                LONGS.set(
                        inputs,
                        at + 8,
                        (long) LONGS.get(chains, at + 8) ^ (long) LONGS.get(message, p + 8));
                positions[c] = p + BLOCK;
            }
            key.encryptBlocks(inputs, live * BLOCK, chains);
            for (int c = live - 1; c >= 0; c--) {
                if (positions[c] > lastBlocks[c]) {
                    batch.setMac(pdus[c], (int) ((long) LONGS.get(chains, c * BLOCK) >>> 32));
                    live--;
                    moveChain(live, c);
                }
            }
        }
    }

    /// One message alone goes through the JDK's CBC. That starts from where the message before has ended: what it adds is taken away.
    private void chain(PduBatch batch, int i, AesKey key) {
        int octets = lastBlocks[0] + BLOCK;
        if (chained.length < octets) chained = new byte[message.length];
        LONGS.set(message, 0, (long) LONGS.get(message, 0) ^ key.lastHigh);
        LONGS.set(message, 8, (long) LONGS.get(message, 8) ^ key.lastLow);
        key.chainBlocks(message, octets, chained);
        key.lastHigh = (long) LONGS.get(chained, octets - BLOCK);
        key.lastLow = (long) LONGS.get(chained, octets - BLOCK + 8);
        batch.setMac(i, (int) (key.lastHigh >>> 32));
    }

    /// Copies each PDU behind its 8-octet prefix, padded and with the subkey already XORed into its last block.
    private void layMessages(PduBatch batch, int from, int to, AesKey key) {
        ensureCapacity(batch, from, to);
        int at = 0;
        for (int i = from; i < to; i++) {
            int c = i - from;
            int lengthBits = batch.lengthBits(i);
            int octets = (int) ((lengthBits + 7L) >> 3);
            int last = at + ((PREFIX + octets - 1) & -BLOCK);
            LONGS.set(message, last, 0L);
            LONGS.set(message, last + 8, 0L);
            LONGS.set(message, at, batch.prefix(i));
            batch.buffer(i).getBytes(batch.offset(i), message, at + PREFIX, octets);
            boolean whole = (lengthBits & 127) == 64;
            if (!whole) pad(at + PREFIX, lengthBits);
            LONGS.set(
                    message,
                    last,
                    (long) LONGS.get(message, last) ^ (whole ? key.k1High : key.k2High));
            LONGS.set(
                    message,
                    last + 8,
                    (long) LONGS.get(message, last + 8) ^ (whole ? key.k1Low : key.k2Low));
            pdus[c] = i;
            positions[c] = at;
            lastBlocks[c] = last;
            at = last + BLOCK;
        }
    }

    /// A one bit behind the last bit of the message, zeros after it.
    private void pad(int start, int lengthBits) {
        int octet = start + (lengthBits >> 3);
        int bit = lengthBits & 7;
        int kept = bit == 0 ? 0 : message[octet] & (0xFF00 >> bit);
        message[octet] = (byte) (kept | 0x80 >> bit);
    }

    private void ensureCapacity(PduBatch batch, int from, int to) {
        long needed = 0;
        for (int i = from; i < to; i++) needed += (batch.lengthBits(i) + 7L >> 3) + PREFIX + BLOCK;
        if (needed > message.length) message = new byte[Math.toIntExact(needed * 5 / 4)];
        int run = to - from;
        if (run > pdus.length) {
            inputs = new byte[run * BLOCK];
            chains = new byte[run * BLOCK];
            pdus = new int[run];
            positions = new int[run];
            lastBlocks = new int[run];
        }
    }

    private void moveChain(int source, int target) {
        if (source == target) return;
        System.arraycopy(chains, source * BLOCK, chains, target * BLOCK, BLOCK);
        pdus[target] = pdus[source];
        positions[target] = positions[source];
        lastBlocks[target] = lastBlocks[source];
    }
}

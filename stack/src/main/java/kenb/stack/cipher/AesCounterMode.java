package kenb.stack.cipher;

import io.netty.buffer.ByteBuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// 128-EEA2 (TS 33.401 B.1.3) over a run of PDUs under one key: the counter blocks of many PDUs are laid out one after the other and
/// encrypted by one call, then each PDU is XORed with its part. A PDU passes through an array that stays in the first-level cache,
/// where the XOR runs on vectors.
final class AesCounterMode {
    private static final int BLOCK = 16;
    private static final int SCRATCH_BLOCKS = 512;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// For the XOR, which knows no order of octets.
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final byte[] counters = new byte[SCRATCH_BLOCKS * BLOCK];
    private final byte[] keystream = new byte[SCRATCH_BLOCKS * BLOCK];
    private final byte[] text = new byte[SCRATCH_BLOCKS * BLOCK];

    void cipher(PduBatch batch, int from, int to, AesKey key) {
        int first = from; // first PDU with counter blocks in the scratch,
        int firstBlock = 0; // and how many of its blocks are done already
        while (first < to) {
            int used = 0;
            int next = first;
            int nextBlock = firstBlock;
            while (next < to && used < SCRATCH_BLOCKS) {
                int take = Math.min(blocks(batch, next) - nextBlock, SCRATCH_BLOCKS - used);
                layCounterBlocks(batch.prefix(next), nextBlock, take, used);
                used += take;
                nextBlock += take;
                if (nextBlock == blocks(batch, next)) {
                    next++;
                    nextBlock = 0;
                }
            }
            if (used > 0) key.encryptBlocks(counters, used * BLOCK, keystream);
            int at = 0;
            for (int i = first; at < used; i++) {
                int start = i == first ? firstBlock : 0;
                int end = i == next ? nextBlock : blocks(batch, i);
                xor(batch, i, start, end, at);
                at += end - start;
            }
            first = next;
            firstBlock = nextBlock;
        }
    }

    private static int blocks(PduBatch batch, int i) {
        return (int) ((batch.lengthBits(i) + 127L) >> 7);
    }

    /// T = COUNT ‖ BEARER ‖ DIRECTION ‖ 0(26) ‖ block number(64).
    private void layCounterBlocks(long prefix, int firstNumber, int count, int atBlock) {
        for (int i = 0, at = atBlock * BLOCK; i < count; i++, at += BLOCK) {
            LONGS.set(counters, at, prefix);
            LONGS.set(counters, at + 8, (long) firstNumber + i);
        }
    }

    private void xor(PduBatch batch, int i, int startBlock, int endBlock, int keystreamBlock) {
        int lengthBits = batch.lengthBits(i);
        int startOctet = startBlock * BLOCK;
        int octets = Math.min(endBlock * BLOCK, (lengthBits + 7) >> 3) - startOctet;
        if (octets == 0) return;
        int k = keystreamBlock * BLOCK;
        if ((lengthBits & 7) != 0 && startOctet + octets == (lengthBits + 7) >> 3) {
            keystream[k + octets - 1] &= (byte) (0xFF00 >> (lengthBits & 7));
        }
        ByteBuf buffer = batch.buffer(i);
        int offset = batch.offset(i) + startOctet;
        buffer.getBytes(offset, text, 0, octets);
        int j = 0;
        for (; j + 32 <= octets; j += 32) {
            long w0 = (long) WORDS.get(text, j) ^ (long) WORDS.get(keystream, k + j);
            long w1 = (long) WORDS.get(text, j + 8) ^ (long) WORDS.get(keystream, k + j + 8);
            long w2 = (long) WORDS.get(text, j + 16) ^ (long) WORDS.get(keystream, k + j + 16);
            long w3 = (long) WORDS.get(text, j + 24) ^ (long) WORDS.get(keystream, k + j + 24);
            WORDS.set(text, j, w0);
            WORDS.set(text, j + 8, w1);
            WORDS.set(text, j + 16, w2);
            WORDS.set(text, j + 24, w3);
        }
        for (; j < octets; j++) text[j] ^= keystream[k + j];
        buffer.setBytes(offset, text, 0, octets);
    }
}

package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What waits in a receiving side: PDUs to be deciphered, in the order they came, and those to be handed up, in the order they go. A PDU can be
/// in one of them, or in both. Owns those of the second.
final class InOrder {
    private final PduBatch batch;
    private final PdcpOutput up;
    private @Nullable ByteBuf[] ready;
    private long[] counts;
    private int head;
    private int deciphered;
    private int tail;

    InOrder(int capacity, PdcpOutput up) {
        batch = new PduBatch(capacity);
        ready = new @Nullable ByteBuf[capacity];
        counts = new long[capacity];
        this.up = up;
    }

    boolean isFull() {
        return batch.isFull();
    }

    /// To be deciphered behind its header.
    void decipher(
            ByteBuf pdu,
            int headerOctets,
            AlgorithmKey key,
            int count,
            int bearer,
            Direction direction) {
        int start = pdu.readerIndex() + headerOctets;
        batch.add(pdu, start, (pdu.writerIndex() - start) * 8, key, count, bearer, direction);
    }

    /// To be handed up behind all that was before, once deciphered.
    void handUp(ByteBuf sdu, long count) {
        if (tail == ready.length) {
            ready = Arrays.copyOf(ready, 2 * tail);
            counts = Arrays.copyOf(counts, 2 * tail);
        }
        ready[tail] = sdu;
        counts[tail++] = count;
    }

    /// Deciphers, and hands up. What goes up may bring new PDUs in, which wait for the next time.
    void flush(CipherEngine engine) {
        if (batch.size() > 0) {
            engine.cipher(batch);
            batch.clear();
        }
        deciphered = tail;
        while (head < deciphered) {
            ByteBuf sdu = ready[head];
            ready[head] = null;
            long count = counts[head++];
            if (sdu != null) up.accept(sdu, count);
        }
        if (head == tail) head = deciphered = tail = 0;
    }

    /// Lets go of all.
    void release() {
        batch.clear();
        while (head < tail) {
            ByteBuf sdu = ready[head];
            ready[head++] = null;
            if (sdu != null) sdu.release();
        }
        head = deciphered = tail = 0;
    }
}

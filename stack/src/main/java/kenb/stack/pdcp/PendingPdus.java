package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;

/// PDUs of one bearer and direction that wait for their ciphering. Owns them until they are handed on.
final class PendingPdus {
    private final PduBatch batch;
    private final ByteBuf[] buffers;
    private final long[] counts;
    private final PdcpOutput output;
    private int size;

    PendingPdus(int capacity, PdcpOutput output) {
        batch = new PduBatch(capacity);
        buffers = new ByteBuf[capacity];
        counts = new long[capacity];
        this.output = output;
    }

    boolean isFull() {
        return batch.isFull();
    }

    void add(
            ByteBuf pdu,
            int headerOctets,
            AlgorithmKey key,
            int count,
            int bearer,
            Direction direction) {
        int start = pdu.readerIndex() + headerOctets;
        batch.add(pdu, start, (pdu.writerIndex() - start) * 8, key, count, bearer, direction);
    }

    void flush(CipherEngine engine) {
        int n = batch.size();
        if (n == 0) return;
        if (size != 0) throw new IllegalStateException("flushed by its own output");
        for (int i = 0; i < n; i++) {
            buffers[i] = batch.buffer(i);
            counts[i] = batch.count(i) & 0xFFFF_FFFFL;
        }
        size = n;
        int next = 0;
        try {
            engine.cipher(batch);
            batch.clear();
            while (next < n) output.accept(buffers[next], counts[next++]);
        } finally {
            batch.clear();
            while (next < n) buffers[next++].release();
            size = 0;
        }
    }
}

package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The transmitting side of an NR data radio bearer (TS 38.323 5.2.1): numbers, MAC-I and ciphering in place, a batch at a time; a copy of what is not
/// confirmed yet, for data recovery and re-establishment. Of one thread.
public final class NrTransmitter {
    private final NrDrbSettings settings;
    private final SnLength sn;
    private final Direction direction;
    private final PdcpOutput down;
    private final LongSupplier nanos;
    private final CountWatch watch;
    private final PduBatch texts;
    private final PduBatch messages;
    private final ByteBuf[] pdus;
    private final long[] counts;
    private final SentSdus sent;
    private ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
    private int pending;
    private long next;
    private SecurityContext security;

    /// @param direction that PDUs go in: uplink in a UE, downlink in a gNB
    /// @param down takes PDUs
    /// @param nanos a clock, for the discard timer
    public NrTransmitter(
            NrDrbSettings settings,
            Direction direction,
            SecurityContext security,
            PdcpOutput down,
            LongSupplier nanos,
            Consumer<? super PdcpEvent> events) {
        this.settings = settings;
        this.direction = direction;
        this.security = security;
        this.down = down;
        this.nanos = nanos;
        sn = settings.snLength();
        watch =
                new CountWatch(
                        "DRB" + settings.drbId(), direction, settings.countThreshold(), events);
        texts = new PduBatch(settings.batchSize());
        messages = new PduBatch(settings.batchSize());
        pdus = new ByteBuf[settings.batchSize()];
        counts = new long[settings.batchSize()];
        sent = new SentSdus(settings.retained(), settings.discardNanos());
    }

    /// TX_NEXT: COUNT of the next SDU.
    public long next() {
        return next;
    }

    /// Goes on at this COUNT, as after a status transfer. What is kept is let go of.
    public void resumeAt(long count) {
        next = count;
        sent.startAt(count);
    }

    /// Numbers an SDU, in its own buffer where that has room for header and MAC-I. Takes over the SDU; the PDU goes out with the batch.
    ///
    /// @return false when COUNT is used up (dropped, reported)
    public boolean transmit(ByteBuf sdu) {
        if (next == CountWatch.END) {
            sdu.release();
            watch.exhausted();
            return false;
        }
        long count = next++;
        if (settings.retained() > 0) {
            sent.keep(count, sdu, nanos.getAsLong());
            allocator = sdu.alloc();
        }
        send(sdu, count);
        watch.used(count);
        return true;
    }

    private void send(ByteBuf sdu, long count) {
        if (pending == pdus.length) flush();
        ByteBuf pdu = PduBuffers.withRoom(sdu, sn.headerOctets(), settings.macOctets());
        int start = pdu.readerIndex();
        sn.write(pdu, start, sn.sn(count));
        int bearer = settings.drbId() - 1;
        if (settings.integrityProtected()) {
            int bits = 8 * (pdu.writerIndex() - start);
            messages.add(pdu, start, bits, security.upIntegrity(), (int) count, bearer, direction);
            pdu.writeInt(0);
        }
        int from = Math.min(start + settings.clearOctets(), pdu.writerIndex());
        int bits = 8 * (pdu.writerIndex() - from);
        texts.add(pdu, from, bits, security.upCiphering(), (int) count, bearer, direction);
        pdus[pending] = pdu;
        counts[pending++] = count;
    }

    /// Protects what is pending and hands it down.
    public void flush() {
        int n = pending;
        if (n == 0) return;
        pending = 0;
        int done = 0;
        try {
            if (settings.integrityProtected()) {
                security.engine().authenticate(messages);
                for (int i = 0; i < n; i++)
                    pdus[i].setInt(pdus[i].writerIndex() - 4, messages.mac(i));
            }
            security.engine().cipher(texts);
            while (done < n) {
                int i = done++;
                down.accept(pdus[i], counts[i]);
            }
        } finally {
            texts.clear();
            messages.clear();
            while (done < n) pdus[done++].release();
        }
    }

    /// A status report of the other end (5.4.2): what it has is let go of. The buffer stays the caller's.
    public void confirmed(ByteBuf report) {
        long first = report.getUnsignedInt(report.readerIndex() + 1);
        sent.forgetBelow(Math.min(first, next));
        int bitmap = report.readerIndex() + 5;
        for (int i = 0; i < 8 * (report.writerIndex() - bitmap); i++) {
            if (first + 1 + i >= next) break;
            if ((report.getByte(bitmap + i / 8) & 0x80 >> i % 8) != 0) sent.forget(first + 1 + i);
        }
    }

    /// The layer below knows that one has arrived.
    public void delivered(long count) {
        sent.forget(count);
    }

    /// Sends again what is not confirmed, under the same COUNT and the same keys (5.5).
    public void recover() {
        flush();
        sent.expire(nanos.getAsLong());
        for (long count = sent.first(); count < sent.next(); count++)
            if (sent.has(count)) send(sent.copy(count, allocator, sn.headerOctets(), 4), count);
        flush();
    }

    /// New keys (5.1.2). On RLC AM what is not confirmed goes out again under its COUNT; on RLC UM COUNT starts again.
    public void reestablish(SecurityContext context) {
        flush();
        security = context;
        watch.newKey();
        if (settings.acknowledged()) recover();
        else resumeAt(0);
    }

    /// SDUs that are kept: not confirmed, not discarded.
    public int kept() {
        return sent.size();
    }

    /// Lets go of all that is kept.
    public void release() {
        flush();
        sent.startAt(next);
    }
}

package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.cipher.Direction;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The transmitting side of an NR radio bearer (TS 38.323 5.2.1): numbers, MAC-I and ciphering in place, a batch at a time; a copy of what is not
/// confirmed yet, for data recovery and re-establishment. Of one thread.
public final class NrTransmitter {
    private final NrBearer bearer;
    private final SnLength sn;
    private final PdcpOutput down;
    private final LongSupplier nanos;
    private final CountWatch watch;
    private final NrProtection protection;
    private final ByteBuf[] pdus;
    private final long[] counts;
    private final SentSdus sent;
    private ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
    private int pending;
    private long next;

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
        this(NrBearer.of(settings), direction, security, down, nanos, events);
    }

    NrTransmitter(
            NrBearer bearer,
            Direction direction,
            @Nullable SecurityContext security,
            PdcpOutput down,
            LongSupplier nanos,
            Consumer<? super PdcpEvent> events) {
        this.bearer = bearer;
        this.down = down;
        this.nanos = nanos;
        sn = bearer.sn();
        protection = new NrProtection(bearer, direction, security);
        watch = new CountWatch(bearer.name(), direction, bearer.countThreshold(), events);
        pdus = new ByteBuf[bearer.batchSize()];
        counts = new long[bearer.batchSize()];
        sent = new SentSdus(bearer.retained(), bearer.discardNanos());
    }

    /// Keys of an SRB.
    void use(SecurityContext context) {
        flush();
        protection.use(context);
    }

    /// How far the PDUs of an SRB are protected from now on.
    void protect(Protection from) {
        flush();
        protection.protect(from);
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
        if (bearer.retained() > 0) {
            sent.keep(count, sdu, nanos.getAsLong());
            allocator = sdu.alloc();
        }
        send(sdu, count);
        watch.used(count);
        return true;
    }

    private void send(ByteBuf sdu, long count) {
        if (pending == pdus.length) flush();
        ByteBuf pdu = PduBuffers.withRoom(sdu, sn.headerOctets(), bearer.macOctets());
        bearer.writeHeader(pdu, pdu.readerIndex(), count);
        if (bearer.macOctets() > 0) pdu.writeInt(0);
        protection.add(pdu, count);
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
            protection.protectBatch();
            while (done < n) {
                int i = done++;
                down.accept(pdus[i], counts[i]);
            }
        } finally {
            protection.clearBatch();
            while (done < n) pdus[done++].release();
        }
    }

    /// A status report of the other end (5.4.2): what it has is let go of. The buffer stays the caller's.
    public void confirmed(ByteBuf report) {
        long first = report.getUnsignedInt(report.readerIndex() + 1);
        if (first == 0 && next == CountWatch.END) first = next; // all 32 bits came round
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

    /// New keys (5.1.2). On RLC AM what is not confirmed goes out again under its COUNT; on RLC UM and on an SRB COUNT starts again.
    public void reestablish(SecurityContext context) {
        use(context);
        watch.newKey();
        if (bearer.acknowledged()) recover();
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

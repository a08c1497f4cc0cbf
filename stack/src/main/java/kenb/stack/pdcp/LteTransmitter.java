package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.cipher.Direction;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The transmitting side of an LTE data radio bearer (TS 36.323 5.1.1): numbers, and ciphering in place, a batch at a time; a copy of what is
/// not confirmed yet, for data recovery and re-establishment. Of one thread; its output must not flush it.
public final class LteTransmitter {
    private final DrbSettings settings;
    private final SnLength sn;
    private final Direction direction;
    private final LongSupplier nanos;
    private final CountWatch watch;
    private final PendingPdus pending;
    private final SentSdus sent;
    private ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
    private SecurityContext security;
    private long next;

    /// @param direction that PDUs go in: uplink in a UE, downlink in an eNB
    /// @param down takes PDUs
    /// @param nanos a clock, for the discard timer
    public LteTransmitter(
            DrbSettings settings,
            Direction direction,
            SecurityContext security,
            PdcpOutput down,
            LongSupplier nanos,
            Consumer<? super PdcpEvent> events) {
        this.settings = settings;
        this.direction = direction;
        this.security = security;
        this.nanos = nanos;
        sn = settings.snLength();
        watch =
                new CountWatch(
                        "DRB" + settings.drbId(), direction, settings.countThreshold(), events);
        pending = new PendingPdus(settings.batchSize(), down);
        sent = new SentSdus(settings.retained(), settings.discardNanos());
    }

    /// TX_HFN ‖ Next_PDCP_TX_SN: COUNT of the next SDU.
    public long next() {
        return next;
    }

    /// Goes on at this COUNT, as after SN STATUS TRANSFER. What is kept is let go of.
    public void resumeAt(long count) {
        next = count;
        sent.startAt(count);
    }

    /// Numbers an SDU, in its own buffer where that has headroom for the header. Takes over the SDU; the PDU goes out with the batch.
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
        send(PduBuffers.withRoom(sdu, sn.headerOctets(), 0), count);
        watch.used(count);
        return true;
    }

    private void send(ByteBuf pdu, long count) {
        if (pending.isFull()) flush();
        sn.write(pdu, pdu.readerIndex(), sn.sn(count));
        int bearer = settings.drbId() - 1;
        var key = security.upCiphering();
        pending.add(pdu, sn.headerOctets(), key, (int) count, bearer, direction);
    }

    /// Ciphers what is pending and hands it down.
    public void flush() {
        pending.flush(security.engine());
    }

    /// The layer below knows that one has arrived (5.2.1.1).
    public void delivered(long count) {
        sent.forget(count);
    }

    /// A status report of the other end (5.3.2, 5.4): what it has is let go of. One whose first missing number is none that is on the way
    /// changes nothing. The buffer stays the caller's.
    ///
    /// @return whether it was a report
    public boolean confirmed(ByteBuf report) {
        int number = LteStatusReport.firstMissing(sn, report);
        int behind = sn.sn(next) - number & sn.maximumSn();
        if (number < 0 || behind > sn.reorderingWindow()) return false;
        long first = next - behind;
        sent.forgetBelow(first);
        int bitmap = report.readerIndex() + LteStatusReport.headerOctets(sn);
        for (int i = 0; i < 8 * (report.writerIndex() - bitmap); i++) {
            if (first + 1 + i >= next) break;
            if ((report.getByte(bitmap + i / 8) & 0x80 >> i % 8) != 0) sent.forget(first + 1 + i);
        }
        return true;
    }

    /// Sends again what is not confirmed, under the same COUNT and the same keys (5.9).
    public void recover() {
        flush();
        sent.expire(nanos.getAsLong());
        int header = sn.headerOctets();
        for (long count = sent.first(); count < sent.next(); count++) {
            if (!sent.has(count)) continue;
            ByteBuf pdu = sent.copy(count, allocator, header, 0);
            send(pdu.readerIndex(pdu.readerIndex() - header), count);
        }
        flush();
    }

    /// New keys (5.2.1.1, 5.2.1.2). On RLC AM what is not confirmed goes out again under its COUNT; on RLC UM COUNT starts again. What is
    /// pending goes out before, under the old keys.
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
}

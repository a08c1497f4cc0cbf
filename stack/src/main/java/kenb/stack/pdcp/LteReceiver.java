package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.cipher.Direction;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// The receiving side of an LTE data radio bearer (TS 36.323 5.1.2.1): COUNT from the number, duplicates, order, and deciphering a batch at a time.
///
/// - RLC UM: what comes is new and goes up.
/// - RLC AM: what is not ahead of what went up is thrown away. As RLC delivers in order, nothing waits, but what RLC hands over while it
///   is re-established ([#receiveAtReestablishment]): that may have gaps which the other end fills afterwards.
/// - either with the reordering function: what comes early waits for what is missing, until t-Reordering ends.
///
/// Of one thread.
public final class LteReceiver {
    private final DrbSettings settings;
    private final SnLength sn;
    private final String name;
    private final Direction direction;
    private final ReorderingTimer timer;
    private final Consumer<? super ByteBuf> control;
    private final Consumer<? super PdcpEvent> events;
    private final CountWatch watch;
    private final ReceptionBuffer buffer = new ReceptionBuffer();
    private final InOrder out;
    private int stored;
    private ReceiveWindow window;
    private boolean reordering;
    private boolean running;
    private long reorder;
    private SecurityContext security;

    /// @param direction that PDUs come in: downlink in a UE, uplink in an eNB
    /// @param timer t-Reordering; started only where the reordering function is used
    /// @param up takes SDUs
    /// @param control takes status reports of the other end, without owning them
    public LteReceiver(
            DrbSettings settings,
            Direction direction,
            SecurityContext security,
            ReorderingTimer timer,
            PdcpOutput up,
            Consumer<? super ByteBuf> control,
            Consumer<? super PdcpEvent> events) {
        this.settings = settings;
        this.direction = direction;
        this.security = security;
        this.timer = timer;
        this.control = control;
        this.events = events;
        sn = settings.snLength();
        name = "DRB" + settings.drbId();
        watch = new CountWatch(name, direction, settings.countThreshold(), events);
        reordering = settings.reordering();
        window = new ReceiveWindow(sn, settings.acknowledged() || reordering);
        out = new InOrder(settings.batchSize(), up);
    }

    /// RX_HFN ‖ Next_PDCP_RX_SN: one behind the highest that came.
    public long next() {
        return window.next();
    }

    /// COUNT of the first that is missing: one behind Last_Submitted_PDCP_RX_SN; on RLC UM without reordering [#next].
    public long firstMissing() {
        return window.last() + 1;
    }

    /// Goes on at this COUNT, as after SN STATUS TRANSFER. Nothing may be stored.
    public void resumeAt(long count) {
        window.startAt(count);
    }

    /// Takes over a PDU; its SDU goes up with the batch, or when it is its turn. What is wrong is released and reported, and changes nothing.
    public void receive(ByteBuf pdu) {
        receive(pdu, false);
    }

    /// The same for one that RLC hands over because it is re-established (5.1.2.1.2, 5.2.2.1): on RLC AM it waits for those before it.
    public void receiveAtReestablishment(ByteBuf pdu) {
        receive(pdu, true);
    }

    private void receive(ByteBuf pdu, boolean reestablishing) {
        int length = pdu.readableBytes();
        int first = length == 0 ? 0x80 : pdu.getByte(pdu.readerIndex());
        if (!sn.isData(first)) {
            control(pdu, first >> 4 & 7);
            return;
        }
        if (length < sn.headerOctets()) {
            drop(pdu, new PdcpEvent.TooShort(name, length));
            return;
        }
        int number = sn.readSn(pdu, pdu.readerIndex());
        long count = window.count(number);
        if (count == ReceiveWindow.DISCARD) discard(pdu, number);
        else if (count == ReceiveWindow.EXHAUSTED) {
            pdu.release();
            watch.exhausted();
        } else if (stored > 0 && count < window.next() && buffer.get(count) != null)
            drop(pdu, new PdcpEvent.DuplicateDiscarded(name, count));
        else accept(pdu.isReadOnly() ? PduBuffers.writable(pdu) : pdu, count, reestablishing);
    }

    private void discard(ByteBuf pdu, int number) {
        long late = window.discardedCount(number);
        int last = sn.sn(window.last());
        drop(
                pdu,
                late >= 0
                        ? new PdcpEvent.DuplicateDiscarded(name, late)
                        : new PdcpEvent.OutOfWindow(name, number, last));
    }

    private void accept(ByteBuf pdu, long count, boolean reestablishing) {
        if (out.isFull()) flush();
        int bearer = settings.drbId() - 1;
        var key = security.upCiphering();
        out.decipher(pdu, sn.headerOctets(), key, (int) count, bearer, direction);
        pdu.skipBytes(sn.headerOctets());
        window.received(count);
        watch.used(count);
        boolean waits = reordering || settings.acknowledged() && reestablishing;
        if (waits && count != window.last() + 1) {
            buffer.put(count, pdu, window.last() + 1);
            stored++;
        } else {
            handUpBelow(count);
            handUp(pdu, count);
            handUpInSequence();
        }
        if (reordering) watchMissing();
    }

    private void handUp(ByteBuf sdu, long count) {
        out.handUp(sdu, count);
        window.delivered(count);
    }

    private void handUpBelow(long count) {
        for (long c = window.last() + 1; stored > 0 && c < count; c++) {
            ByteBuf sdu = take(c);
            if (sdu != null) handUp(sdu, c);
        }
    }

    private void handUpInSequence() {
        while (stored > 0 && window.last() + 1 < window.next()) {
            ByteBuf sdu = take(window.last() + 1);
            if (sdu == null) return;
            handUp(sdu, window.last() + 1);
        }
    }

    private @Nullable ByteBuf take(long count) {
        ByteBuf sdu = buffer.remove(count);
        if (sdu != null) stored--;
        return sdu;
    }

    private void watchMissing() {
        if (running && window.last() >= reorder - 1) stopTimer();
        if (running || stored == 0) return;
        reorder = window.next();
        running = true;
        timer.start();
    }

    private void stopTimer() {
        if (running) timer.stop();
        running = false;
    }

    /// t-Reordering has ended (5.1.2.1.4.2): what is missing below Reordering_PDCP_RX_COUNT is given up. Hands up what is ready.
    public void reorderingExpired() {
        if (!running) return;
        running = false;
        handUpBelow(reorder);
        handUpInSequence();
        watchMissing();
        flush();
    }

    /// t-Reordering has another length from now on (5.1.2.1.4.3).
    public void reorderingReconfigured() {
        if (!running) return;
        stopTimer();
        watchMissing();
    }

    /// Deciphers what is pending and hands up what is ready. Where the engine fails, all that waits is let go of.
    public void flush() {
        boolean done = false;
        try {
            out.flush(security.engine());
            done = true;
        } finally {
            if (!done) release();
        }
    }

    /// New keys (5.2.2.1, 5.2.2.1a, 5.2.2.2, 5.2.2.2a). On RLC AM the numbers go on, and what waits keeps waiting; on RLC UM that goes up and COUNT
    /// starts again.
    public void reestablish(SecurityContext context) {
        reestablish(context, reordering);
    }

    /// The same for a bearer that from now on does, or does not, use the reordering function, as it becomes or ceases to be split.
    public void reestablish(SecurityContext context, boolean reorderingFromNow) {
        flush();
        security = context;
        watch.newKey();
        if (!settings.acknowledged() || !reorderingFromNow) stopTimer();
        reordering = reorderingFromNow;
        if (settings.acknowledged()) return;
        handUpBelow(window.next());
        flush();
        window = new ReceiveWindow(sn, reordering);
    }

    /// What is missing, for the other end (5.3.1).
    ///
    /// @throws IllegalStateException for a bearer with numbers of 7 bits, for which there is no format
    public ByteBuf statusReport(ByteBufAllocator allocator) {
        long missing = firstMissing();
        int octets = LteStatusReport.octets(sn, stored == 0 ? 0 : window.next() - missing - 1);
        ByteBuf report = allocator.buffer(octets);
        LteStatusReport.writeFirstMissing(sn, report, missing);
        for (long first = missing + 1; report.writerIndex() < octets; first += 8) {
            int bits = 0;
            for (long count = first; count < first + 8; count++)
                bits = bits << 1 | (count < next() && buffer.get(count) != null ? 1 : 0);
            report.writeByte(bits);
        }
        return report;
    }

    private void control(ByteBuf pdu, int type) {
        try {
            if (type == LteStatusReport.TYPE && settings.acknowledged()) control.accept(pdu);
            else events.accept(new PdcpEvent.ControlPduIgnored(name, type));
        } finally {
            pdu.release();
        }
    }

    private void drop(ByteBuf pdu, PdcpEvent why) {
        pdu.release();
        events.accept(why);
    }

    /// Lets go of all that waits.
    public void release() {
        stopTimer();
        out.release();
        for (long c = window.last() + 1; stored > 0 && c < window.next(); c++) {
            ByteBuf sdu = take(c);
            if (sdu != null) sdu.release();
        }
    }
}

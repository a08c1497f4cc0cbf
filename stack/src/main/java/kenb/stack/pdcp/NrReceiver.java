package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.Direction;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// The receiving side of an NR radio bearer (TS 38.323 5.2.2): COUNT from the number, deciphering and verification a batch at a time,
/// duplicates, reordering. RX_NEXT, RX_DELIV and RX_REORD are COUNT values. Of one thread; outputs must not feed the entity they were called by.
public final class NrReceiver {
    /// Stands for an SDU that went up already, where they go up as they come.
    private static final ByteBuf DELIVERED = Unpooled.EMPTY_BUFFER;

    /// PDU type of a status report (6.3.8), and how many octets its bitmap may have.
    private static final int STATUS_REPORT = 0;

    private static final int LONGEST_BITMAP = 8_994;

    private final NrBearer bearer;
    private final SnLength sn;
    private final String name;
    private final ReorderingTimer timer;
    private final PdcpOutput up;
    private final Consumer<? super ByteBuf> control;
    private final Consumer<? super PdcpEvent> events;
    private final CountWatch watch;
    private final ReceptionBuffer buffer = new ReceptionBuffer();
    private final NrProtection protection;
    private final ByteBuf[] pdus;
    private final long[] counts;
    private int pending;
    private boolean running;
    private long next;
    private long deliver;
    private long reorder;

    /// @param direction that PDUs come in: downlink in a UE, uplink in a gNB
    /// @param up takes SDUs
    /// @param control takes status reports of the other end, without owning them
    public NrReceiver(
            NrDrbSettings settings,
            Direction direction,
            SecurityContext security,
            ReorderingTimer timer,
            PdcpOutput up,
            Consumer<? super ByteBuf> control,
            Consumer<? super PdcpEvent> events) {
        this(NrBearer.of(settings), direction, security, timer, up, control, events);
    }

    NrReceiver(
            NrBearer bearer,
            Direction direction,
            @Nullable SecurityContext security,
            ReorderingTimer timer,
            PdcpOutput up,
            Consumer<? super ByteBuf> control,
            Consumer<? super PdcpEvent> events) {
        this.bearer = bearer;
        this.timer = timer;
        this.up = up;
        this.control = control;
        this.events = events;
        sn = bearer.sn();
        name = bearer.name();
        protection = new NrProtection(bearer, direction, security);
        watch = new CountWatch(name, direction, bearer.countThreshold(), events);
        pdus = new ByteBuf[bearer.batchSize()];
        counts = new long[bearer.batchSize()];
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

    /// RX_NEXT: one behind the highest that came.
    public long next() {
        return next;
    }

    /// RX_DELIV: the first that has not gone up and is waited for.
    public long deliver() {
        return deliver;
    }

    /// Goes on at this COUNT, as after a status transfer. Nothing may be stored.
    public void resumeAt(long count) {
        next = deliver = reorder = count;
    }

    /// Takes over a PDU; its SDU goes up with the batch. What is wrong is released and reported, and changes nothing.
    public void receive(ByteBuf pdu) {
        int length = pdu.readableBytes();
        int first = length == 0 ? 0x80 : pdu.getByte(pdu.readerIndex());
        if (!bearer.isData(first)) {
            control(pdu, first >> 4 & 7);
            return;
        }
        if (length < bearer.clearOctets() + bearer.macOctets()) {
            drop(pdu, new PdcpEvent.TooShort(name, length));
            return;
        }
        int number = sn.readSn(pdu, pdu.readerIndex());
        long count = count(number);
        if (pending > 0 && (count < 0 || count >= CountWatch.END)) {
            flush(); // those before it may move the window to where it has a COUNT
            count = count(number);
        }
        if (isCount(pdu, number, count))
            add(pdu.isReadOnly() ? PduBuffers.writable(pdu) : pdu, count);
    }

    private boolean isCount(ByteBuf pdu, int number, long count) {
        if (count < 0) {
            drop(pdu, new PdcpEvent.OutOfWindow(name, number, sn.sn(deliver - 1)));
            return false;
        }
        if (count >= CountWatch.END) {
            pdu.release();
            watch.exhausted();
            return false;
        }
        return true;
    }

    /// RCVD_COUNT, 5.2.2.1: the one in the window around RX_DELIV.
    private long count(int number) {
        int expected = sn.sn(deliver);
        long hfn = sn.hfn(deliver);
        int window = sn.reorderingWindow();
        if (number < expected - window) hfn++;
        else if (number >= expected + window) hfn--;
        return sn.count(hfn, number);
    }

    private void add(ByteBuf pdu, long count) {
        if (pending == pdus.length) flush();
        pdus[pending] = pdu;
        counts[pending] = count;
        pending++;
        protection.add(pdu, count);
    }

    /// Deciphers, verifies and orders what is pending.
    public void flush() {
        int n = pending;
        if (n == 0) return;
        pending = 0;
        int done = 0;
        try {
            protection.decipherBatch();
            while (done < n) {
                int i = done++;
                take(pdus[i], counts[i], protection.isRight(i, pdus[i]));
            }
        } finally {
            protection.clearBatch();
            while (done < n) pdus[done++].release();
        }
    }

    /// A PDU whose COUNT was worked out before those ahead of it in the batch moved the window: where that makes it another one, it is deciphered
    /// back and again.
    private void take(ByteBuf pdu, long assumed, boolean right) {
        int number = sn.readSn(pdu, pdu.readerIndex());
        long count = count(number);
        boolean good = right;
        if (count != assumed) {
            if (!isCount(pdu, number, count)) return;
            good = protection.decipherAgain(pdu, assumed, count);
        }
        if (!good) {
            drop(pdu, new PdcpEvent.IntegrityFailure(name, count));
            return;
        }
        if (count < deliver || count < next && buffer.get(count) != null) {
            drop(pdu, new PdcpEvent.DuplicateDiscarded(name, count));
            return;
        }
        protection.delivered(pdu, count);
        pdu.skipBytes(sn.headerOctets());
        pdu.writerIndex(pdu.writerIndex() - bearer.macOctets());
        accept(pdu, count);
    }

    /// As [NrSrbEntity#verifyLast].
    boolean verifyLast(SecurityContext context, ByteBuf sdu) {
        long count = protection.unverified();
        boolean right = protection.verifyLast(context, sdu);
        if (!right && count >= 0) events.accept(new PdcpEvent.IntegrityFailure(name, count));
        return right;
    }

    /// 5.2.2.1, from where the PDU is known to be new.
    private void accept(ByteBuf sdu, long count) {
        if (count >= next) next = count + 1;
        watch.used(count);
        if (bearer.outOfOrderDelivery()) {
            buffer.put(count, DELIVERED, deliver);
            up.accept(sdu, count);
        } else {
            buffer.put(count, sdu, deliver);
        }
        if (count == deliver) deliverInSequence();
        if (running && deliver >= reorder) {
            timer.stop();
            running = false;
        }
        waitForMissing();
    }

    private void waitForMissing() {
        if (running || deliver >= next) return;
        reorder = next;
        running = true;
        timer.start();
    }

    private void deliverInSequence() {
        for (ByteBuf sdu; deliver < next && (sdu = buffer.remove(deliver)) != null; ) {
            long count = deliver++;
            if (sdu != DELIVERED) up.accept(sdu, count);
        }
    }

    private void handUpBelow(long end) {
        while (deliver < end) {
            ByteBuf sdu = buffer.remove(deliver);
            long count = deliver++;
            if (sdu != null && sdu != DELIVERED) up.accept(sdu, count);
        }
    }

    /// t-Reordering has ended (5.2.2.2): what is missing below RX_REORD is given up.
    public void reorderingExpired() {
        flush();
        if (!running) return;
        running = false;
        handUpBelow(reorder);
        deliverInSequence();
        waitForMissing();
    }

    /// New keys (5.1.2). On RLC AM the window goes on; on RLC UM what is stored goes up, on an SRB it is dropped, and COUNT starts again.
    public void reestablish(SecurityContext context) {
        use(context);
        watch.newKey();
        if (bearer.acknowledged()) return;
        if (bearer.signalling()) {
            release();
        } else {
            stopTimer();
            handUpBelow(next);
        }
        resumeAt(0);
    }

    private void stopTimer() {
        if (running) timer.stop();
        running = false;
    }

    /// What is missing, for the other end (5.4.1, 6.2.3.1): the first COUNT, then a bit for each one behind it, set where it came.
    public ByteBuf statusReport(ByteBufAllocator allocator) {
        flush();
        long behind = Math.max(0, next - deliver - 1);
        int octets = (int) Math.min(LONGEST_BITMAP, behind + 7 >> 3);
        ByteBuf report =
                allocator.buffer(5 + octets).writeByte(STATUS_REPORT).writeInt((int) deliver);
        for (int i = 0; i < octets; i++) {
            int bits = 0;
            for (int j = 0; j < 8; j++) {
                long count = deliver + 1 + 8L * i + j;
                bits = bits << 1 | (count < next && buffer.get(count) != null ? 1 : 0);
            }
            report.writeByte(bits);
        }
        return report;
    }

    private void control(ByteBuf pdu, int type) {
        try {
            if (type == STATUS_REPORT && pdu.readableBytes() >= 5) control.accept(pdu);
            else events.accept(new PdcpEvent.ControlPduIgnored(name, type));
        } finally {
            pdu.release();
        }
    }

    private void drop(ByteBuf pdu, PdcpEvent why) {
        pdu.release();
        events.accept(why);
    }

    /// Lets go of all that is stored.
    public void release() {
        flush();
        stopTimer();
        for (; deliver < next; deliver++) {
            ByteBuf sdu = buffer.remove(deliver);
            if (sdu != null && sdu != DELIVERED) sdu.release();
        }
    }
}

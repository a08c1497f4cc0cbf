package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.Direction;

import java.util.function.Consumer;

/// PDCP of one data radio bearer: header ‖ data, the data ciphered (TS 36.323 5.1.1, 5.1.2.1, 5.6). PDUs are numbered at once and
/// ciphered a batch at a time, when it is full or flushed. Of one thread; outputs must not flush the entity they were called by.
///
/// There is no RLC below, so nothing is known of delivery: SDUs are not kept for retransmission, and an AM bearer delivers at once.
public final class DrbEntity {
    private final String name;
    private final int bearer;
    private final SnLength sn;
    private final boolean acknowledged;
    private final Direction transmitDirection;
    private final Consumer<? super PdcpEvent> events;
    private final CountWatch transmitWatch;
    private final CountWatch receiveWatch;
    private final ReceiveWindow window;
    private final PendingPdus transmitted;
    private final PendingPdus received;

    private SecurityContext security;
    private AlgorithmKey key;
    private long nextTransmitCount;

    /// @param transmitDirection uplink in a UE, downlink in an eNB
    /// @param down takes finished PDUs
    /// @param up takes deciphered SDUs
    public DrbEntity(
            DrbSettings settings,
            Direction transmitDirection,
            SecurityContext security,
            PdcpOutput down,
            PdcpOutput up,
            Consumer<? super PdcpEvent> events) {
        name = "DRB" + settings.drbId();
        bearer = settings.drbId() - 1;
        sn = settings.snLength();
        acknowledged = settings.acknowledged();
        this.transmitDirection = transmitDirection;
        this.security = security;
        this.events = events;
        key = security.upCiphering();
        long threshold = settings.countThreshold();
        transmitWatch = new CountWatch(name, transmitDirection, threshold, events);
        receiveWatch = new CountWatch(name, transmitDirection.opposite(), threshold, events);
        window = new ReceiveWindow(sn, acknowledged);
        transmitted = new PendingPdus(settings.batchSize(), 0, down);
        received = new PendingPdus(settings.batchSize(), sn.headerOctets(), up);
    }

    /// Numbers an SDU, in its own buffer where that has headroom for the header. Takes over the SDU; the PDU goes out with the batch.
    ///
    /// @return false when COUNT is used up (dropped, reported)
    public boolean transmit(ByteBuf sdu) {
        if (nextTransmitCount == CountWatch.END) {
            sdu.release();
            transmitWatch.exhausted();
            return false;
        }
        long count = nextTransmitCount++;
        ByteBuf pdu = PduBuffers.withRoom(sdu, sn.headerOctets(), 0);
        sn.write(pdu, pdu.readerIndex(), sn.sn(count));
        add(transmitted, pdu, count, transmitDirection);
        transmitWatch.used(count);
        return true;
    }

    /// Ciphers what is pending and hands it down.
    public void flushTransmit() {
        transmitted.flush(security.engine());
    }

    /// Finds the COUNT of a PDU; its SDU goes up with the batch. What is no data PDU in sequence is released and reported, and changes
    /// nothing. Takes over the PDU.
    public void receive(ByteBuf pdu) {
        int length = pdu.readableBytes();
        int first = length == 0 ? 0x80 : pdu.getByte(pdu.readerIndex());
        if (!sn.isData(first)) {
            drop(pdu, new PdcpEvent.ControlPduIgnored(name, first >> 4 & 7));
            return;
        }
        if (length < sn.headerOctets()) {
            drop(pdu, new PdcpEvent.TooShort(name, length));
            return;
        }
        int number = sn.readSn(pdu, pdu.readerIndex());
        long count = window.receive(number);
        if (count == ReceiveWindow.DISCARD) {
            long late = window.discardedCount(number);
            drop(
                    pdu,
                    late >= 0
                            ? new PdcpEvent.DuplicateDiscarded(name, late)
                            : new PdcpEvent.OutOfWindow(name, number, window.lastSubmittedSn()));
        } else if (count == ReceiveWindow.EXHAUSTED) {
            pdu.release();
            receiveWatch.exhausted();
        } else {
            ByteBuf writable = pdu.isReadOnly() ? PduBuffers.writable(pdu) : pdu;
            add(received, writable, count, transmitDirection.opposite());
            receiveWatch.used(count);
        }
    }

    /// Deciphers what is pending and hands it up.
    public void flushReceive() {
        received.flush(security.engine());
    }

    /// New keys at a handover or RRC re-establishment (5.2.1.1, 5.2.1.2, 5.2.2.1, 5.2.2.2): an AM bearer keeps its numbers, a UM bearer
    /// starts again at 0. What is pending goes out first, under the old keys.
    public void reestablish(SecurityContext context) {
        flushTransmit();
        flushReceive();
        security = context;
        key = context.upCiphering();
        transmitWatch.newKey();
        receiveWatch.newKey();
        if (!acknowledged) {
            nextTransmitCount = 0;
            window.startAt(0);
        }
    }

    /// For SN STATUS TRANSFER, and for reports.
    public SnStatus status() {
        return new SnStatus(nextTransmitCount, window.next());
    }

    /// Goes on where another entity of this bearer left off: the target eNB after SN STATUS TRANSFER.
    public void resume(SnStatus status) {
        nextTransmitCount = status.transmitCount();
        window.startAt(status.receiveCount());
    }

    private void add(PendingPdus pending, ByteBuf pdu, long count, Direction direction) {
        if (pending.isFull()) pending.flush(security.engine());
        pending.add(pdu, sn.headerOctets(), key, (int) count, bearer, direction);
    }

    private void drop(ByteBuf pdu, PdcpEvent why) {
        pdu.release();
        events.accept(why);
    }
}

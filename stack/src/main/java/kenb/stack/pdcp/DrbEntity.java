package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.cipher.Direction;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// PDCP of one LTE data radio bearer, both sides: header ‖ data, the data ciphered (TS 36.323 5.1.1, 5.1.2.1, 5.6). A status report that comes
/// in is acted upon by the transmitting side. PDUs are numbered at once and ciphered a batch at a time, when it is full or flushed. Of one
/// thread; outputs must not flush the entity they were called by.
public final class DrbEntity implements DataBearer {
    private final String name;
    private final LteTransmitter transmitter;
    private final LteReceiver receiver;
    private final Consumer<? super PdcpEvent> events;

    /// @param transmitDirection uplink in a UE, downlink in an eNB
    /// @param timer t-Reordering
    /// @param nanos a clock, for the discard timer
    /// @param down takes finished PDUs
    /// @param up takes deciphered SDUs
    public DrbEntity(
            DrbSettings settings,
            Direction transmitDirection,
            SecurityContext security,
            ReorderingTimer timer,
            LongSupplier nanos,
            PdcpOutput down,
            PdcpOutput up,
            Consumer<? super PdcpEvent> events) {
        this.events = events;
        name = "DRB" + settings.drbId();
        transmitter =
                new LteTransmitter(settings, transmitDirection, security, down, nanos, events);
        receiver =
                new LteReceiver(
                        settings,
                        transmitDirection.opposite(),
                        security,
                        timer,
                        up,
                        this::report,
                        events);
    }

    /// For a bearer that needs neither timer nor clock.
    ///
    /// @throws IllegalArgumentException when the settings ask for the reordering function or a discard timer
    public DrbEntity(
            DrbSettings settings,
            Direction transmitDirection,
            SecurityContext security,
            PdcpOutput down,
            PdcpOutput up,
            Consumer<? super PdcpEvent> events) {
        this(
                timeless(settings),
                transmitDirection,
                security,
                ReorderingTimer.NONE,
                () -> 0,
                down,
                up,
                events);
    }

    private static DrbSettings timeless(DrbSettings settings) {
        if (settings.reordering() || settings.discardNanos() > 0)
            throw new IllegalArgumentException("a timer is needed: " + settings);
        return settings;
    }

    private void report(ByteBuf report) {
        if (!transmitter.confirmed(report))
            events.accept(new PdcpEvent.ControlPduIgnored(name, LteStatusReport.TYPE));
    }

    /// As [LteTransmitter#transmit].
    @Override
    public boolean transmit(ByteBuf sdu) {
        return transmitter.transmit(sdu);
    }

    /// Ciphers what is pending and hands it down.
    @Override
    public void flushTransmit() {
        transmitter.flush();
    }

    /// As [LteReceiver#receive].
    @Override
    public void receive(ByteBuf pdu) {
        receiver.receive(pdu);
    }

    /// As [LteReceiver#receiveAtReestablishment].
    public void receiveAtReestablishment(ByteBuf pdu) {
        receiver.receiveAtReestablishment(pdu);
    }

    /// Deciphers what is pending and hands it up.
    @Override
    public void flushReceive() {
        receiver.flush();
    }

    /// t-Reordering has ended.
    @Override
    public void reorderingExpired() {
        receiver.reorderingExpired();
    }

    /// The layer below knows that the PDU of this COUNT has arrived.
    public void delivered(long count) {
        transmitter.delivered(count);
    }

    /// What is missing here, as the PDU to be sent before all others (5.3.1).
    @Override
    public ByteBuf statusReport(ByteBufAllocator allocator) {
        return receiver.statusReport(allocator);
    }

    /// Sends again what is not confirmed (5.9).
    @Override
    public void recover() {
        transmitter.recover();
    }

    /// New keys at a handover or RRC re-establishment (5.2.1.1, 5.2.1.2, 5.2.2.1, 5.2.2.2): an AM bearer keeps its numbers and sends again what
    /// is not confirmed, a UM bearer starts again at 0. What is pending goes out first, under the old keys.
    @Override
    public void reestablish(SecurityContext context) {
        receiver.reestablish(context);
        transmitter.reestablish(context);
    }

    /// For SN STATUS TRANSFER, and for reports.
    @Override
    public SnStatus status() {
        return new SnStatus(transmitter.next(), receiver.firstMissing());
    }

    /// Goes on where another entity of this bearer left off: the target eNB after SN STATUS TRANSFER.
    @Override
    public void resume(SnStatus status) {
        transmitter.resumeAt(status.transmitCount());
        receiver.resumeAt(status.receiveCount());
    }

    /// Lets go of all that waits.
    @Override
    public void release() {
        transmitter.flush();
        receiver.release();
    }
}

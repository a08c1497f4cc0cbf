package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.cipher.Direction;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// PDCP of one NR data radio bearer, both sides (TS 38.323): a status report that comes in is acted upon by the transmitting side.
public final class NrDrbEntity implements DataBearer {
    private final NrTransmitter transmitter;
    private final NrReceiver receiver;

    /// @param transmitDirection uplink in a UE, downlink in a gNB
    /// @param timer t-Reordering
    /// @param nanos a clock, for the discard timer
    /// @param down takes finished PDUs
    /// @param up takes deciphered SDUs
    public NrDrbEntity(
            NrDrbSettings settings,
            Direction transmitDirection,
            SecurityContext security,
            ReorderingTimer timer,
            LongSupplier nanos,
            PdcpOutput down,
            PdcpOutput up,
            Consumer<? super PdcpEvent> events) {
        transmitter = new NrTransmitter(settings, transmitDirection, security, down, nanos, events);
        receiver =
                new NrReceiver(
                        settings,
                        transmitDirection.opposite(),
                        security,
                        timer,
                        up,
                        transmitter::confirmed,
                        events);
    }

    @Override
    public boolean transmit(ByteBuf sdu) {
        return transmitter.transmit(sdu);
    }

    @Override
    public void flushTransmit() {
        transmitter.flush();
    }

    @Override
    public void receive(ByteBuf pdu) {
        receiver.receive(pdu);
    }

    @Override
    public void flushReceive() {
        receiver.flush();
    }

    @Override
    public void reorderingExpired() {
        receiver.reorderingExpired();
    }

    @Override
    public ByteBuf statusReport(ByteBufAllocator allocator) {
        return receiver.statusReport(allocator);
    }

    @Override
    public void recover() {
        transmitter.recover();
    }

    @Override
    public void reestablish(SecurityContext context) {
        receiver.reestablish(context);
        transmitter.reestablish(context);
    }

    @Override
    public SnStatus status() {
        return new SnStatus(transmitter.next(), receiver.deliver());
    }

    @Override
    public void resume(SnStatus status) {
        transmitter.resumeAt(status.transmitCount());
        receiver.resumeAt(status.receiveCount());
    }

    @Override
    public void release() {
        transmitter.release();
        receiver.release();
    }
}

package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.Direction;

import java.util.function.Consumer;

/// PDCP of one NR signalling radio bearer: R R R R SN(12) ‖ data ‖ MAC-I(32), where data and MAC-I are ciphered (TS 38.323 5.2, 5.8, 5.9, 6.2.2.1).
/// Messages come up in order; what is missing is waited for until t-Reordering ends, where that is configured. Of one thread.
public final class NrSrbEntity {
    private final NrTransmitter transmitter;
    private final NrReceiver receiver;
    private final String name;
    private boolean secured;

    /// @param srbId 1 to 4; BEARER is one less
    /// @param transmitDirection uplink in a UE, downlink in a gNB
    /// @param timer t-Reordering
    /// @param down takes finished PDUs
    /// @param up takes deciphered messages
    public NrSrbEntity(
            int srbId,
            Direction transmitDirection,
            long countThreshold,
            ReorderingTimer timer,
            PdcpOutput down,
            PdcpOutput up,
            Consumer<? super PdcpEvent> events) {
        if (srbId < 1 || srbId > 4) throw new IllegalArgumentException("SRB " + srbId);
        var bearer = NrBearer.srb(srbId, 1, countThreshold);
        name = bearer.name();
        transmitter = new NrTransmitter(bearer, transmitDirection, null, down, () -> 0, events);
        receiver =
                new NrReceiver(
                        bearer, transmitDirection.opposite(), null, timer, up, _ -> {}, events);
    }

    public NrSrbEntity(
            int srbId,
            Direction transmitDirection,
            ReorderingTimer timer,
            PdcpOutput down,
            PdcpOutput up,
            Consumer<? super PdcpEvent> events) {
        this(
                srbId,
                transmitDirection,
                DrbSettings.DEFAULT_COUNT_THRESHOLD,
                timer,
                down,
                up,
                events);
    }

    /// Sets the keys; how far they are used is said by [#protectTransmit] and [#protectReceive].
    public void use(SecurityContext context) {
        transmitter.use(context);
        receiver.use(context);
        secured = true;
    }

    public void protectTransmit(Protection protection) {
        transmitter.protect(checked(protection));
    }

    public void protectReceive(Protection protection) {
        receiver.protect(checked(protection));
    }

    private Protection checked(Protection protection) {
        if (protection != Protection.NONE && !secured)
            throw new IllegalStateException(name + ": no security context");
        return protection;
    }

    /// New keys at a handover or RRC re-establishment (5.1.2): what waits is dropped, COUNT starts at 0 both ways, fully protected.
    public void reestablish(SecurityContext context) {
        receiver.reestablish(context);
        transmitter.reestablish(context);
        secured = true;
        protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
        protectReceive(Protection.INTEGRITY_AND_CIPHERING);
    }

    /// Puts header and MAC-I around a message, in its own buffer where that has room for two octets before and four behind, protects it and
    /// hands it down. Takes over the message.
    ///
    /// @return false when COUNT is used up (dropped, reported)
    public boolean transmit(ByteBuf message) {
        boolean accepted = transmitter.transmit(message);
        transmitter.flush();
        return accepted;
    }

    /// Deciphers and verifies a PDU in place; its message goes up when it is its turn. One that fails is released and reported, and changes
    /// nothing else. Takes over the PDU.
    public void receive(ByteBuf pdu) {
        receiver.receive(pdu);
        receiver.flush();
    }

    /// t-Reordering has ended.
    public void reorderingExpired() {
        receiver.reorderingExpired();
    }

    /// Checks afterwards the MAC-I of the PDU that came up last, while protection was NONE: the SECURITY MODE COMMAND has to be decoded before the
    /// algorithm is known that protects it (TS 38.331 5.3.4.3).
    ///
    /// @param message as it was delivered; only read
    /// @return false also where the last PDU is no unverified one
    public boolean verifyLast(SecurityContext context, ByteBuf message) {
        return receiver.verifyLast(context, message);
    }

    /// COUNT of the next PDU to be sent, and of the first that has not come.
    public SnStatus status() {
        return new SnStatus(transmitter.next(), receiver.deliver());
    }

    /// Goes on where another entity of this bearer left off.
    public void resume(SnStatus status) {
        transmitter.resumeAt(status.transmitCount());
        receiver.resumeAt(status.receiveCount());
    }

    /// Lets go of all that waits.
    public void release() {
        transmitter.release();
        receiver.release();
    }
}

package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// PDCP of one data radio bearer at one end, both sides of it: of LTE or of NR. Of one thread; outputs must not flush the entity they were
/// called by.
public sealed interface DataBearer permits DrbEntity, NrDrbEntity {
    /// Numbers an SDU, in its own buffer where that has room for header and MAC-I. Takes over the SDU; the PDU goes out with the batch.
    ///
    /// @return false when COUNT is used up (dropped, reported)
    boolean transmit(ByteBuf sdu);

    /// Protects what is pending and hands it down.
    void flushTransmit();

    /// Takes over a PDU; its SDU goes up with the batch, or when it is its turn. What is wrong is released and reported, and changes nothing.
    void receive(ByteBuf pdu);

    /// Deciphers what is pending and hands up what is ready.
    void flushReceive();

    /// t-Reordering has ended.
    void reorderingExpired();

    /// What is missing here, as a control PDU that is to be sent before all others.
    ///
    /// @throws IllegalStateException where the numbers are of 7 bits, for which there is no format
    ByteBuf statusReport(ByteBufAllocator allocator);

    /// Sends again, under the same keys, what is not confirmed.
    void recover();

    /// New keys, at a handover or RRC re-establishment. On RLC AM the numbers go on and what is not confirmed goes out again; on RLC UM COUNT
    /// starts again. What is pending goes out before, under the old keys.
    void reestablish(SecurityContext context);

    /// For SN STATUS TRANSFER, and for reports.
    SnStatus status();

    /// Goes on where another entity of this bearer left off.
    void resume(SnStatus status);

    /// Lets go of all that waits.
    void release();
}

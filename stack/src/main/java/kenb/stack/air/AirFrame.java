package kenb.stack.air;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.Direction;
import kenb.stack.pdcp.Protection;

import org.jspecify.annotations.Nullable;

/// One PDU on the radio stand-in; owns it.
///
/// @param crnti of the leg, 14 bits in this lab: each leg and key set has its own
/// @param protection how far the PDU is protected; with the C-RNTI it makes the UE id in the framing
/// @param bearer SRB 1 or 2, DRB 1 to 32; 0 on the common channel
/// @param snLengthBits length of the PDCP sequence number: 5 for SRBs; 0 on the common channel, which has no PDCP
public record AirFrame(
        int crnti,
        Protection protection,
        Channel channel,
        Direction direction,
        int bearer,
        int snLengthBits,
        ByteBuf pdu) {

    /// C-RNTIs that the framing can carry.
    public static final int CRNTIS = 1 << 14;

    /// Logical channels (TS 36.300 §6.1.2).
    public enum Channel {
        /// Common control, an RRC message without PDCP.
        CCCH,
        /// Dedicated control, an SRB.
        DCCH,
        /// Dedicated traffic, a DRB.
        DTCH
    }

    /// The UE id of the framing, by which Wireshark looks up keys: C-RNTI, and in the two bits above it the protection.
    /// Wireshark knows one set of algorithms for all ids and from the first PDU on, so what is not yet ciphered, or not
    /// yet protected at all, must have an id of its own.
    public int ueId() {
        return ueId(crnti, protection);
    }

    public static int ueId(int crnti, Protection protection) {
        int state =
                switch (protection) {
                    case INTEGRITY_AND_CIPHERING -> 0;
                    case NONE -> 1;
                    case INTEGRITY -> 2;
                };
        return state * CRNTIS | crnti;
    }

    static @Nullable Protection protectionOf(int ueId) {
        return switch (ueId / CRNTIS) {
            case 0 -> Protection.INTEGRITY_AND_CIPHERING;
            case 1 -> Protection.NONE;
            case 2 -> Protection.INTEGRITY;
            default -> null;
        };
    }

    public static AirFrame common(int crnti, Direction direction, ByteBuf message) {
        return new AirFrame(crnti, Protection.NONE, Channel.CCCH, direction, 0, 0, message);
    }

    public static AirFrame signalling(
            int crnti, Protection protection, Direction direction, int srb, ByteBuf pdu) {
        return new AirFrame(crnti, protection, Channel.DCCH, direction, srb, 5, pdu);
    }

    public static AirFrame user(
            int crnti, Direction direction, int drb, int snLengthBits, ByteBuf pdu) {
        return new AirFrame(
                crnti,
                Protection.INTEGRITY_AND_CIPHERING,
                Channel.DTCH,
                direction,
                drb,
                snLengthBits,
                pdu);
    }
}

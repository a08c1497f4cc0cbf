package kenb.stack.air;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.Direction;
import kenb.stack.pdcp.Protection;

/// One NR PDCP PDU on the radio stand-in; owns it.
///
/// @param crnti of the leg, 14 bits in this lab: each leg and key set has its own
/// @param protection how far the PDU is protected; [Protection#INTEGRITY] on signalling only
/// @param signalling on an SRB
/// @param bearer SRB 1 to 4, DRB 1 to 32
/// @param snLengthBits 12 or 18; 12 on an SRB
/// @param macPresent the PDU ends in a MAC-I: always on an SRB
/// @param sdapHeader the first octet behind the PDCP header is SDAP's, in clear
public record NrAirFrame(
        int crnti,
        Protection protection,
        boolean signalling,
        Direction direction,
        int bearer,
        int snLengthBits,
        boolean macPresent,
        boolean sdapHeader,
        ByteBuf pdu) {

    public static NrAirFrame signalling(
            int crnti, Protection protection, Direction direction, int srb, ByteBuf pdu) {
        return new NrAirFrame(crnti, protection, true, direction, srb, 12, true, false, pdu);
    }

    public static NrAirFrame user(
            int crnti,
            Direction direction,
            int drb,
            int snLengthBits,
            boolean macPresent,
            boolean sdapHeader,
            ByteBuf pdu) {
        return new NrAirFrame(
                crnti,
                Protection.INTEGRITY_AND_CIPHERING,
                false,
                direction,
                drb,
                snLengthBits,
                macPresent,
                sdapHeader,
                pdu);
    }

    /// The UE id of the framing, by which Wireshark looks up keys: C-RNTI, and above it a bit for what has no MAC-I to be checked yet. What is
    /// not ciphered yet has a tag of its own.
    public int ueId() {
        return protection == Protection.NONE ? AirFrame.CRNTIS | crnti : crnti;
    }
}

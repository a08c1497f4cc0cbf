package kenb.stack.air;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.Direction;
import kenb.stack.pdcp.Protection;

import org.jspecify.annotations.Nullable;

/// NrAirFrame ↔ datagram, in the framing that Wireshark's pdcp-nr dissector knows over UDP: `pdcp-nr` ‖ plane(1) ‖ tagged fields ‖ payload tag ‖
/// PDCP PDU.
public final class NrAirFraming {
    /// Octets of headroom that let {@link #write} work without a copy.
    public static final int MOST_HEADER_OCTETS = 24;

    private static final long START = 0x706463702d6e72L; // "pdcp-nr", 7 octets
    private static final int SIGNALLING_PLANE = 1;
    private static final int USER_PLANE = 2;
    private static final int DCCH = 1;

    private static final int TAG_PAYLOAD = 0x01;
    private static final int TAG_SN_LENGTH = 0x02;
    private static final int TAG_DIRECTION = 0x03;
    private static final int TAG_BEARER_TYPE = 0x04;
    private static final int TAG_BEARER_ID = 0x05;
    private static final int TAG_UE_ID = 0x06;
    private static final int TAG_MAC_PRESENT = 0x0f;
    private static final int TAG_SDAP_HEADER = 0x10;
    private static final int TAG_NOT_CIPHERED = 0x11;

    private static final int SDAP_UPLINK = 1;
    private static final int SDAP_DOWNLINK = 2;

    private NrAirFraming() {}

    /// Puts the framing before the PDU, in its own buffer where that has the headroom. Takes over the frame's PDU.
    public static ByteBuf write(NrAirFrame frame) {
        ByteBuf pdu = frame.pdu();
        if (pdu.readerIndex() < MOST_HEADER_OCTETS || pdu.isReadOnly() || pdu.refCnt() > 1) {
            ByteBuf roomy = pdu.alloc().buffer(MOST_HEADER_OCTETS + pdu.readableBytes());
            roomy.setIndex(MOST_HEADER_OCTETS, MOST_HEADER_OCTETS).writeBytes(pdu);
            pdu.release();
            pdu = roomy;
        }
        int end = pdu.writerIndex();
        int start = pdu.readerIndex() - headerOctets(frame);
        pdu.setIndex(start, start);
        writeHeader(pdu, frame);
        return pdu.writerIndex(end);
    }

    private static int headerOctets(NrAirFrame frame) {
        return 8
                + 2 // direction
                + 2 // SN length, or bearer type
                + 2 // bearer
                + 3 // UE id
                + (frame.macPresent() ? 1 : 0)
                + (frame.sdapHeader() ? 2 : 0)
                + (frame.protection() == Protection.INTEGRITY_AND_CIPHERING ? 0 : 1)
                + 1;
    }

    private static void writeHeader(ByteBuf out, NrAirFrame frame) {
        boolean uplink = frame.direction() == Direction.UPLINK;
        out.writeLong(START << 8 | (frame.signalling() ? SIGNALLING_PLANE : USER_PLANE));
        out.writeByte(TAG_DIRECTION).writeByte(frame.direction().bit());
        if (frame.signalling()) out.writeByte(TAG_BEARER_TYPE).writeByte(DCCH);
        else out.writeByte(TAG_SN_LENGTH).writeByte(frame.snLengthBits());
        out.writeByte(TAG_BEARER_ID).writeByte(frame.bearer());
        out.writeByte(TAG_UE_ID).writeShort(frame.ueId());
        if (frame.macPresent()) out.writeByte(TAG_MAC_PRESENT);
        if (frame.sdapHeader())
            out.writeByte(TAG_SDAP_HEADER).writeByte(uplink ? SDAP_UPLINK : SDAP_DOWNLINK);
        if (frame.protection() != Protection.INTEGRITY_AND_CIPHERING)
            out.writeByte(TAG_NOT_CIPHERED);
        out.writeByte(TAG_PAYLOAD);
    }

    /// Takes over the datagram where it is a frame of ours; the frame's PDU is what is left of it.
    ///
    /// @return null, and the datagram stays the caller's, where it is none
    public static @Nullable NrAirFrame read(ByteBuf datagram) {
        int start = datagram.readerIndex();
        if (datagram.readableBytes() < 8 || datagram.getLong(start) >>> 8 != START) return null;
        int plane = datagram.getByte(start + 7);
        if (plane != SIGNALLING_PLANE && plane != USER_PLANE) return null;
        boolean signalling = plane == SIGNALLING_PLANE;
        int direction = -1;
        int snLength = signalling ? 12 : 0;
        int bearerType = 0;
        int bearer = 0;
        int ueId = -1;
        boolean mac = false;
        boolean sdap = false;
        boolean ciphered = true;
        int end = datagram.writerIndex();
        int index = start + 8;
        while (index < end) {
            int tag = datagram.getByte(index++);
            if (tag == TAG_PAYLOAD) break;
            int octets = valueOctets(tag);
            if (octets < 0 || end - index < octets) return null;
            int at = index;
            index += octets;
            switch (tag) {
                case TAG_SN_LENGTH -> snLength = datagram.getByte(at);
                case TAG_DIRECTION -> direction = datagram.getByte(at);
                case TAG_BEARER_TYPE -> bearerType = datagram.getByte(at);
                case TAG_BEARER_ID -> bearer = datagram.getByte(at);
                case TAG_UE_ID -> ueId = datagram.getUnsignedShort(at);
                case TAG_MAC_PRESENT -> mac = true;
                case TAG_SDAP_HEADER -> sdap = datagram.getByte(at) != 0;
                case TAG_NOT_CIPHERED -> ciphered = false;
                default -> {}
            }
        }
        if (index >= end || ueId < 0 || ueId >= 2 * AirFrame.CRNTIS) return null;
        if (direction != 0 && direction != 1 || snLength != 12 && snLength != 18) return null;
        if (bearer < 1 || bearer > (signalling ? 4 : 32)) return null;
        if (signalling && (bearerType != DCCH || snLength != 12 || !mac || sdap)) return null;
        boolean protectedYet = ueId < AirFrame.CRNTIS;
        if (ciphered != protectedYet && !(signalling && protectedYet)) return null;
        return new NrAirFrame(
                ueId % AirFrame.CRNTIS,
                protection(protectedYet, ciphered),
                signalling,
                direction == 0 ? Direction.UPLINK : Direction.DOWNLINK,
                bearer,
                snLength,
                mac,
                sdap,
                datagram.readerIndex(index));
    }

    private static Protection protection(boolean protectedYet, boolean ciphered) {
        if (!protectedYet) return Protection.NONE;
        return ciphered ? Protection.INTEGRITY_AND_CIPHERING : Protection.INTEGRITY;
    }

    /// SN length, direction, bearer, ROHC's IP version and mode, and SDAP have one octet, UE id and ROHC's profile two, flags none.
    private static int valueOctets(int tag) {
        return switch (tag) {
            case TAG_SN_LENGTH,
                    TAG_DIRECTION,
                    TAG_BEARER_TYPE,
                    TAG_BEARER_ID,
                    0x08,
                    0x0b,
                    TAG_SDAP_HEADER ->
                    1;
            case TAG_UE_ID, 0x0e -> 2;
            case 0x07, 0x09, 0x0a, 0x0c, 0x0d, TAG_MAC_PRESENT, TAG_NOT_CIPHERED -> 0;
            default -> -1;
        };
    }
}

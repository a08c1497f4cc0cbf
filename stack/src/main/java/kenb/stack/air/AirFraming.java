package kenb.stack.air;

import io.netty.buffer.ByteBuf;

import kenb.stack.air.AirFrame.Channel;
import kenb.stack.cipher.Direction;
import kenb.stack.pdcp.Protection;

import org.jspecify.annotations.Nullable;

/// AirFrame ↔ datagram, in two framings that Wireshark knows over UDP. Dedicated channels: `pdcp-lte` ‖ no PDCP header(1) ‖
/// plane(1) ‖ ROHC(1) ‖ tagged fields ‖ payload tag ‖ PDCP PDU. The common channel, which has no PDCP: `rlc-lte` ‖ mode(1) ‖
/// tagged fields ‖ payload tag ‖ RRC message, as RLC in transparent mode.
public final class AirFraming {
    /// Octets of headroom that let {@link #write} work without a copy.
    public static final int HEADER_OCTETS = 22;

    private static final int COMMON_HEADER_OCTETS = 17;

    private static final long PDCP = 0x706463702d6c7465L; // "pdcp-lte"
    private static final long RLC = 0x726c632d6c7465L; // "rlc-lte", 7 octets
    private static final int SIGNALLING_PLANE = 1;
    private static final int USER_PLANE = 2;
    private static final int DCCH = 1;

    private static final int TAG_PAYLOAD = 0x01;
    private static final int TAG_SN_LENGTH = 0x02;
    private static final int TAG_DIRECTION = 0x03;
    private static final int TAG_CHANNEL_TYPE = 0x04;
    private static final int TAG_CHANNEL_ID = 0x0d;
    private static final int TAG_UE_ID = 0x0e;

    private static final int RLC_TRANSPARENT_MODE = 1;
    private static final int RLC_TAG_UE_ID = 0x05;
    private static final int RLC_TAG_CHANNEL_TYPE = 0x06;
    private static final int RLC_CCCH = 1;

    private AirFraming() {}

    /// Puts the framing before the PDU, in its own buffer where that has the headroom. Takes over the frame's PDU.
    public static ByteBuf write(AirFrame frame) {
        ByteBuf pdu = frame.pdu();
        if (pdu.readerIndex() < HEADER_OCTETS || pdu.isReadOnly() || pdu.refCnt() > 1) {
            ByteBuf roomy = pdu.alloc().buffer(HEADER_OCTETS + pdu.readableBytes());
            roomy.setIndex(HEADER_OCTETS, HEADER_OCTETS).writeBytes(pdu);
            pdu.release();
            pdu = roomy;
        }
        int end = pdu.writerIndex();
        boolean common = frame.channel() == Channel.CCCH;
        int start = pdu.readerIndex() - (common ? COMMON_HEADER_OCTETS : HEADER_OCTETS);
        pdu.setIndex(start, start);
        if (common) {
            writeRlc(pdu, frame);
        } else {
            writePdcp(pdu, frame);
        }
        return pdu.writeByte(TAG_PAYLOAD).writerIndex(end);
    }

    private static void writePdcp(ByteBuf out, AirFrame frame) {
        boolean user = frame.channel() == Channel.DTCH;
        out.writeLong(PDCP);
        out.writeByte(0).writeByte(user ? USER_PLANE : SIGNALLING_PLANE).writeByte(0);
        out.writeByte(TAG_DIRECTION).writeByte(frame.direction().bit());
        if (user) {
            out.writeByte(TAG_SN_LENGTH).writeByte(frame.snLengthBits());
        } else {
            out.writeByte(TAG_CHANNEL_TYPE).writeByte(DCCH);
        }
        out.writeByte(TAG_UE_ID).writeShort(frame.ueId());
        out.writeByte(TAG_CHANNEL_ID).writeShort(frame.bearer());
    }

    private static void writeRlc(ByteBuf out, AirFrame frame) {
        out.writeLong(RLC << 8 | RLC_TRANSPARENT_MODE);
        out.writeByte(TAG_DIRECTION).writeByte(frame.direction().bit());
        out.writeByte(RLC_TAG_UE_ID).writeShort(frame.ueId());
        out.writeByte(RLC_TAG_CHANNEL_TYPE).writeShort(RLC_CCCH);
    }

    /// Reads a datagram; on success the frame takes it over.
    ///
    /// @return null when it is none of ours: the caller still owns it
    public static @Nullable AirFrame read(ByteBuf datagram) {
        int start = datagram.readerIndex();
        if (datagram.readableBytes() < 12) {
            return null;
        }
        long signature = datagram.getLong(start);
        if (signature == PDCP) {
            return readPdcp(datagram);
        }
        return signature == (RLC << 8 | RLC_TRANSPARENT_MODE) ? readRlc(datagram) : null;
    }

    private static @Nullable AirFrame readPdcp(ByteBuf datagram) {
        int start = datagram.readerIndex();
        int plane = datagram.getByte(start + 9);
        boolean user = plane == USER_PLANE;
        if (datagram.getByte(start + 8) != 0 || !user && plane != SIGNALLING_PLANE) {
            return null;
        }
        int direction = -1;
        int snLength = 0;
        int channelType = 0;
        int bearer = 0;
        int ueId = -1;
        int end = datagram.writerIndex();
        int index = start + 11;
        while (index < end) {
            int tag = datagram.getByte(index++);
            if (tag == TAG_PAYLOAD) break;
            int octets = pdcpValueOctets(tag);
            if (octets == 0 || end - index < octets) return null;
            int value = value(datagram, index, octets);
            index += octets;
            switch (tag) {
                case TAG_SN_LENGTH -> snLength = value;
                case TAG_DIRECTION -> direction = value;
                case TAG_CHANNEL_TYPE -> channelType = value;
                case TAG_CHANNEL_ID -> bearer = value;
                case TAG_UE_ID -> ueId = value;
                default -> {}
            }
        }
        if (bearer < 1 || bearer > 32 || !user && channelType != DCCH) return null;
        Channel channel = user ? Channel.DTCH : Channel.DCCH;
        return frame(datagram, index, ueId, channel, direction, bearer, user ? snLength : 5);
    }

    private static @Nullable AirFrame readRlc(ByteBuf datagram) {
        int direction = -1;
        int channelType = 0;
        int ueId = -1;
        int end = datagram.writerIndex();
        int index = datagram.readerIndex() + 8;
        while (index < end) {
            int tag = datagram.getByte(index++);
            if (tag == TAG_PAYLOAD) break;
            int octets = rlcValueOctets(tag);
            if (octets == 0 || end - index < octets) return null;
            int value = value(datagram, index, octets);
            index += octets;
            switch (tag) {
                case TAG_DIRECTION -> direction = value;
                case RLC_TAG_UE_ID -> ueId = value;
                case RLC_TAG_CHANNEL_TYPE -> channelType = value;
                default -> {}
            }
        }
        return channelType != RLC_CCCH
                ? null
                : frame(datagram, index, ueId, Channel.CCCH, direction, 0, 0);
    }

    private static @Nullable AirFrame frame(
            ByteBuf datagram,
            int index,
            int ueId,
            Channel channel,
            int direction,
            int bearer,
            int snLength) {
        Protection protection = ueId < 0 ? null : AirFrame.protectionOf(ueId);
        if (index >= datagram.writerIndex()
                || direction < 0
                || direction > 1
                || protection == null) {
            return null;
        }
        Direction way = direction == 0 ? Direction.UPLINK : Direction.DOWNLINK;
        return new AirFrame(
                ueId % AirFrame.CRNTIS,
                protection,
                channel,
                way,
                bearer,
                snLength,
                datagram.readerIndex(index));
    }

    private static int value(ByteBuf datagram, int index, int octets) {
        return octets == 1 ? datagram.getUnsignedByte(index) : datagram.getUnsignedShort(index);
    }

    /// Tags 02 to 05 and 07 to 0b have one octet, 06 (IP version), 0c (ROHC profile), channel id and UE id two.
    private static int pdcpValueOctets(int tag) {
        return switch (tag) {
            case TAG_SN_LENGTH,
                    TAG_DIRECTION,
                    TAG_CHANNEL_TYPE,
                    0x05,
                    0x07,
                    0x08,
                    0x09,
                    0x0a,
                    0x0b ->
                    1;
            case 0x06, 0x0c, TAG_CHANNEL_ID, TAG_UE_ID -> 2;
            default -> 0;
        };
    }

    /// SN length, direction, priority and two flags have one octet; UE id, channel type and channel id two.
    private static int rlcValueOctets(int tag) {
        return switch (tag) {
            case TAG_SN_LENGTH, TAG_DIRECTION, 0x04, 0x08, 0x09 -> 1;
            case RLC_TAG_UE_ID, RLC_TAG_CHANNEL_TYPE, 0x07 -> 2;
            default -> 0;
        };
    }
}

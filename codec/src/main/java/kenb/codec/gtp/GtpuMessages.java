package kenb.codec.gtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.net.InetAddress;

/// Makes GTP-U messages, TS 29.281 §7.
public final class GtpuMessages {
    private static final int IE_RECOVERY = 14;
    private static final int IE_TEID_DATA_I = 16;
    private static final int IE_PEER_ADDRESS = 133;
    private static final int IE_EXTENSION_HEADER_TYPES = 141;
    private static final byte[] SUPPORTED = {
        (byte) GtpuExtension.RAN_CONTAINER,
        (byte) GtpuExtension.LONG_PDCP_PDU_NUMBER,
        (byte) GtpuExtension.XW_RAN_CONTAINER,
        (byte) GtpuExtension.NR_RAN_CONTAINER,
        (byte) GtpuExtension.PDU_SESSION_CONTAINER,
        (byte) GtpuExtension.PDCP_PDU_NUMBER
    };

    private GtpuMessages() {}

    /// A G-PDU around a packet, in its own buffer where that has 8 octets of headroom. Takes over the packet.
    public static ByteBuf gPdu(int teid, ByteBuf packet) {
        ByteBuf message = packet;
        int length = packet.readableBytes();
        if (packet.readerIndex() < GtpuHeader.OCTETS
                || packet.isReadOnly()
                || packet.refCnt() > 1) {
            message = packet.alloc().buffer(GtpuHeader.OCTETS + length);
            message.writerIndex(GtpuHeader.OCTETS)
                    .writeBytes(packet)
                    .readerIndex(GtpuHeader.OCTETS);
            packet.release();
        }
        int start = message.readerIndex() - GtpuHeader.OCTETS;
        message.setByte(start, GtpuHeader.VERSION_1_GTP).setByte(start + 1, GtpuHeader.G_PDU);
        message.setShort(start + 2, length).setInt(start + 4, teid);
        return message.readerIndex(start);
    }

    /// A G-PDU around a packet that extension headers precede, in its own buffer ({@link GtpuExtension}). Takes over the packet.
    ///
    /// @param packet with 12 octets of headroom before its first extension header
    /// @param next type of that header, or {@link GtpuExtension#NONE}
    /// @throws IndexOutOfBoundsException where there is no such headroom
    public static ByteBuf gPdu(int teid, ByteBuf packet, int next) {
        if (next == GtpuExtension.NONE) return gPdu(teid, packet);
        int octets = GtpuHeader.OCTETS + GtpuHeader.OPTIONAL_OCTETS;
        int start = packet.readerIndex() - octets;
        if (start < 0) {
            throw new IndexOutOfBoundsException(
                    octets + " octets of headroom needed, there are " + packet.readerIndex());
        }
        int length = packet.readableBytes() + GtpuHeader.OPTIONAL_OCTETS;
        packet.setByte(start, GtpuHeader.VERSION_1_GTP | GtpuHeader.FLAG_EXTENSION)
                .setByte(start + 1, GtpuHeader.G_PDU)
                .setShort(start + 2, length)
                .setInt(start + 4, teid)
                .setMedium(start + 8, 0)
                .setByte(start + 11, next);
        return packet.readerIndex(start);
    }

    /// The packet itself where it has room before it and belongs to nobody else, else a copy that has. Takes over the packet.
    ///
    /// @param headroom octets, such as {@link GtpuExtension#HEADROOM}
    public static ByteBuf withHeadroom(ByteBuf packet, int headroom) {
        if (packet.readerIndex() >= headroom && !packet.isReadOnly() && packet.refCnt() == 1) {
            return packet;
        }
        ByteBuf copy = packet.alloc().buffer(headroom + packet.readableBytes());
        copy.setIndex(headroom, headroom).writeBytes(packet);
        packet.release();
        return copy;
    }

    /// Which extension headers this node knows, to one that sent another which must be understood (§7.2.3).
    public static ByteBuf supportedExtensionHeaders(ByteBufAllocator allocator, int sequence) {
        ByteBuf message =
                sequenced(
                        allocator,
                        GtpuHeader.SUPPORTED_EXTENSION_HEADERS,
                        sequence,
                        2 + SUPPORTED.length);
        return message.writeByte(IE_EXTENSION_HEADER_TYPES)
                .writeByte(SUPPORTED.length)
                .writeBytes(SUPPORTED);
    }

    /// The TEID that an Error Indication says is not known there.
    ///
    /// @param payload offset of its elements from the reader index
    /// @return 0 where it names none
    public static int errorIndicationTeid(ByteBuf message, int payload) {
        int at = message.readerIndex() + payload;
        int end = message.readerIndex() + GtpuHeader.octets(message);
        boolean there = end - at >= 5 && message.getByte(at) == IE_TEID_DATA_I;
        return there ? message.getInt(at + 1) : 0;
    }

    /// No more packets on this path (§7.3.2).
    public static ByteBuf endMarker(ByteBufAllocator allocator, int teid) {
        return allocator
                .buffer(GtpuHeader.OCTETS)
                .writeByte(GtpuHeader.VERSION_1_GTP)
                .writeByte(GtpuHeader.END_MARKER)
                .writeShort(0)
                .writeInt(teid);
    }

    public static ByteBuf echoRequest(ByteBufAllocator allocator, int sequence) {
        return sequenced(allocator, GtpuHeader.ECHO_REQUEST, sequence, 0);
    }

    public static ByteBuf echoResponse(ByteBufAllocator allocator, int sequence) {
        return sequenced(allocator, GtpuHeader.ECHO_RESPONSE, sequence, 2)
                .writeByte(IE_RECOVERY)
                .writeByte(0);
    }

    /// A G-PDU came for a tunnel that is not here (§7.3.1).
    ///
    /// @param teid of that G-PDU
    /// @param here address that it was sent to
    public static ByteBuf errorIndication(
            ByteBufAllocator allocator, int sequence, int teid, InetAddress here) {
        byte[] address = here.getAddress();
        return sequenced(allocator, GtpuHeader.ERROR_INDICATION, sequence, 5 + 3 + address.length)
                .writeByte(IE_TEID_DATA_I)
                .writeInt(teid)
                .writeByte(IE_PEER_ADDRESS)
                .writeShort(address.length)
                .writeBytes(address);
    }

    /// @param ieOctets length of the information elements to come
    private static ByteBuf sequenced(
            ByteBufAllocator allocator, int type, int sequence, int ieOctets) {
        return allocator
                .buffer(GtpuHeader.OCTETS + 4 + ieOctets)
                .writeByte(GtpuHeader.VERSION_1_GTP | GtpuHeader.FLAG_SEQUENCE)
                .writeByte(type)
                .writeShort(4 + ieOctets)
                .writeInt(0)
                .writeShort(sequence)
                .writeShort(0);
    }
}

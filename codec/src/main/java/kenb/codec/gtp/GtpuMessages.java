package kenb.codec.gtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.net.InetAddress;

/// Makes GTP-U messages, TS 29.281 §7.
public final class GtpuMessages {
    private static final int IE_RECOVERY = 14;
    private static final int IE_TEID_DATA_I = 16;
    private static final int IE_PEER_ADDRESS = 133;

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

package kenb.nodes.traffic;

import io.netty.buffer.ByteBuf;

/// A numbered test packet: IPv4(20, RFC 791) ‖ UDP(8, RFC 768) ‖ magic(4) ‖ sequence(8) ‖ time sent(8) ‖ filling.
public final class TestPacket {
    public static final int MIN_OCTETS = 48;

    private static final int PORT = 40_000;
    private static final int MAGIC = 0x6b656e62;
    private static final int IP_OCTETS = 20;
    private static final int SEQUENCE_OFFSET = 32;
    private static final int NANOS_OFFSET = 40;
    private static final int PROTOCOL_UDP = 17;

    private TestPacket() {}

    /// Appends one packet to `out`, which has {@link Flow#packetOctets} octets of room.
    static void write(ByteBuf out, Flow flow, long sequence, long nanos) {
        int start = out.writerIndex();
        int length = flow.packetOctets();
        out.writeShort(0x4500).writeShort(length);
        out.writeShort((int) sequence & 0xffff).writeShort(0x4000);
        out.writeByte(64).writeByte(PROTOCOL_UDP).writeShort(0);
        out.writeBytes(flow.source().getAddress()).writeBytes(flow.destination().getAddress());
        out.setShort(start + 10, headerChecksum(out, start));
        out.writeShort(PORT).writeShort(PORT).writeShort(length - IP_OCTETS).writeShort(0);
        out.writeInt(MAGIC).writeLong(sequence).writeLong(nanos);
        for (int i = MIN_OCTETS; i < length; i++) {
            out.writeByte(i + (int) sequence);
        }
        out.setShort(start + 26, udpChecksum(out, start, length));
    }

    /// Whether the readable octets are a whole test packet, with an intact filling and checksum.
    static boolean isWhole(ByteBuf packet) {
        int start = packet.readerIndex();
        int length = packet.readableBytes();
        return length >= MIN_OCTETS
                && packet.getByte(start) == 0x45
                && packet.getUnsignedShort(start + 2) == length
                && packet.getInt(start + 28) == MAGIC
                && udpChecksum(packet, start, length) == packet.getUnsignedShort(start + 26);
    }

    static long sequence(ByteBuf packet) {
        return packet.getLong(packet.readerIndex() + SEQUENCE_OFFSET);
    }

    static long nanos(ByteBuf packet) {
        return packet.getLong(packet.readerIndex() + NANOS_OFFSET);
    }

    private static int headerChecksum(ByteBuf packet, int start) {
        return fold(sum(packet, start, IP_OCTETS) - packet.getUnsignedShort(start + 10));
    }

    private static int udpChecksum(ByteBuf packet, int start, int length) {
        long pseudo = sum(packet, start + 12, 8) + PROTOCOL_UDP + (length - IP_OCTETS);
        long rest = sum(packet, start + IP_OCTETS, length - IP_OCTETS);
        int checksum = fold(pseudo + rest - packet.getUnsignedShort(start + 26));
        return checksum == 0 ? 0xffff : checksum;
    }

    private static long sum(ByteBuf packet, int from, int octets) {
        long sum = 0;
        int end = from + (octets & ~1);
        for (int i = from; i < end; i += 2) {
            sum += packet.getUnsignedShort(i);
        }
        return (octets & 1) == 0 ? sum : sum + (packet.getUnsignedByte(end) << 8);
    }

    private static int fold(long sum) {
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }
}

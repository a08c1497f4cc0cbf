package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The SCTP packet as octets: common header, chunk and cause codes, checksum (RFC 9260 §3, Appendix A).
///
/// Common header: source port(16) ‖ destination port(16) ‖ verification tag(32) ‖ CRC32c(32, little endian).
/// Chunk: type(8) ‖ flags(8) ‖ length(16, header included, padding not) ‖ value ‖ padding to 4 octets.
final class Wire {
    static final int COMMON_HEADER = 12;
    static final int CHUNK_HEADER = 4;
    static final int DATA_HEADER = 16;

    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;
    static final int AUTH = 15;

    /// DATA flags: E(1) B(2) U(4) I(8).
    static final int END = 1;

    static final int BEGIN = 2;
    static final int UNORDERED = 4;
    static final int IMMEDIATE = 8;

    /// ABORT and SHUTDOWN COMPLETE: the tag is the one of the receiver's packet, sent back.
    static final int REFLECTED = 1;

    static final int CAUSE_INVALID_STREAM = 1;
    static final int CAUSE_MISSING_PARAMETER = 2;
    static final int CAUSE_STALE_COOKIE = 3;
    static final int CAUSE_OUT_OF_RESOURCE = 4;
    static final int CAUSE_UNRESOLVABLE_ADDRESS = 5;
    static final int CAUSE_UNRECOGNIZED_CHUNK = 6;
    static final int CAUSE_INVALID_PARAMETER = 7;
    static final int CAUSE_UNRECOGNIZED_PARAMETERS = 8;
    static final int CAUSE_NO_USER_DATA = 9;
    static final int CAUSE_COOKIE_WHILE_SHUTTING_DOWN = 10;
    static final int CAUSE_RESTART_WITH_NEW_ADDRESSES = 11;
    static final int CAUSE_USER_ABORT = 12;
    static final int CAUSE_PROTOCOL_VIOLATION = 13;

    private Wire() {}

    static int sourcePort(ByteBuf packet) {
        return packet.getUnsignedShort(packet.readerIndex());
    }

    static int destinationPort(ByteBuf packet) {
        return packet.getUnsignedShort(packet.readerIndex() + 2);
    }

    static int verificationTag(ByteBuf packet) {
        return packet.getInt(packet.readerIndex() + 4);
    }

    /// Type of the first chunk, or -1 where there is none.
    static int firstChunk(ByteBuf packet) {
        return packet.readableBytes() < COMMON_HEADER + CHUNK_HEADER
                ? -1
                : packet.getUnsignedByte(packet.readerIndex() + COMMON_HEADER);
    }

    static int padded(int length) {
        return (length + 3) & ~3;
    }

    /// Begins a packet: header with a zero checksum.
    static void writeHeader(ByteBuf packet, int sourcePort, int destinationPort, int tag) {
        packet.writeShort(sourcePort).writeShort(destinationPort).writeInt(tag).writeInt(0);
    }

    static void writeChunkHeader(ByteBuf packet, int type, int flags, int length) {
        packet.writeByte(type).writeByte(flags).writeShort(length);
    }

    static void pad(ByteBuf packet, int length) {
        for (int i = length; (i & 3) != 0; i++) {
            packet.writeByte(0);
        }
    }

    /// Fills the checksum in; the packet is complete and its checksum field zero.
    static void seal(ByteBuf packet, CRC32C crc) {
        packet.setIntLE(packet.readerIndex() + 8, checksum(packet, crc));
    }

    /// Checks the CRC32c of a packet; sets its checksum field to zero and back.
    static boolean checksumMatches(ByteBuf packet, CRC32C crc) {
        int at = packet.readerIndex() + 8;
        int given = packet.getIntLE(at);
        packet.setIntLE(at, 0);
        boolean matches = checksum(packet, crc) == given;
        packet.setIntLE(at, given);
        return matches;
    }

    private static int checksum(ByteBuf packet, CRC32C crc) {
        crc.reset();
        if (packet.nioBufferCount() == 1) {
            ByteBuffer view =
                    packet.internalNioBuffer(packet.readerIndex(), packet.readableBytes());
            crc.update(view);
        } else {
            for (ByteBuffer view : packet.nioBuffers()) {
                crc.update(view);
            }
        }
        return (int) crc.getValue();
    }

    /// `a` before `b` in TSN serial arithmetic (RFC 9260 §1.6).
    static boolean before(int a, int b) {
        return a - b < 0;
    }
}

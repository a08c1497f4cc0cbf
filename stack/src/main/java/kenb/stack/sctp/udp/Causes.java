package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Error causes of ERROR and ABORT (RFC 9260 §3.3.10): code(16) ‖ length(16) ‖ value; each but
/// the last of a chunk is padded to four octets.
final class Causes {
    private static final int MAX_TEXT = 128;

    private Causes() {}

    static byte[] of(int code, byte[] value) {
        int length = 4 + value.length;
        return ByteBuffer.allocate(length)
                .putShort((short) code)
                .putShort((short) length)
                .put(value)
                .array();
    }

    static byte[] text(int code, String reason) {
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        return of(code, utf8.length > MAX_TEXT ? Arrays.copyOf(utf8, MAX_TEXT) : utf8);
    }

    /// A cause that shows a piece of the peer's packet.
    static byte[] echo(int code, ByteBuf packet, int at, int length) {
        byte[] value = new byte[length];
        packet.getBytes(at, value);
        return of(code, value);
    }

    /// Value: stream(16) ‖ reserved(16).
    static byte[] invalidStream(int streamId) {
        return of(
                Wire.CAUSE_INVALID_STREAM,
                ByteBuffer.allocate(4).putShort((short) streamId).putShort((short) 0).array());
    }

    static byte[] ofInt(int code, int value) {
        return of(code, ByteBuffer.allocate(4).putInt(value).array());
    }

    /// What the causes of a chunk say, for a log or an event.
    ///
    /// @param at of the chunk's header
    static String describe(ByteBuf packet, int at, int length) {
        var text = new StringBuilder();
        int end = at + length;
        for (int cause = at + Wire.CHUNK_HEADER; end - cause >= 4; ) {
            int code = packet.getUnsignedShort(cause);
            int size = packet.getUnsignedShort(cause + 2);
            if (size < 4 || cause + size > end) {
                break;
            }
            text.append(text.isEmpty() ? "" : ", ").append(name(code));
            if ((code == Wire.CAUSE_USER_ABORT || code == Wire.CAUSE_PROTOCOL_VIOLATION)
                    && size > 4) {
                text.append(" \"").append(printable(packet.slice(cause + 4, size - 4))).append('"');
            }
            cause += Wire.padded(size);
        }
        return text.isEmpty() ? "no cause given" : text.toString();
    }

    private static String printable(ByteBuf value) {
        return value.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "");
    }

    private static String name(int code) {
        return switch (code) {
            case Wire.CAUSE_INVALID_STREAM -> "Invalid Stream Identifier";
            case Wire.CAUSE_MISSING_PARAMETER -> "Missing Mandatory Parameter";
            case Wire.CAUSE_STALE_COOKIE -> "Stale Cookie";
            case Wire.CAUSE_OUT_OF_RESOURCE -> "Out of Resource";
            case Wire.CAUSE_UNRESOLVABLE_ADDRESS -> "Unresolvable Address";
            case Wire.CAUSE_UNRECOGNIZED_CHUNK -> "Unrecognized Chunk Type";
            case Wire.CAUSE_INVALID_PARAMETER -> "Invalid Mandatory Parameter";
            case Wire.CAUSE_UNRECOGNIZED_PARAMETERS -> "Unrecognized Parameters";
            case Wire.CAUSE_NO_USER_DATA -> "No User Data";
            case Wire.CAUSE_COOKIE_WHILE_SHUTTING_DOWN -> "Cookie Received While Shutting Down";
            case Wire.CAUSE_RESTART_WITH_NEW_ADDRESSES -> "Restart with New Addresses";
            case Wire.CAUSE_USER_ABORT -> "User-Initiated Abort";
            case Wire.CAUSE_PROTOCOL_VIOLATION -> "Protocol Violation";
            case 14 -> "Restart with New Encapsulation Port";
            case ChunkAuthentication.CAUSE_UNSUPPORTED_HMAC -> "Unsupported HMAC Identifier";
            default -> "cause " + code;
        };
    }

    /// Code of the first cause, 0 where there is none.
    static int firstCode(ByteBuf packet, int at, int length) {
        return length < Wire.CHUNK_HEADER + 4 ? 0 : packet.getUnsignedShort(at + Wire.CHUNK_HEADER);
    }
}

package kenb.codec.gtp;

import io.netty.buffer.ByteBuf;

/// A GTP-U header where it lies, TS 29.281 §5.1: flags(1) ‖ type(1) ‖ length(2) ‖ TEID(4) ‖ and, when a flag asks for them,
/// sequence number(2) ‖ N-PDU number(1) ‖ type of the first extension header(1). Reads without making objects.
public final class GtpuHeader {
    public static final int OCTETS = 8;

    public static final int ECHO_REQUEST = 1;
    public static final int ECHO_RESPONSE = 2;
    public static final int ERROR_INDICATION = 26;
    public static final int SUPPORTED_EXTENSION_HEADERS = 31;
    public static final int END_MARKER = 254;
    public static final int G_PDU = 255;

    static final int VERSION_1_GTP = 0x30;
    static final int FLAG_SEQUENCE = 0x02;
    static final int FLAG_EXTENSION = 0x04;
    private static final int FLAG_N_PDU = 0x01;
    static final int OPTIONAL_OCTETS = 4;

    private GtpuHeader() {}

    /// Where the payload starts, counted from the reader index, past optional fields and extension headers.
    ///
    /// Octets behind the message's end are not looked at: some senders pad their datagrams.
    ///
    /// @return -1 when the readable octets are no whole GTP-U message
    public static int payloadOffset(ByteBuf message) {
        int start = message.readerIndex();
        if (message.readableBytes() < OCTETS
                || (message.getByte(start) & 0xf0) != VERSION_1_GTP
                || octets(message) > message.readableBytes()) {
            return -1;
        }
        int octets = octets(message);
        int flags = message.getByte(start) & (FLAG_EXTENSION | FLAG_SEQUENCE | FLAG_N_PDU);
        if (flags == 0) {
            return OCTETS;
        }
        int offset = OCTETS + OPTIONAL_OCTETS;
        if (octets < offset) {
            return -1;
        }
        if ((flags & FLAG_EXTENSION) == 0) {
            return offset;
        }
        // Extension header: length in units of 4 octets(1) ‖ content ‖ type of the next one(1).
        int next = message.getByte(start + offset - 1);
        while (next != 0) {
            int length = offset < octets ? message.getUnsignedByte(start + offset) * 4 : 0;
            if (length == 0 || octets - offset < length) {
                return -1;
            }
            offset += length;
            next = message.getByte(start + offset - 1);
        }
        return offset;
    }

    /// Octets of the whole message, by its length field; the datagram may be longer.
    ///
    /// @param message of at least {@link #OCTETS}
    public static int octets(ByteBuf message) {
        return OCTETS + message.getUnsignedShort(message.readerIndex() + 2);
    }

    /// @param message one for which {@link #payloadOffset} is not negative
    public static int type(ByteBuf message) {
        return message.getUnsignedByte(message.readerIndex() + 1);
    }

    public static int teid(ByteBuf message) {
        return message.getInt(message.readerIndex() + 4);
    }

    /// @return 0 when the message has none
    public static int sequence(ByteBuf message) {
        int start = message.readerIndex();
        return (message.getByte(start) & FLAG_SEQUENCE) == 0
                ? 0
                : message.getUnsignedShort(start + OCTETS);
    }

    /// Where the first extension header begins, as an index of the buffer; the octet before is its type.
    ///
    /// @param message one for which {@link #payloadOffset} is not negative
    /// @return -1 where it has none
    static int firstExtension(ByteBuf message) {
        int start = message.readerIndex();
        return (message.getByte(start) & FLAG_EXTENSION) == 0
                ? -1
                : start + OCTETS + OPTIONAL_OCTETS;
    }
}

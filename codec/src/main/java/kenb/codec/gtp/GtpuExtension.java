package kenb.codec.gtp;

import io.netty.buffer.ByteBuf;

/// Extension headers of GTP-U, TS 29.281 §5.2: length in units of 4 octets(1) ‖ content ‖ type of the next one(1). They are written from the
/// last to the first into the headroom of the packet they precede, and read where they lie; nothing is allocated.
///
/// ```
/// int next = GtpuExtension.NONE;
/// next = GtpuExtension.prependLongPdcpNumber(packet, 70_000, next);
/// next = GtpuExtension.prependDlUserData(packet, nrUSequence, false, next);
/// ByteBuf message = GtpuMessages.gPdu(teid, packet, next);
/// ```
public final class GtpuExtension {
    /// No extension header.
    public static final int NONE = 0;

    /// 38.425, between the nodes of dual connectivity and between CU and DU.
    public static final int NR_RAN_CONTAINER = 0x84;

    /// 38.415, on NG-U.
    public static final int PDU_SESSION_CONTAINER = 0x85;

    /// 18 bits (§5.2.2.2A).
    public static final int LONG_PDCP_PDU_NUMBER = 0x82;

    /// 36.425.
    public static final int RAN_CONTAINER = 0x81;

    public static final int XW_RAN_CONTAINER = 0x83;

    /// 16 bits (§5.2.2.2); 15 on X2.
    public static final int PDCP_PDU_NUMBER = 0xC0;

    public static final int SERVICE_CLASS_INDICATOR = 0x20;
    public static final int UDP_PORT = 0x40;

    /// Headroom for a header, its optional fields, and the extension headers of one packet on any interface here.
    public static final int HEADROOM = 64;

    private static final int COMPREHENSION_REQUIRED = 0x80;
    private static final int NR_U_OCTETS = 5;
    private static final int LONG_NUMBER_OCTETS = 3;
    private static final int RETRANSMISSION = 0x01;
    private static final int UPLINK = 1 << 4;
    private static final int QFI_BITS = 6;
    private static final int REFLECTIVE = 0x40;

    private GtpuExtension() {}

    /// Whether a node that does not know the type must refuse the packet (§5.2.1: bit 8).
    public static boolean isComprehensionRequired(int type) {
        return (type & COMPREHENSION_REQUIRED) != 0;
    }

    /// PDCP PDU number of a forwarded packet.
    ///
    /// @param number 16 bits
    /// @param next type of the header written before, or {@link #NONE}
    /// @return its own type
    public static int prependPdcpNumber(ByteBuf packet, int number, int next) {
        int start = room(packet, 4);
        packet.setByte(start, 1).setShort(start + 1, number).setByte(start + 3, next);
        return PDCP_PDU_NUMBER;
    }

    /// Long PDCP PDU number of a forwarded packet.
    ///
    /// @param number 18 bits
    public static int prependLongPdcpNumber(ByteBuf packet, int number, int next) {
        int start = room(packet, 8);
        packet.setByte(start, 2).setMedium(start + 1, number & 0x3FFFF);
        packet.setMedium(start + 4, 0).setByte(start + 7, next);
        return LONG_PDCP_PDU_NUMBER;
    }

    /// PDU session information for one QoS flow, 38.415 §5.5.2: without paging policy, time stamps and sequence numbers.
    ///
    /// @param uplink UL PDU SESSION INFORMATION, else DL
    /// @param reflective reflective QoS, in the downlink
    /// @param qfi 6 bits
    public static int prependPduSession(
            ByteBuf packet, boolean uplink, boolean reflective, int qfi, int next) {
        int start = room(packet, 4);
        packet.setByte(start, 1)
                .setByte(start + 1, uplink ? UPLINK : 0)
                .setByte(start + 2, (reflective ? REFLECTIVE : 0) | qfi)
                .setByte(start + 3, next);
        return PDU_SESSION_CONTAINER;
    }

    /// DL USER DATA with its NR-U sequence number alone, 38.425 §5.5.2.1.
    ///
    /// @param sequence 24 bits
    public static int prependDlUserData(
            ByteBuf packet, int sequence, boolean retransmission, int next) {
        int start = room(packet, 8);
        packet.setByte(start, 2)
                .setByte(start + 1, 0)
                .setByte(start + 2, retransmission ? RETRANSMISSION : 0)
                .setMedium(start + 3, sequence)
                .setByte(start + 6, 0)
                .setByte(start + 7, next);
        return NR_RAN_CONTAINER;
    }

    /// Any extension header.
    ///
    /// @param content is filled with zeros to whole units of 4 octets; at most 1018 octets
    /// @return `type`
    public static int prepend(ByteBuf packet, int type, ByteBuf content, int next) {
        int octets = content.readableBytes();
        int units = (octets + 2 + 3) / 4;
        if (units > 0xFF) throw new IllegalArgumentException("content of " + octets + " octets");
        int start = room(packet, units * 4);
        packet.setZero(start, units * 4)
                .setByte(start, units)
                .setBytes(start + 1, content, content.readerIndex(), octets)
                .setByte(start + units * 4 - 1, next);
        return type;
    }

    private static int room(ByteBuf packet, int octets) {
        int start = packet.readerIndex() - octets;
        if (start < 0) {
            throw new IndexOutOfBoundsException(
                    octets + " octets of headroom needed, there are " + packet.readerIndex());
        }
        packet.readerIndex(start);
        return start;
    }

    /// Where the content of the first extension header of a type begins, as an index of the buffer.
    ///
    /// @param message one for which {@link GtpuHeader#payloadOffset} is not negative
    /// @return -1 where there is none
    public static int find(ByteBuf message, int type) {
        int at = GtpuHeader.firstExtension(message);
        int next = at < 0 ? NONE : message.getUnsignedByte(at - 1);
        while (next != NONE) {
            if (next == type) return at + 1;
            at += message.getUnsignedByte(at) * 4;
            next = message.getUnsignedByte(at - 1);
        }
        return -1;
    }

    /// Octets of an extension header's content, with what fills it up.
    ///
    /// @param content of {@link #find}
    public static int contentOctets(ByteBuf message, int content) {
        return message.getUnsignedByte(content - 1) * 4 - 2;
    }

    /// The first type that must be understood and is not among those that this class names.
    ///
    /// @param message one for which {@link GtpuHeader#payloadOffset} is not negative
    /// @return {@link #NONE} where all is well
    public static int notUnderstood(ByteBuf message) {
        int at = GtpuHeader.firstExtension(message);
        int next = at < 0 ? NONE : message.getUnsignedByte(at - 1);
        while (next != NONE) {
            if (isComprehensionRequired(next) && !isKnown(next)) return next;
            at += message.getUnsignedByte(at) * 4;
            next = message.getUnsignedByte(at - 1);
        }
        return NONE;
    }

    private static boolean isKnown(int type) {
        return switch (type) {
            case NR_RAN_CONTAINER,
                    PDU_SESSION_CONTAINER,
                    LONG_PDCP_PDU_NUMBER,
                    RAN_CONTAINER,
                    XW_RAN_CONTAINER,
                    PDCP_PDU_NUMBER ->
                    true;
            default -> false;
        };
    }

    /// The PDCP PDU number of a forwarded packet, long or short.
    ///
    /// @return -1 where there is none
    public static int pdcpNumber(ByteBuf message) {
        int content = find(message, PDCP_PDU_NUMBER);
        if (content >= 0) return message.getUnsignedShort(content);
        content = find(message, LONG_PDCP_PDU_NUMBER);
        boolean there = content >= 0 && contentOctets(message, content) >= LONG_NUMBER_OCTETS;
        return there ? message.getUnsignedMedium(content) & 0x3FFFF : -1;
    }

    /// The QoS flow of a packet on NG-U.
    ///
    /// @return -1 where there is none
    public static int qfi(ByteBuf message) {
        int content = find(message, PDU_SESSION_CONTAINER);
        return content < 0 ? -1 : message.getByte(content + 1) & (1 << QFI_BITS) - 1;
    }

    /// The NR-U sequence number in DL USER DATA.
    ///
    /// @return -1 where there is none
    public static int nrUSequence(ByteBuf message) {
        int content = find(message, NR_RAN_CONTAINER);
        boolean there =
                content >= 0
                        && message.getByte(content) >> 4 == 0
                        && contentOctets(message, content) >= NR_U_OCTETS;
        return there ? message.getUnsignedMedium(content + 2) : -1;
    }
}

package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// Finds the network-layer packet in a captured frame.
final class LinkLayer {
    private static final int LARGEST_LENGTH = 1500; // below that an Ethernet "type" is a length
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int VLAN = 0x8100;
    private static final int SERVICE_VLAN = 0x88A8;
    private static final int OLD_SERVICE_VLAN = 0x9100;
    private static final int OLDER_SERVICE_VLAN = 0x9200;
    private static final int MPLS = 0x8847;
    private static final int MPLS_UPSTREAM = 0x8848;
    private static final int PPPOE_SESSION = 0x8864;
    private static final int TRANSPARENT_ETHERNET = 0x6558;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;
    private static final int SNAP = 0xAAAA;

    private LinkLayer() {}

    /// The IP packet in `frame`, or null where it carries none; underflows where the header is cut.
    static @Nullable ByteBuffer ip(int linkType, ByteBuffer frame) {
        return switch (linkType) {
            case LinkType.ETHERNET -> ethertype(frame, 12);
            case LinkType.PPP, LinkType.PPP_HDLC -> ppp(frame);
            case LinkType.C_HDLC -> ethertype(frame, 2);
            case LinkType.LINUX_SLL -> ethertype(frame, 14);
            case LinkType.LINUX_SLL2 -> sll2(frame);
            case LinkType.NULL, LinkType.LOOP -> version(frame, 4);
            case LinkType.RAW,
                    LinkType.RAW_BSD,
                    LinkType.RAW_OPENBSD,
                    LinkType.IPV4,
                    LinkType.IPV6 ->
                    version(frame, 0);
            default -> null;
        };
    }

    static boolean knows(int linkType) {
        return switch (linkType) {
            case LinkType.ETHERNET,
                    LinkType.PPP,
                    LinkType.PPP_HDLC,
                    LinkType.C_HDLC,
                    LinkType.LINUX_SLL,
                    LinkType.LINUX_SLL2,
                    LinkType.NULL,
                    LinkType.LOOP,
                    LinkType.RAW,
                    LinkType.RAW_BSD,
                    LinkType.RAW_OPENBSD,
                    LinkType.IPV4,
                    LinkType.IPV6 ->
                    true;
            default -> false;
        };
    }

    /// Protocol(16), reserved(16), interface(32), address type(16) …: 20 octets; a VLAN tag comes after them.
    private static @Nullable ByteBuffer sll2(ByteBuffer frame) {
        return payload(frame, frame.getShort(0) & 0xFFFF, 20);
    }

    /// What stands behind the type at `at`, with the tags and labels between.
    static @Nullable ByteBuffer ethertype(ByteBuffer frame, int at) {
        return payload(frame, frame.getShort(at) & 0xFFFF, at + 2);
    }

    /// The IP packet behind a field that said `firstType`.
    static @Nullable ByteBuffer payload(ByteBuffer frame, int firstType, int start) {
        int type = firstType;
        int offset = start;
        while (true) {
            switch (type) {
                case VLAN, SERVICE_VLAN, OLD_SERVICE_VLAN, OLDER_SERVICE_VLAN -> {
                    type = frame.getShort(offset + 2) & 0xFFFF;
                    offset += 4;
                }
                case IPV4, IPV6 -> {
                    return version(frame, offset);
                }
                case MPLS, MPLS_UPSTREAM -> {
                    return labelled(frame, offset);
                }
                case PPPOE_SESSION -> {
                    int protocol = frame.getShort(offset + 6) & 0xFFFF;
                    boolean ip = protocol == PPP_IPV4 || protocol == PPP_IPV6;
                    return ip ? version(frame, offset + 8) : null;
                }
                case TRANSPARENT_ETHERNET -> {
                    type = frame.getShort(offset + 12) & 0xFFFF;
                    offset += 14;
                }
                default -> {
                    // IEEE 802.2 with a SNAP header: AA AA 03, organisation(24), type
                    boolean snap =
                            type <= LARGEST_LENGTH
                                    && frame.limit() >= offset + 8
                                    && (frame.getShort(offset) & 0xFFFF) == SNAP;
                    if (!snap) return null;
                    type = frame.getShort(offset + 6) & 0xFFFF;
                    if (type <= LARGEST_LENGTH) return null;
                    offset += 8;
                }
            }
        }
    }

    /// MPLS label stack entries to the bottom (RFC 3032 §2.1); IP, or Ethernet behind a control word of zeros.
    private static @Nullable ByteBuffer labelled(ByteBuffer frame, int start) {
        int offset = start;
        while ((frame.get(offset + 2) & 1) == 0) offset += 4;
        offset += 4;
        var ip = version(frame, offset);
        if (ip != null) return ip;
        boolean controlWord = frame.get(offset) >> 4 == 0;
        return ethertype(frame, offset + (controlWord ? 4 : 0) + 12);
    }

    private static @Nullable ByteBuffer ppp(ByteBuffer frame) {
        int offset = (frame.getShort(0) & 0xFFFF) == 0xFF03 ? 2 : 0;
        boolean compressed = (frame.get(offset) & 1) == 1;
        int protocol = compressed ? frame.get(offset) : frame.getShort(offset) & 0xFFFF;
        if (protocol != PPP_IPV4 && protocol != PPP_IPV6) return null;
        return version(frame, offset + (compressed ? 1 : 2));
    }

    private static @Nullable ByteBuffer version(ByteBuffer frame, int offset) {
        int version = frame.get(offset) >> 4 & 0xF;
        return version == 4 || version == 6 ? frame.slice(offset, frame.limit() - offset) : null;
    }
}

package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// Finds the network-layer packet in a captured frame.
final class LinkLayer {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int VLAN = 0x8100;
    private static final int SERVICE_VLAN = 0x88A8;
    private static final int OLD_SERVICE_VLAN = 0x9100;
    private static final int PPPOE_SESSION = 0x8864;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;

    private LinkLayer() {}

    /// The IP packet in `frame`, or null where it carries none; underflows where the header is cut.
    static @Nullable ByteBuffer ip(int linkType, ByteBuffer frame) {
        return switch (linkType) {
            case LinkType.ETHERNET -> ethertype(frame, 12);
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
                    LinkType.LINUX_SLL,
                    LinkType.LINUX_SLL2,
                    LinkType.NULL,
                    LinkType.LOOP,
                    LinkType.RAW,
                    LinkType.RAW_BSD,
                    LinkType.RAW_OPENBSD,
                    LinkType.IPV4,
                    LinkType.IPV6,
                    LinkType.SCTP,
                    LinkType.UPPER_PDU ->
                    true;
            default -> false;
        };
    }

    private static @Nullable ByteBuffer sll2(ByteBuffer frame) {
        int type = frame.getShort(0) & 0xFFFF;
        if (type == VLAN || type == SERVICE_VLAN) return ethertype(frame, 20 + 2);
        return type == IPV4 || type == IPV6 ? version(frame, 20) : null;
    }

    private static @Nullable ByteBuffer ethertype(ByteBuffer frame, int at) {
        int offset = at;
        while (true) {
            int type = frame.getShort(offset) & 0xFFFF;
            switch (type) {
                case VLAN, SERVICE_VLAN, OLD_SERVICE_VLAN -> offset += 4;
                case IPV4, IPV6 -> {
                    return version(frame, offset + 2);
                }
                case PPPOE_SESSION -> {
                    int protocol = frame.getShort(offset + 8) & 0xFFFF;
                    boolean ip = protocol == PPP_IPV4 || protocol == PPP_IPV6;
                    return ip ? version(frame, offset + 10) : null;
                }
                default -> {
                    return null;
                }
            }
        }
    }

    private static @Nullable ByteBuffer version(ByteBuffer frame, int offset) {
        int version = frame.get(offset) >> 4 & 0xF;
        return version == 4 || version == 6 ? frame.slice(offset, frame.limit() - offset) : null;
    }
}

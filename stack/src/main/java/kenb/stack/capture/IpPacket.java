package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IP packet, version 4 or 6, down to its transport header (RFC 791, RFC 8200).
///
/// @param fragmentOffset octets; with `moreFragments` false and 0 the packet is whole
/// @param payload what was captured of the transport PDU or fragment
/// @param payloadLength its octets on the wire
record IpPacket(
        InetAddress source,
        InetAddress destination,
        int protocol,
        int identification,
        int fragmentOffset,
        boolean moreFragments,
        ByteBuffer payload,
        int payloadLength) {
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;

    boolean isFragment() {
        return moreFragments || fragmentOffset > 0;
    }

    boolean isCut() {
        return payload.remaining() < payloadLength;
    }

    /// Reads `ip`; null where it is no IP. Throws IndexOutOfBoundsException where a header is cut.
    static @Nullable IpPacket read(ByteBuffer ip) {
        return switch (ip.get(0) >> 4 & 0xF) {
            case 4 -> version4(ip);
            case 6 -> version6(ip);
            default -> null;
        };
    }

    private static @Nullable IpPacket version4(ByteBuffer ip) {
        int header = (ip.get(0) & 0xF) * 4;
        if (header < 20) return null;
        int total = ip.getShort(2) & 0xFFFF;
        if (total < header) total = ip.limit(); // 0 where the sender's card cuts segments
        int flags = ip.getShort(6) & 0xFFFF;
        return new IpPacket(
                address(ip, 12, 4),
                address(ip, 16, 4),
                ip.get(9) & 0xFF,
                ip.getShort(4) & 0xFFFF,
                (flags & 0x1FFF) * 8,
                (flags & 0x2000) != 0,
                ip.slice(header, Math.max(0, Math.min(total, ip.limit()) - header)),
                total - header);
    }

    private static IpPacket version6(ByteBuffer ip) {
        int length = ip.getShort(4) & 0xFFFF;
        int total = length == 0 ? ip.limit() : 40 + length;
        int next = ip.get(6) & 0xFF;
        int offset = 40;
        int identification = 0;
        int fragmentOffset = 0;
        boolean more = false;
        for (boolean extension = true; extension; ) {
            switch (next) {
                case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS, MOBILITY -> {
                    next = ip.get(offset) & 0xFF;
                    offset += 8 + 8 * (ip.get(offset + 1) & 0xFF);
                }
                case AUTHENTICATION -> {
                    next = ip.get(offset) & 0xFF;
                    offset += 8 + 4 * (ip.get(offset + 1) & 0xFF);
                }
                case FRAGMENT -> {
                    next = ip.get(offset) & 0xFF;
                    int field = ip.getShort(offset + 2) & 0xFFFF;
                    fragmentOffset = field & 0xFFF8;
                    more = (field & 1) != 0;
                    identification = ip.getInt(offset + 4);
                    offset += 8;
                    extension = fragmentOffset == 0; // later fragments hold no further headers
                }
                default -> extension = false;
            }
        }
        return new IpPacket(
                address(ip, 8, 16),
                address(ip, 24, 16),
                next,
                identification,
                fragmentOffset,
                more,
                ip.slice(offset, Math.max(0, Math.min(total, ip.limit()) - offset)),
                Math.max(0, total - offset));
    }

    private static InetAddress address(ByteBuffer ip, int offset, int length) {
        byte[] octets = new byte[length];
        ip.get(offset, octets);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

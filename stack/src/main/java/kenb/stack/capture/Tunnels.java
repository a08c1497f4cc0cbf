package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// Packets inside packets: what a tunnel's header has behind it. All give null where that is no IP, and throw
/// IndexOutOfBoundsException where the header is cut.
final class Tunnels {
    static final int VXLAN_PORT = 4789;
    static final int GENEVE_PORT = 6081;

    private static final int GTP_VERSION_1 = 0x30; // with the bit that says it is GTP, not GTP'
    private static final int G_PDU = 255;

    private Tunnels() {}

    /// GRE, RFC 2784 and 2890.
    static @Nullable ByteBuffer gre(ByteBuffer packet) {
        int flags = packet.getShort(0) & 0xFFFF;
        if ((flags & 7) != 0) return null; // version 1 is PPTP's
        int offset = 4;
        for (int optional = 0x8000; optional >= 0x1000; optional >>= 1) {
            boolean there = (flags & optional) != 0 && optional != 0x4000;
            if (there) offset += 4;
        }
        return LinkLayer.payload(packet, packet.getShort(2) & 0xFFFF, offset);
    }

    /// RFC 7348: eight octets, then an Ethernet frame.
    static @Nullable ByteBuffer vxlan(ByteBuffer payload) {
        return LinkLayer.ethertype(payload, 8 + 12);
    }

    /// RFC 8926.
    static @Nullable ByteBuffer geneve(ByteBuffer payload) {
        int options = (payload.get(0) & 0x3F) * 4;
        return LinkLayer.payload(payload, payload.getShort(2) & 0xFFFF, 8 + options);
    }

    /// The user's packet in a G-PDU (TS 29.281 §5.1, §5.2).
    static @Nullable ByteBuffer gtpU(ByteBuffer payload) {
        if (payload.limit() < 9) return null;
        int flags = payload.get(0);
        if ((flags & 0xF0) != GTP_VERSION_1 || (payload.get(1) & 0xFF) != G_PDU) return null;
        int end = Math.min(payload.limit(), 8 + (payload.getShort(2) & 0xFFFF));
        int offset = 8;
        if ((flags & 7) != 0) {
            int next = (flags & 4) != 0 ? payload.get(11) & 0xFF : 0;
            offset = 12;
            while (next != 0) {
                int length = (payload.get(offset) & 0xFF) * 4;
                if (length == 0) return null;
                offset += length;
                next = payload.get(offset - 1) & 0xFF;
            }
        }
        if (offset >= end) return null;
        int version = payload.get(offset) >> 4 & 0xF;
        return version == 4 || version == 6 ? payload.slice(offset, end - offset) : null;
    }
}

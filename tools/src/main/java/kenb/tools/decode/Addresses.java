package kenb.tools.decode;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Who a user's IP packet is from and to.
final class Addresses {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    private Addresses() {}

    /// `IPv4 10.45.0.2 → 8.8.8.8`; null for what is no IP packet.
    static @Nullable String of(byte[] octets, int at) {
        if (octets.length - at >= IPV4_HEADER && octets[at] >> 4 == 4)
            return "IPv4 " + version4(octets, at + 12) + " → " + version4(octets, at + 16);
        if (octets.length - at >= IPV6_HEADER && octets[at] >> 4 == 6)
            return "IPv6 " + version6(octets, at + 8) + " → " + version6(octets, at + 24);
        return null;
    }

    /// Whether an IP packet stands there that is as long as it says, with a header's checksum that fits: no other
    /// octets look so by chance.
    static boolean isPacket(byte[] octets, int at) {
        int length = octets.length - at;
        if (length >= IPV4_HEADER && octets[at] >> 4 == 4) {
            int header = (octets[at] & 0xF) * 4;
            if (header < IPV4_HEADER || header > length || total(octets, at + 2) > length)
                return false;
            int sum = 0;
            for (int i = 0; i < header; i += 2) sum += total(octets, at + i);
            while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
            return sum == 0xFFFF;
        }
        return length >= IPV6_HEADER
                && octets[at] >> 4 == 6
                && total(octets, at + 4) + IPV6_HEADER == length;
    }

    private static int total(byte[] octets, int at) {
        return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
    }

    private static String version4(byte[] octets, int at) {
        return (octets[at] & 0xFF)
                + "."
                + (octets[at + 1] & 0xFF)
                + "."
                + (octets[at + 2] & 0xFF)
                + "."
                + (octets[at + 3] & 0xFF);
    }

    private static String version6(byte[] octets, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + 16))
                    .getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

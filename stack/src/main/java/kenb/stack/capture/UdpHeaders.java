package kenb.stack.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// The IP (v4 or v6) and UDP headers of a datagram between two addresses, written as the wire has them
/// (RFC 791, RFC 8200, RFC 768). Both addresses must be of one family.
public record UdpHeaders(
        InetSocketAddress source, InetSocketAddress destination, int identification) {
    static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int HOPS = 64;

    public UdpHeaders {
        if (address(source).length != address(destination).length) {
            throw new IllegalArgumentException(
                    source + " and " + destination + " differ in family");
        }
    }

    /// Octets of both headers.
    public int length() {
        return (isIpv6() ? IPV6_HEADER : IPV4_HEADER) + UDP_HEADER;
    }

    void write(ByteBuffer out, byte[] payload, int payloadLength) {
        int udpLength = UDP_HEADER + payloadLength;
        int start = out.position();
        if (isIpv6()) {
            out.putInt(6 << 28).putShort((short) udpLength).put((byte) UDP).put((byte) HOPS);
            out.put(address(source)).put(address(destination));
        } else {
            out.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4_HEADER + udpLength));
            out.putShort((short) identification).putShort((short) 0x4000); // don't fragment
            out.put((byte) HOPS).put((byte) UDP).putShort((short) 0);
            out.put(address(source)).put(address(destination));
            out.putShort(start + 10, (short) ~fold(sum(out, start, IPV4_HEADER)));
        }
        int checksum = ~fold(pseudoHeader(udpLength) + udpSum(udpLength, payload, payloadLength));
        out.putShort((short) source.getPort()).putShort((short) destination.getPort());
        out.putShort((short) udpLength);
        out.putShort((short) ((checksum & 0xFFFF) == 0 ? 0xFFFF : checksum));
    }

    private long pseudoHeader(int udpLength) {
        var from = ByteBuffer.wrap(address(source));
        var to = ByteBuffer.wrap(address(destination));
        return sum(from, 0, from.capacity()) + sum(to, 0, to.capacity()) + UDP + udpLength;
    }

    private long udpSum(int udpLength, byte[] payload, int payloadLength) {
        var body = ByteBuffer.wrap(payload);
        return (long) source.getPort()
                + destination.getPort()
                + udpLength
                + sum(body, 0, payloadLength);
    }

    private boolean isIpv6() {
        return address(source).length == 16;
    }

    private static byte[] address(InetSocketAddress endpoint) {
        InetAddress address = endpoint.getAddress();
        if (address == null) throw new IllegalArgumentException(endpoint + " is unresolved");
        return address.getAddress();
    }

    static long sum(ByteBuffer octets, int offset, int length) {
        long sum = 0;
        for (int i = 0; i + 1 < length; i += 2) sum += octets.getShort(offset + i) & 0xFFFF;
        if ((length & 1) == 1) sum += (octets.get(offset + length - 1) & 0xFF) << 8;
        return sum;
    }

    static int fold(long sum) {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (int) sum;
    }
}

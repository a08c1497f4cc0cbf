package kenb.nodes;

import kenb.codec.per.BitString;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// One end of a GTP-U tunnel: transport layer address and TEID, as S1AP and X2AP carry them (TS 36.413 §9.2.2).
public record Tunnel(InetSocketAddress endpoint, int teid) {
    /// UDP port of GTP-U, TS 29.281 §4.4.2.
    public static final int PORT = 2152;

    /// @param address IPv4 (32 bits), IPv6 (128), or both (160), of which the first is taken
    /// @throws DecodeException when it is none of these
    public static Tunnel of(BitString address, Octets teid) {
        byte[] octets = address.toByteArray();
        if (octets.length != 4 && octets.length != 16 && octets.length != 20
                || teid.length() != 4) {
            throw new DecodeException(
                    0, "a transport layer address of %d bits".formatted(address.lengthBits()));
        }
        byte[] first = octets.length == 20 ? java.util.Arrays.copyOf(octets, 4) : octets;
        int number = teid.at(0) << 24 | teid.at(1) << 16 | teid.at(2) << 8 | teid.at(3);
        try {
            return new Tunnel(new InetSocketAddress(InetAddress.getByAddress(first), PORT), number);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    public BitString addressBits() {
        byte[] octets = endpoint.getAddress().getAddress();
        return BitString.of(octets, octets.length * 8);
    }

    public Octets teidOctets() {
        return Octets.of((byte) (teid >> 24), (byte) (teid >> 16), (byte) (teid >> 8), (byte) teid);
    }

    @Override
    public String toString() {
        return "%s/%08x".formatted(endpoint.getAddress().getHostAddress(), teid);
    }
}

package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/// Fully qualified TEID, TS 29.274 §8.22: V4(1) ‖ V6(1) ‖ interface type(6) ‖ TEID or GRE key(32) ‖ IPv4 ‖ IPv6.
///
/// @param interfaceType 6 bits; the constants are those of this project's messages
/// @param ipv4 4 octets
/// @param ipv6 16 octets
public record FTeid(int interfaceType, int teid, @Nullable Octets ipv4, @Nullable Octets ipv6) {
    public static final int S1_U_ENB = 0;
    public static final int S1_U_SGW = 1;
    public static final int S5_S8_SGW_U = 4;
    public static final int S5_S8_PGW_U = 5;
    public static final int S5_S8_SGW_C = 6;
    public static final int S5_S8_PGW_C = 7;
    public static final int S11_MME = 10;
    public static final int S11_SGW = 11;
    public static final int S10_MME = 12;
    public static final int S3_MME = 13;
    public static final int S3_SGSN = 14;
    public static final int S4_SGSN_U = 15;
    public static final int S4_SGW_U = 16;
    public static final int S4_SGSN_C = 17;
    public static final int S16_SGSN = 18;
    public static final int ENB_DL_FORWARDING = 19;
    public static final int ENB_UL_FORWARDING = 20;
    public static final int RNC_FORWARDING = 21;
    public static final int SGSN_FORWARDING = 22;
    public static final int SGW_DL_FORWARDING = 23;
    public static final int SGW_UL_FORWARDING = 28;

    private static final int V4 = 0x80;
    private static final int V6 = 0x40;

    /// @param address IPv4 or IPv6
    public static FTeid of(int interfaceType, int teid, InetAddress address) {
        Octets octets = Octets.of(address.getAddress());
        return octets.length() == 4
                ? new FTeid(interfaceType, teid, octets, null)
                : new FTeid(interfaceType, teid, null, octets);
    }

    static FTeid read(FieldReader in) {
        int flags = in.octet("flags");
        return new FTeid(
                flags & 0x3f,
                in.number("TEID", 4),
                (flags & V4) == 0 ? null : in.octets("IPv4 address", 4),
                (flags & V6) == 0 ? null : in.octets("IPv6 address", 16));
    }

    void write(FieldWriter out) {
        out.octet((ipv4 == null ? 0 : V4) | (ipv6 == null ? 0 : V6) | interfaceType)
                .number(teid, 4);
        if (ipv4 != null) out.fixed(ipv4, 4);
        if (ipv6 != null) out.fixed(ipv6, 16);
    }
}

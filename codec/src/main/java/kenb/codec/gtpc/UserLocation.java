package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

/// User location information, TS 29.274 §8.21: a flag octet, then what it says is there, in this order. Parts that are null are not there.
///
/// @param cgi PLMN(3) ‖ LAC(2) ‖ CI(2)
/// @param sai PLMN(3) ‖ LAC(2) ‖ SAC(2)
/// @param rai PLMN(3) ‖ LAC(2) ‖ RAC(2)
/// @param tai PLMN(3) ‖ TAC(2)
/// @param ecgi PLMN(3) ‖ spare(4 bits) ‖ cell(28 bits)
/// @param lai PLMN(3) ‖ LAC(2)
/// @param flags the two uppermost bits, of parts that are kept in `rest`
/// @param rest macro eNodeB ids and what later releases have
public record UserLocation(
        @Nullable Octets cgi,
        @Nullable Octets sai,
        @Nullable Octets rai,
        @Nullable Octets tai,
        @Nullable Octets ecgi,
        @Nullable Octets lai,
        int flags,
        Octets rest) {
    private static final int TAI = 8;
    private static final int ECGI = 16;

    /// A cell of E-UTRAN.
    public static UserLocation of(Octets tai, Octets ecgi) {
        return new UserLocation(null, null, null, tai, ecgi, null, 0, Octets.EMPTY);
    }

    static UserLocation read(FieldReader in) {
        int flags = in.octet("flags");
        return new UserLocation(
                (flags & 1) == 0 ? null : in.octets("CGI", 7),
                (flags & 2) == 0 ? null : in.octets("SAI", 7),
                (flags & 4) == 0 ? null : in.octets("RAI", 7),
                (flags & TAI) == 0 ? null : in.octets("TAI", 5),
                (flags & ECGI) == 0 ? null : in.octets("ECGI", 7),
                (flags & 32) == 0 ? null : in.octets("LAI", 5),
                flags & 0xc0,
                in.rest());
    }

    void write(FieldWriter out) {
        out.octet(
                flags
                        | (cgi == null ? 0 : 1)
                        | (sai == null ? 0 : 2)
                        | (rai == null ? 0 : 4)
                        | (tai == null ? 0 : TAI)
                        | (ecgi == null ? 0 : ECGI)
                        | (lai == null ? 0 : 32));
        if (cgi != null) out.fixed(cgi, 7);
        if (sai != null) out.fixed(sai, 7);
        if (rai != null) out.fixed(rai, 7);
        if (tai != null) out.fixed(tai, 5);
        if (ecgi != null) out.fixed(ecgi, 7);
        if (lai != null) out.fixed(lai, 5);
        out.octets(rest);
    }
}

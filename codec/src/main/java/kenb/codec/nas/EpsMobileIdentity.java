package kenb.codec.nas;

import kenb.codec.per.Octets;

/// EPS mobile identity, TS 24.301 §9.9.3.12.
public sealed interface EpsMobileIdentity {

    /// @param plmn 3 octets
    /// @param mmeGroup 16 bits
    /// @param mmeCode 8 bits
    /// @param mTmsi 32 bits
    record Guti(Octets plmn, int mmeGroup, int mmeCode, long mTmsi) implements EpsMobileIdentity {}

    /// IMSI or IMEI, kept as its octets.
    record Other(Octets value) implements EpsMobileIdentity {}

    /// The element's value, without tag and length.
    static EpsMobileIdentity decode(String field, Octets value) {
        if (value.length() != 11 || (value.at(0) & 7) != 6) {
            return new Other(value);
        }
        byte[] octets = value.toByteArray();
        var in = new NasReader(field, octets, 1, octets.length);
        return new Guti(
                in.octets("PLMN", 3),
                in.number("MME group", 2),
                in.octet("MME code"),
                in.number("M-TMSI", 4) & 0xffffffffL);
    }

    default Octets encode() {
        return switch (this) {
            case Guti(Octets plmn, int group, int code, long mTmsi) ->
                    new NasWriter()
                            .octet(0xf6)
                            .octets(plmn)
                            .number(group, 2)
                            .octet(code)
                            .number((int) mTmsi, 4)
                            .toOctets();
            case Other(Octets value) -> value;
        };
    }
}

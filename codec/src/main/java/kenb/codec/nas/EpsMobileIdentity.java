package kenb.codec.nas;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// EPS mobile identity, TS 24.301 §9.9.3.12.
public sealed interface EpsMobileIdentity {

    /// @param plmn 3 octets
    /// @param mmeGroup 16 bits
    /// @param mmeCode 8 bits
    /// @param mTmsi 32 bits
    record Guti(Octets plmn, int mmeGroup, int mmeCode, long mTmsi) implements EpsMobileIdentity {}

    /// @param digits 1 to 15
    record Imsi(String digits) implements EpsMobileIdentity {}

    /// @param digits 15, the last being the check digit
    record Imei(String digits) implements EpsMobileIdentity {}

    /// An identity of another type, or written in a way of its own; the value as it stands.
    record Other(Octets octets) implements EpsMobileIdentity {}

    /// @param value of the element, without identifier and length
    static EpsMobileIdentity of(Octets value) {
        EpsMobileIdentity identity = parsed(value);
        return identity.value().equals(value) ? identity : new Other(value);
    }

    private static EpsMobileIdentity parsed(Octets value) {
        if (!IdentityDigits.hasAny(value)) return new Other(value);
        return switch (value.at(0) & 7) {
            case 1 -> new Imsi(IdentityDigits.read(value));
            case 3 -> new Imei(IdentityDigits.read(value));
            case 6 -> value.length() == 11 ? guti(value) : new Other(value);
            default -> new Other(value);
        };
    }

    private static Guti guti(Octets value) {
        byte[] octets = value.toByteArray();
        var in = new FieldReader("NAS GUTI", octets, 1, octets.length);
        return new Guti(
                in.octets("PLMN", 3),
                in.number("MME group", 2),
                in.octet("MME code"),
                in.number("M-TMSI", 4) & 0xffffffffL);
    }

    /// The value of the element, without identifier and length.
    default Octets value() {
        return switch (this) {
            case Guti(Octets plmn, int group, int code, long mTmsi) ->
                    new FieldWriter()
                            .octet(0xf6)
                            .octets(plmn)
                            .number(group, 2)
                            .octet(code)
                            .number((int) mTmsi, 4)
                            .toOctets();
            case Imsi(String digits) -> IdentityDigits.write(1, digits);
            case Imei(String digits) -> IdentityDigits.write(3, digits);
            case Other(Octets octets) -> octets;
        };
    }
}

package kenb.codec.nas;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldWriter;

/// Mobile identity, TS 24.008 §10.5.1.4.
public sealed interface MobileIdentity {

    /// @param digits 1 to 15
    record Imsi(String digits) implements MobileIdentity {}

    /// @param digits 15, the last being the check digit
    record Imei(String digits) implements MobileIdentity {}

    /// @param digits 16
    record Imeisv(String digits) implements MobileIdentity {}

    /// TMSI, P-TMSI or M-TMSI, 32 bits.
    record Tmsi(long tmsi) implements MobileIdentity {}

    /// No identity, a TMGI, or an identity written in a way of its own; the value as it stands.
    record Other(Octets octets) implements MobileIdentity {}

    /// @param value of the element, without identifier and length
    static MobileIdentity of(Octets value) {
        MobileIdentity identity = parsed(value);
        return identity.value().equals(value) ? identity : new Other(value);
    }

    private static MobileIdentity parsed(Octets value) {
        if (!IdentityDigits.hasAny(value)) return new Other(value);
        return switch (value.at(0) & 7) {
            case IdentityDigits.IMSI -> new Imsi(IdentityDigits.read(value));
            case IdentityDigits.IMEI -> new Imei(IdentityDigits.read(value));
            case IdentityDigits.IMEISV -> new Imeisv(IdentityDigits.read(value));
            case IdentityDigits.TMSI -> value.length() == 5 ? tmsi(value) : new Other(value);
            default -> new Other(value);
        };
    }

    private static Tmsi tmsi(Octets value) {
        long tmsi = 0;
        for (int i = 1; i < value.length(); i++) tmsi = tmsi << 8 | value.at(i);
        return new Tmsi(tmsi);
    }

    /// The value of the element, without identifier and length.
    default Octets value() {
        return switch (this) {
            case Imsi(String digits) -> IdentityDigits.write(IdentityDigits.IMSI, digits);
            case Imei(String digits) -> IdentityDigits.write(IdentityDigits.IMEI, digits);
            case Imeisv(String digits) -> IdentityDigits.write(IdentityDigits.IMEISV, digits);
            case Tmsi(long tmsi) ->
                    new FieldWriter()
                            .octet(0xf0 | IdentityDigits.TMSI)
                            .number((int) tmsi, 4)
                            .toOctets();
            case Other(Octets octets) -> octets;
        };
    }
}

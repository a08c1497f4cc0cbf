package kenb.codec.nas;

import kenb.codec.per.Octets;

/// An optional information element of a NAS message as it stands on the wire (TS 24.007 §11.2.4).
///
/// @param iei its identifier, one octet; where the identifier has only the upper half, with zeros in the lower
/// @param value without identifier and length; for an element of half an octet, that half as one octet
public record NasElement(int iei, Octets value) {
    private static final int HALF = 0x80;

    /// @throws IllegalArgumentException when the value of a half-octet element is more than that
    public NasElement {
        if (isHalf(iei) && (value.length() != 1 || value.at(0) > 0xf || (iei & 0xf) != 0)) {
            throw new IllegalArgumentException("element %02x holds half an octet".formatted(iei));
        }
    }

    /// Whether identifier and value share one octet.
    static boolean isHalf(int iei) {
        return iei >= HALF;
    }

    /// Whether an identifier that is not known otherwise comes with a length of two octets.
    static boolean hasLongLength(int iei) {
        return (iei & 0xf8) == 0x78;
    }
}

package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// Private Extension, TS 29.274 §8.67.
///
/// @param enterprise number of IANA's list, 16 bits
/// @param value as its owner likes
public record PrivateExtension(int enterprise, Octets value) {
    static PrivateExtension read(FieldReader in) {
        return new PrivateExtension(in.number("enterprise", 2), in.rest());
    }

    void write(FieldWriter out) {
        out.number(enterprise, 2).octets(value);
    }
}

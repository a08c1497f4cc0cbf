package kenb.codec.nas;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// Tracking area identity, TS 24.301 §9.9.3.32.
///
/// @param plmn MCC and MNC, 3 octets
/// @param code TAC, 16 bits
public record Tai(Octets plmn, int code) {
    static final int OCTETS = 5;

    static Tai read(FieldReader in) {
        return new Tai(in.octets("PLMN", 3), in.number("TAC", 2));
    }

    /// @param value 5 octets, such as that of [EmmElement#LAST_VISITED_TAI]
    public static Tai of(Octets value) {
        byte[] octets = value.toByteArray();
        return read(new FieldReader("NAS TAI", octets, 0, octets.length));
    }

    public Octets value() {
        return new FieldWriter().fixed(plmn, 3).number(code, 2).toOctets();
    }
}

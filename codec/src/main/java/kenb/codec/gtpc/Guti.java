package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// Globally unique temporary identity, TS 29.274 §8.47.
///
/// @param plmn 3 octets
/// @param mmeGroup 16 bits
/// @param mmeCode 8 bits
/// @param mTmsi 32 bits
public record Guti(Octets plmn, int mmeGroup, int mmeCode, long mTmsi) {
    static Guti read(FieldReader in) {
        return new Guti(
                in.octets("PLMN", 3),
                in.number("MME group", 2),
                in.octet("MME code"),
                in.wide("M-TMSI", 4));
    }

    void write(FieldWriter out) {
        out.fixed(plmn, 3).number(mmeGroup, 2).octet(mmeCode).wide(mTmsi, 4);
    }
}

package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// A value that says in its first octet what the others are: F-Container (§8.48), F-Cause (§8.49), Complete Request Message (§8.46), PAA
/// (§8.14), Target Identification (§8.51).
///
/// @param type one octet with its spare bits
public record TypedOctets(int type, Octets value) {
    public static final int UTRAN_CONTAINER = 1;
    public static final int BSS_CONTAINER = 2;
    public static final int E_UTRAN_CONTAINER = 3;

    public static final int RADIO_NETWORK_CAUSE = 0;
    public static final int TRANSPORT_CAUSE = 1;
    public static final int NAS_CAUSE = 2;
    public static final int PROTOCOL_CAUSE = 3;
    public static final int MISCELLANEOUS_CAUSE = 4;

    public static final int COMPLETE_ATTACH_REQUEST = 0;
    public static final int COMPLETE_TAU_REQUEST = 1;

    public static final int IPV4 = 1;
    public static final int IPV6 = 2;
    public static final int IPV4_AND_IPV6 = 3;

    public static final int TARGET_RNC = 0;
    public static final int TARGET_MACRO_ENB = 1;
    public static final int TARGET_HOME_ENB = 3;
    public static final int TARGET_EXTENDED_MACRO_ENB = 4;

    /// A macro eNB as target (§8.51.2).
    ///
    /// @param plmn 3 octets
    /// @param enb 20 bits
    /// @param tac 16 bits
    public static TypedOctets macroEnb(Octets plmn, int enb, int tac) {
        return new TypedOctets(
                TARGET_MACRO_ENB,
                new FieldWriter().fixed(plmn, 3).number(enb, 3).number(tac, 2).toOctets());
    }

    static TypedOctets read(FieldReader in) {
        return new TypedOctets(in.octet("type"), in.rest());
    }

    void write(FieldWriter out) {
        out.octet(type).octets(value);
    }
}

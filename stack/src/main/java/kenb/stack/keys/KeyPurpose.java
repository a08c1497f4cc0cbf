package kenb.stack.keys;

/// What a key is for: its place in the hierarchy of TS 33.401 figure 6.2-1 or TS 33.501 figure 6.2.1-1.
public enum KeyPurpose {
    /// The subscriber's own, on the USIM and in the authentication centre.
    K("K"),
    /// The operator's variant of Milenage for one subscriber; as secret as K.
    OPC("OPc"),
    /// CK ‖ IK of UMTS AKA, and CK' ‖ IK' made from K_ASME or by TS 33.402.
    CK_IK("CK||IK"),
    KASME("K_ASME"),
    NAS_TOKEN("NAS-token"),
    KENB("K_eNB"),
    NH("NH"),
    /// Becomes the K_eNB of the target cell; may stand wherever a K_eNB may.
    KENB_STAR("K_eNB*"),
    S_KENB("S-K_eNB"),
    S_KGNB("S-K_gNB"),
    NAS_ENC("K_NASenc"),
    NAS_INT("K_NASint"),
    RRC_ENC("K_RRCenc"),
    RRC_INT("K_RRCint"),
    UP_ENC("K_UPenc"),
    UP_INT("K_UPint"),
    KAUSF("K_AUSF"),
    KSEAF("K_SEAF"),
    KAMF("K_AMF"),
    KGNB("K_gNB"),
    NH_5G("NH (5G)"),
    KNG_RAN_STAR("K_NG-RAN*"),
    KSN("K_SN");

    private final String symbol;

    KeyPurpose(String symbol) {
        this.symbol = symbol;
    }

    /// As the specifications write it, without subscripts.
    public String symbol() {
        return symbol;
    }
}

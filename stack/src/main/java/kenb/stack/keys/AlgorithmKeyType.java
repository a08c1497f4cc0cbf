package kenb.stack.keys;

/// Algorithm type distinguisher, TS 33.401 table A.7-1 and TS 33.501 table A.8-1 (the same values).
public enum AlgorithmKeyType {
    NAS_ENC(1, KeyPurpose.NAS_ENC),
    NAS_INT(2, KeyPurpose.NAS_INT),
    RRC_ENC(3, KeyPurpose.RRC_ENC),
    RRC_INT(4, KeyPurpose.RRC_INT),
    UP_ENC(5, KeyPurpose.UP_ENC),
    UP_INT(6, KeyPurpose.UP_INT);

    private final int distinguisher;
    private final KeyPurpose purpose;

    AlgorithmKeyType(int distinguisher, KeyPurpose purpose) {
        this.distinguisher = distinguisher;
        this.purpose = purpose;
    }

    public int distinguisher() {
        return distinguisher;
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    boolean isNas() {
        return this == NAS_ENC || this == NAS_INT;
    }
}

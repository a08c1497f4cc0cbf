package kenb.stack.cipher;

/// EPS integrity algorithms, TS 33.401 5.1.4.2; NIA0 to NIA3 of TS 33.501 5.11.1.2 are the same functions.
public enum IntegrityAlgorithm {
    /// Null: a MAC-I of zero, for unauthenticated emergency calls only.
    EIA0,
    /// SNOW 3G.
    EIA1,
    /// AES-CMAC.
    EIA2,
    /// ZUC.
    EIA3;

    /// The algorithm identity, 0 to 3.
    public int id() {
        return ordinal();
    }

    /// @throws IllegalArgumentException for an identity no release has assigned
    public static IntegrityAlgorithm of(int id) {
        if (id < 0 || id >= values().length) throw new IllegalArgumentException("no EIA" + id);
        return values()[id];
    }
}

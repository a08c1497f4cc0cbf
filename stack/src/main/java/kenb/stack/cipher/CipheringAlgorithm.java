package kenb.stack.cipher;

/// EPS encryption algorithms, TS 33.401 5.1.3.2; NEA0 to NEA3 of TS 33.501 5.11.1.1 are the same functions.
public enum CipheringAlgorithm {
    /// Null: what goes in comes out.
    EEA0,
    /// SNOW 3G.
    EEA1,
    /// AES in counter mode.
    EEA2,
    /// ZUC.
    EEA3;

    /// The algorithm identity, 0 to 3.
    public int id() {
        return ordinal();
    }

    /// @throws IllegalArgumentException for an identity no release has assigned
    public static CipheringAlgorithm of(int id) {
        if (id < 0 || id >= values().length) throw new IllegalArgumentException("no EEA" + id);
        return values()[id];
    }
}

package kenb.stack.cipher;

/// The key of EEA0 and EIA0, which use none.
final class NullKey implements AlgorithmKey {
    private final String fingerprint;

    NullKey(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void destroy() {}
}

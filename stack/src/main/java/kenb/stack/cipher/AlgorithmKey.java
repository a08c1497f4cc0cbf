package kenb.stack.cipher;

/// A key made ready for one algorithm by one [CipherEngine] (expanded, with its subkeys), to be used with that engine only.
public interface AlgorithmKey {
    /// Of the [kenb.stack.keys.Key] it was made from.
    String fingerprint();

    /// Zeroes what can be zeroed and lets go of the rest; every later use throws IllegalStateException. A second call does nothing.
    void destroy();
}

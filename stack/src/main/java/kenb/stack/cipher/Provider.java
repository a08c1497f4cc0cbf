package kenb.stack.cipher;

import java.util.Locale;

/// Who does the ciphering.
public enum Provider {
    /// The default: all algorithms, no native code.
    JAVA,
    /// AES and ZUC by Bouncy Castle.
    BOUNCYCASTLE,
    /// Intel's library, where it is installed.
    IPSEC_MB;

    /// `java`, `bouncycastle` or `ipsec-mb`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Why it is not to be had here; empty where it is.
    public String problem() {
        return this == IPSEC_MB ? IpsecMbEngine.problem() : "";
    }

    /// One for an event loop.
    ///
    /// @throws IllegalStateException where it is not to be had
    public CipherEngine engine() {
        return switch (this) {
            case JAVA -> new JavaEngine();
            case BOUNCYCASTLE -> new BouncyCastleEngine();
            case IPSEC_MB -> new IpsecMbEngine();
        };
    }
}

package kenb.perf;

import kenb.stack.cipher.BouncyCastleEngine;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IpsecMbEngine;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.cipher.KeystreamGuard;
import kenb.stack.cipher.KeystreamLedger;
import kenb.stack.cipher.WideChoice;

import java.util.Locale;

/// The engines that can be compared.
public enum CipherProvider {
    /// As it runs: sixteen PDUs at once where that is faster.
    JAVA,
    /// One PDU after the other.
    JAVA_SCALAR,
    /// As it runs, with a keystream guard before it.
    JAVA_GUARDED,
    /// AES and ZUC only.
    BOUNCYCASTLE,
    /// Intel's library, by its bursts.
    IPSEC_MB;

    /// `java`, `java-scalar`, `java-guarded`, `bouncycastle` or `ipsec-mb`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException for another name
    public static CipherProvider of(String text) {
        for (var provider : values()) if (provider.text().equals(text)) return provider;
        throw new IllegalArgumentException("no provider " + text);
    }

    /// Why it can't be measured here; empty where it can.
    public String problem() {
        return this == IPSEC_MB ? IpsecMbEngine.problem() : "";
    }

    /// Of the code that does it; plain Java's is the JVM's.
    public String version() {
        return switch (this) {
            case JAVA, JAVA_SCALAR, JAVA_GUARDED -> Runtime.version().toString();
            case BOUNCYCASTLE -> BouncyCastleEngine.version();
            case IPSEC_MB -> IpsecMbEngine.version();
        };
    }

    CipherEngine engine() {
        return switch (this) {
            case JAVA -> new JavaEngine();
            case JAVA_SCALAR -> JavaEngine.scalar();
            case JAVA_GUARDED ->
                    new KeystreamGuard(
                            new JavaEngine(),
                            Direction.UPLINK,
                            new KeystreamLedger(1 << 12, _ -> {}));
            case BOUNCYCASTLE -> new BouncyCastleEngine();
            case IPSEC_MB -> new IpsecMbEngine();
        };
    }

    /// Waits for what the engine finds out in the background.
    void settle() throws InterruptedException {
        if (this == JAVA || this == JAVA_GUARDED) WideChoice.measured().await();
    }
}

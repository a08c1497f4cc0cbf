package kenb.stack.cipher;

import java.lang.foreign.MemorySegment;

/// A key in native memory, as ipsec-mb wants it for one algorithm; and as the Java engine does, for what ipsec-mb can't do.
final class IpsecMbKey implements AlgorithmKey {
    /// 1 to 3.
    final int algorithm;

    final boolean integrity;

    /// SNOW 3G and ZUC: 16 octets. AES: 176 of round keys, then those to decrypt with, then two subkeys of 16.
    final MemorySegment material;

    final AlgorithmKey fallback;
    private boolean destroyed;

    IpsecMbKey(int algorithm, boolean integrity, MemorySegment material, AlgorithmKey fallback) {
        this.algorithm = algorithm;
        this.integrity = integrity;
        this.material = material;
        this.fallback = fallback;
    }

    long address() {
        if (destroyed) throw new IllegalStateException("key " + fingerprint() + " was destroyed");
        return material.address();
    }

    @Override
    public String fingerprint() {
        return fallback.fingerprint();
    }

    @Override
    public void destroy() {
        destroyed = true;
        material.fill((byte) 0);
        fallback.destroy();
    }
}

package kenb.stack.cipher;

import kenb.stack.keys.Key;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// An AES-128 key: the JDK's cipher in ECB mode, which its intrinsics run many blocks at a time, and the two CMAC subkeys
/// (RFC 4493 2.3). The JDK's expanded key can't be zeroed from here: [#destroy()] lets go of it.
final class AesKey implements AlgorithmKey {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// The 128-bit field polynomial x¹²⁸ + x⁷ + x² + x + 1 without its highest term.
    private static final long POLYNOMIAL = 0x87;

    final boolean integrity;
    private final String fingerprint;
    private @Nullable Cipher ecb;
    private @Nullable Cipher cbc;

    /// Subkeys for a whole last block (K1) and for a padded one (K2), as high and low 64 bits.
    long k1High, k1Low, k2High, k2Low;

    /// The block that the chain stands at.
    long lastHigh, lastLow;

    /// @param integrity for 128-EIA2, which needs a cipher more
    AesKey(Key key, boolean integrity) {
        this.integrity = integrity;
        fingerprint = key.fingerprint();
        ecb = key.lend(octets -> cipher(octets, "ECB"));
        cbc = integrity ? key.lend(octets -> cipher(octets, "CBC")) : null;
        byte[] l = new byte[16];
        encryptBlocks(new byte[16], 16, l);
        setSubkeys((long) LONGS.get(l, 0), (long) LONGS.get(l, 8));
        Arrays.fill(l, (byte) 0);
    }

    private static Cipher cipher(byte[] octets, String mode) {
        if (octets.length != 16) {
            throw new IllegalArgumentException(
                    "a key of " + octets.length + " octets, AES-128 has 16");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/" + mode + "/NoPadding");
            var secret = new SecretKeySpec(octets, "AES");
            if (mode.equals("ECB")) cipher.init(Cipher.ENCRYPT_MODE, secret);
            else cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(new byte[16]));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    private void setSubkeys(long high, long low) {
        k1High = high << 1 | low >>> 63;
        k1Low = low << 1 ^ (high >> 63 & POLYNOMIAL);
        k2High = k1High << 1 | k1Low >>> 63;
        k2Low = k1Low << 1 ^ (k1High >> 63 & POLYNOMIAL);
    }

    /// Encrypts whole blocks from one array into another: in place the JDK would allocate a copy.
    void encryptBlocks(byte[] blocks, int lengthOctets, byte[] encrypted) {
        update(ecb, blocks, lengthOctets, encrypted);
    }

    /// As one chain that goes on from the last block of the call before; the first such block is zero.
    void chainBlocks(byte[] blocks, int lengthOctets, byte[] encrypted) {
        update(cbc, blocks, lengthOctets, encrypted);
    }

    private void update(@Nullable Cipher cipher, byte[] blocks, int octets, byte[] encrypted) {
        if (cipher == null)
            throw new IllegalStateException("key " + fingerprint + " was destroyed");
        try {
            cipher.update(blocks, 0, octets, encrypted, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("whole blocks without padding", e);
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void destroy() {
        ecb = null;
        cbc = null;
        lastHigh = lastLow = 0;
        k1High = k1Low = k2High = k2Low = 0;
    }
}

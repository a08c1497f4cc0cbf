package kenb.stack.keys;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/// The generic key derivation function of TS 33.220 annex B.2: HMAC-SHA-256 over FC ‖ P0 ‖ L0 ‖ P1 ‖ L1 …
///
/// HMAC (RFC 2104) is spelled out over SHA-256 so that the padded key can be zeroed after use.
public final class Kdf {
    private static final int BLOCK_OCTETS = 64;

    private Kdf() {}

    /// The 32 octets of HMAC-SHA-256(key, S).
    ///
    /// @param key any length up to 64 octets
    /// @param fc function code, one octet
    /// @param parameters P0, P1 … in order; each L is two octets, so none may be longer than 65535
    public static byte[] derive(byte[] key, int fc, List<byte[]> parameters) {
        return hmacSha256(key, inputString(fc, parameters));
    }

    /// S = FC ‖ P0 ‖ L0 ‖ P1 ‖ L1 … (B.2.0), integers big-endian.
    static byte[] inputString(int fc, List<byte[]> parameters) {
        if (fc >>> 8 != 0) throw new IllegalArgumentException("FC " + fc + " is not one octet");
        var s = new ByteArrayOutputStream();
        s.write(fc);
        for (byte[] p : parameters) {
            if (p.length > 0xFFFF)
                throw new IllegalArgumentException("parameter of " + p.length + " octets");
            s.writeBytes(p);
            s.write(p.length >> 8);
            s.write(p.length);
        }
        return s.toByteArray();
    }

    private static byte[] hmacSha256(byte[] key, byte[] message) {
        if (key.length > BLOCK_OCTETS)
            throw new IllegalArgumentException("key of " + key.length + " octets");
        byte[] pad = Arrays.copyOf(key, BLOCK_OCTETS);
        try {
            xor(pad, 0x36);
            MessageDigest sha = sha256();
            sha.update(pad);
            byte[] inner = sha.digest(message);
            xor(pad, 0x36 ^ 0x5C);
            sha.update(pad);
            return sha.digest(inner);
        } finally {
            Arrays.fill(pad, (byte) 0);
            Arrays.fill(message, (byte) 0); // SYNC, a parameter of NH, is itself a key
        }
    }

    private static void xor(byte[] octets, int with) {
        for (int i = 0; i < octets.length; i++) octets[i] ^= (byte) with;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

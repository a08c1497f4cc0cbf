package kenb.stack.cipher;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// 128-EEA2 and 128-EIA2 as TS 33.401 B.1.3 and B.2.3 tell them, bit by bit and one block at a time: to be read, and to be compared
/// with, not to be fast.
public final class ReferenceAes {
    private ReferenceAes() {}

    public static byte[] eea2(
            byte[] key, int count, int bearer, int direction, int bits, byte[] text) {
        byte[] out = text.clone();
        byte[] keystream = new byte[0];
        for (int bit = 0; bit < bits; bit++) {
            if (bit % 128 == 0) {
                byte[] counterBlock = Arrays.copyOf(prefix(count, bearer, direction), 16);
                for (int i = 0; i < 4; i++) counterBlock[15 - i] = (byte) (bit / 128 >> 8 * i);
                keystream = aes(key, counterBlock);
            }
            out[bit / 8] ^= (byte) (bitOf(keystream, bit % 128) << 7 - bit % 8);
        }
        return out;
    }

    public static int eia2(
            byte[] key, int count, int bearer, int direction, int bits, byte[] message) {
        byte[] m = Arrays.copyOf(prefix(count, bearer, direction), 8 + (bits + 7) / 8);
        for (int bit = 0; bit < bits; bit++) {
            m[8 + bit / 8] |= (byte) (bitOf(message, bit) << 7 - bit % 8);
        }
        return cmac(key, m, 64 + bits);
    }

    /// NIST SP 800-38B 6.2, first 32 bits.
    private static int cmac(byte[] key, byte[] message, int bits) {
        byte[] k1 = doubled(aes(key, new byte[16]));
        int blocks = Math.max(1, (bits + 127) / 128);
        boolean whole = bits > 0 && bits % 128 == 0;
        byte[] padded = Arrays.copyOf(message, blocks * 16);
        if (!whole) padded[bits / 8] |= (byte) (0x80 >> bits % 8);
        byte[] subkey = whole ? k1 : doubled(k1);
        byte[] chain = new byte[16];
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < 16; i++) {
                chain[i] ^= padded[16 * b + i];
                if (b == blocks - 1) chain[i] ^= subkey[i];
            }
            chain = aes(key, chain);
        }
        return (chain[0] & 255) << 24
                | (chain[1] & 255) << 16
                | (chain[2] & 255) << 8
                | chain[3] & 255;
    }

    private static byte[] prefix(int count, int bearer, int direction) {
        return new byte[] {
            (byte) (count >> 24),
            (byte) (count >> 16),
            (byte) (count >> 8),
            (byte) count,
            (byte) (bearer << 3 | direction << 2),
            0,
            0,
            0
        };
    }

    private static byte[] doubled(byte[] block) {
        byte[] out = new byte[16];
        for (int bit = 0; bit < 127; bit++)
            out[bit / 8] |= (byte) (bitOf(block, bit + 1) << 7 - bit % 8);
        if (bitOf(block, 0) == 1) out[15] ^= (byte) 0x87;
        return out;
    }

    private static int bitOf(byte[] octets, int bit) {
        return octets[bit / 8] >> 7 - bit % 8 & 1;
    }

    private static byte[] aes(byte[] key, byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

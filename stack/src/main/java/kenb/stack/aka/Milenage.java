package kenb.stack.aka;

import kenb.stack.keys.Key;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The functions f1 to f5* of TS 35.206 for one subscriber, with the kernel AES-128 and the rotations and constants of §4.1.
///
/// Lengths in octets: K, OP, OP_c and RAND 16, SQN and AK 6, AMF 2, MAC and RES 8, CK and IK 16; others throw
/// IllegalArgumentException. Not safe for use by two threads at once.
public final class Milenage {
    private static final int BLOCK = 16;
    private static final int SQN_OCTETS = 6;
    private static final int AMF_OCTETS = 2;

    private final Cipher kernel;
    private final byte[] opc;

    private Milenage(Cipher kernel, byte[] opc) {
        this.kernel = kernel;
        this.opc = opc;
    }

    /// @param opc OP_c, as it stands on a USIM; copied
    public static Milenage ofOpc(byte[] k, byte[] opc) {
        return new Milenage(kernel(k), sized("OPc", opc, BLOCK).clone());
    }

    /// @param op the operator's OP, from which OP_c is computed (§4.1)
    public static Milenage ofOp(byte[] k, byte[] op) {
        Cipher kernel = kernel(k);
        byte[] opc = encrypt(kernel, sized("OP", op, BLOCK).clone());
        xor(opc, op);
        return new Milenage(kernel, opc);
    }

    /// @param k the subscriber's K; lent for the length of this call
    /// @param opc OP_c; lent likewise
    public static Milenage of(Key k, Key opc) {
        return k.lend(key -> opc.lend(variant -> ofOpc(key, variant)));
    }

    /// What f2 to f5 give for one RAND.
    record Outputs(byte[] res, byte[] ck, byte[] ik, byte[] ak) {}

    /// MAC-A, the network authentication function f1.
    public byte[] f1(byte[] rand, byte[] sqn, byte[] amf) {
        return Arrays.copyOfRange(out1(rand, sqn, amf), 0, 8);
    }

    /// MAC-S, the re-synchronisation message authentication function f1*.
    public byte[] f1Star(byte[] rand, byte[] sqn, byte[] amf) {
        return Arrays.copyOfRange(out1(rand, sqn, amf), 8, 16);
    }

    /// RES.
    public byte[] f2(byte[] rand) {
        return Arrays.copyOfRange(out(temp(rand), 0, 1), 8, 16);
    }

    /// CK.
    public byte[] f3(byte[] rand) {
        return out(temp(rand), 4, 2);
    }

    /// IK.
    public byte[] f4(byte[] rand) {
        return out(temp(rand), 8, 4);
    }

    /// AK, which hides SQN in AUTN.
    public byte[] f5(byte[] rand) {
        return Arrays.copyOf(out(temp(rand), 0, 1), SQN_OCTETS);
    }

    /// AK that hides SQN_MS in AUTS.
    public byte[] f5Star(byte[] rand) {
        return Arrays.copyOf(out(temp(rand), 12, 8), SQN_OCTETS);
    }

    /// f2 to f5 with the work that they share done once.
    Outputs f2345(byte[] rand) {
        byte[] temp = temp(rand);
        byte[] out2 = out(temp, 0, 1);
        return new Outputs(
                Arrays.copyOfRange(out2, 8, 16),
                out(temp, 4, 2),
                out(temp, 8, 4),
                Arrays.copyOf(out2, SQN_OCTETS));
    }

    /// OUT1 = E(TEMP ⊕ rot(IN1 ⊕ OP_c, 64)) ⊕ OP_c with IN1 = SQN ‖ AMF ‖ SQN ‖ AMF; MAC-A ‖ MAC-S.
    private byte[] out1(byte[] rand, byte[] sqn, byte[] amf) {
        byte[] in = new byte[BLOCK];
        for (int half = 0; half < BLOCK; half += BLOCK / 2) {
            System.arraycopy(sized("SQN", sqn, SQN_OCTETS), 0, in, half, SQN_OCTETS);
            System.arraycopy(sized("AMF", amf, AMF_OCTETS), 0, in, half + SQN_OCTETS, AMF_OCTETS);
        }
        xor(in, opc);
        byte[] block = rotated(in, 8);
        xor(block, temp(rand));
        return masked(block);
    }

    /// E(rot(TEMP ⊕ OP_c, r) ⊕ c) ⊕ OP_c.
    ///
    /// @param rotation r in octets; the constants of §4.1 are whole octets
    /// @param constant last octet of c
    private byte[] out(byte[] temp, int rotation, int constant) {
        byte[] in = temp.clone();
        xor(in, opc);
        byte[] block = rotated(in, rotation);
        block[BLOCK - 1] ^= (byte) constant;
        return masked(block);
    }

    private byte[] temp(byte[] rand) {
        byte[] block = sized("RAND", rand, BLOCK).clone();
        xor(block, opc);
        return encrypt(kernel, block);
    }

    private byte[] masked(byte[] block) {
        byte[] out = encrypt(kernel, block);
        xor(out, opc);
        return out;
    }

    private static byte[] rotated(byte[] block, int octets) {
        byte[] result = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) result[i] = block[(i + octets) % BLOCK];
        return result;
    }

    private static void xor(byte[] block, byte[] with) {
        for (int i = 0; i < block.length; i++) block[i] ^= with[i];
    }

    private static byte[] encrypt(Cipher kernel, byte[] block) {
        try {
            return kernel.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a whole block without padding", e);
        }
    }

    private static Cipher kernel(byte[] k) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(sized("K", k, BLOCK), "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    static byte[] sized(String name, byte[] octets, int length) {
        if (octets.length != length) {
            throw new IllegalArgumentException(
                    name + " of " + octets.length + " octets, not " + length);
        }
        return octets;
    }
}

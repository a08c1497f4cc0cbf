package kenb.stack.cipher;

import static kenb.stack.cipher.Snow3gTables.BY_ALPHA;
import static kenb.stack.cipher.Snow3gTables.S1_0;
import static kenb.stack.cipher.Snow3gTables.S1_1;
import static kenb.stack.cipher.Snow3gTables.S1_2;
import static kenb.stack.cipher.Snow3gTables.S1_3;
import static kenb.stack.cipher.Snow3gTables.S2_0;
import static kenb.stack.cipher.Snow3gTables.S2_1;
import static kenb.stack.cipher.Snow3gTables.S2_2;
import static kenb.stack.cipher.Snow3gTables.S2_3;
import static kenb.stack.cipher.Snow3gTables.TIMES_ALPHA;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The keystream of SNOW 3G (ETSI/SAGE, UEA2 & UIA2 document 2), one PDU at a time. Sixteen clocks are written out one after the other, so that
/// the registers never move: what was s0 is s16 after the first of them.
final class Snow3g {
    /// Octets that come at a time.
    static final int BLOCK = 64;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int[] s = new int[16];
    private int r1, r2, r3;

    /// Loads key and IV and runs the 32 clocks that mix them, and the one whose output is not used.
    void start(WordKey key, int iv3, int iv2, int iv1, int iv0) {
        int k3 = key.word(0);
        int k2 = key.word(1);
        int k1 = key.word(2);
        int k0 = key.word(3);
        s[15] = k3 ^ iv0;
        s[14] = k2;
        s[13] = k1;
        s[12] = k0 ^ iv1;
        s[11] = ~k3;
        s[10] = ~k2 ^ iv2;
        s[9] = ~k1 ^ iv3;
        s[8] = ~k0;
        s[7] = k3;
        s[6] = k2;
        s[5] = k1;
        s[4] = k0;
        s[3] = ~k3;
        s[2] = ~k2;
        s[1] = ~k1;
        s[0] = ~k0;
        r1 = r2 = r3 = 0;
        clock(null, 0, -1);
        clock(null, 0, -1);
        step();
    }

    /// One clock without output.
    private void step() {
        fsm(s[5]);
        int next = times(s[0]) ^ s[2] ^ by(s[11]);
        System.arraycopy(s, 1, s, 0, 15);
        s[15] = next;
    }

    private void fsm(int s5) {
        int r = r2 + (r3 ^ s5);
        r3 = s2(r2);
        r2 = s1(r1);
        r1 = r;
    }

    /// Sixteen words of keystream.
    void next(byte[] out, int at) {
        clock(out, at, 0);
    }

    private static int s1(int w) {
        return S1_0[w >>> 24] ^ S1_1[w >>> 16 & 0xFF] ^ S1_2[w >>> 8 & 0xFF] ^ S1_3[w & 0xFF];
    }

    private static int s2(int w) {
        return S2_0[w >>> 24] ^ S2_1[w >>> 16 & 0xFF] ^ S2_2[w >>> 8 & 0xFF] ^ S2_3[w & 0xFF];
    }

    private static int times(int w) {
        return w << 8 ^ TIMES_ALPHA[w >>> 24];
    }

    private static int by(int w) {
        return w >>> 8 ^ BY_ALPHA[w & 0xFF];
    }

    /// Sixteen clocks: with `mixing` -1 the output of the FSM goes into the register, with 0 it becomes keystream.
    private void clock(byte @Nullable [] out, int at, int mixing) {
        int[] s = this.s;
        int s0 = s[0];
        int s1 = s[1];
        int s2 = s[2];
        int s3 = s[3];
        int s4 = s[4];
        int s5 = s[5];
        int s6 = s[6];
        int s7 = s[7];
        int s8 = s[8];
        int s9 = s[9];
        int s10 = s[10];
        int s11 = s[11];
        int s12 = s[12];
        int s13 = s[13];
        int s14 = s[14];
        int s15 = s[15];
        int a = r1;
        int b = r2;
        int c = r3;
        int f;
        int t;
        f = s15 + a ^ b;
        if (out != null) INTS.set(out, at + 0, f ^ s0);
        t = b + (c ^ s5);
        c = s2(b);
        b = s1(a);
        a = t;
        s0 = times(s0) ^ s2 ^ by(s11) ^ f & mixing;
        f = s0 + a ^ b;
        if (out != null) INTS.set(out, at + 4, f ^ s1);
        t = b + (c ^ s6);
        c = s2(b);
        b = s1(a);
        a = t;
        s1 = times(s1) ^ s3 ^ by(s12) ^ f & mixing;
        f = s1 + a ^ b;
        if (out != null) INTS.set(out, at + 8, f ^ s2);
        t = b + (c ^ s7);
        c = s2(b);
        b = s1(a);
        a = t;
        s2 = times(s2) ^ s4 ^ by(s13) ^ f & mixing;
        f = s2 + a ^ b;
        if (out != null) INTS.set(out, at + 12, f ^ s3);
        t = b + (c ^ s8);
        c = s2(b);
        b = s1(a);
        a = t;
        s3 = times(s3) ^ s5 ^ by(s14) ^ f & mixing;
        f = s3 + a ^ b;
        if (out != null) INTS.set(out, at + 16, f ^ s4);
        t = b + (c ^ s9);
        c = s2(b);
        b = s1(a);
        a = t;
        s4 = times(s4) ^ s6 ^ by(s15) ^ f & mixing;
        f = s4 + a ^ b;
        if (out != null) INTS.set(out, at + 20, f ^ s5);
        t = b + (c ^ s10);
        c = s2(b);
        b = s1(a);
        a = t;
        s5 = times(s5) ^ s7 ^ by(s0) ^ f & mixing;
        f = s5 + a ^ b;
        if (out != null) INTS.set(out, at + 24, f ^ s6);
        t = b + (c ^ s11);
        c = s2(b);
        b = s1(a);
        a = t;
        s6 = times(s6) ^ s8 ^ by(s1) ^ f & mixing;
        f = s6 + a ^ b;
        if (out != null) INTS.set(out, at + 28, f ^ s7);
        t = b + (c ^ s12);
        c = s2(b);
        b = s1(a);
        a = t;
        s7 = times(s7) ^ s9 ^ by(s2) ^ f & mixing;
        f = s7 + a ^ b;
        if (out != null) INTS.set(out, at + 32, f ^ s8);
        t = b + (c ^ s13);
        c = s2(b);
        b = s1(a);
        a = t;
        s8 = times(s8) ^ s10 ^ by(s3) ^ f & mixing;
        f = s8 + a ^ b;
        if (out != null) INTS.set(out, at + 36, f ^ s9);
        t = b + (c ^ s14);
        c = s2(b);
        b = s1(a);
        a = t;
        s9 = times(s9) ^ s11 ^ by(s4) ^ f & mixing;
        f = s9 + a ^ b;
        if (out != null) INTS.set(out, at + 40, f ^ s10);
        t = b + (c ^ s15);
        c = s2(b);
        b = s1(a);
        a = t;
        s10 = times(s10) ^ s12 ^ by(s5) ^ f & mixing;
        f = s10 + a ^ b;
        if (out != null) INTS.set(out, at + 44, f ^ s11);
        t = b + (c ^ s0);
        c = s2(b);
        b = s1(a);
        a = t;
        s11 = times(s11) ^ s13 ^ by(s6) ^ f & mixing;
        f = s11 + a ^ b;
        if (out != null) INTS.set(out, at + 48, f ^ s12);
        t = b + (c ^ s1);
        c = s2(b);
        b = s1(a);
        a = t;
        s12 = times(s12) ^ s14 ^ by(s7) ^ f & mixing;
        f = s12 + a ^ b;
        if (out != null) INTS.set(out, at + 52, f ^ s13);
        t = b + (c ^ s2);
        c = s2(b);
        b = s1(a);
        a = t;
        s13 = times(s13) ^ s15 ^ by(s8) ^ f & mixing;
        f = s13 + a ^ b;
        if (out != null) INTS.set(out, at + 56, f ^ s14);
        t = b + (c ^ s3);
        c = s2(b);
        b = s1(a);
        a = t;
        s14 = times(s14) ^ s0 ^ by(s9) ^ f & mixing;
        f = s14 + a ^ b;
        if (out != null) INTS.set(out, at + 60, f ^ s15);
        t = b + (c ^ s4);
        c = s2(b);
        b = s1(a);
        a = t;
        s15 = times(s15) ^ s1 ^ by(s10) ^ f & mixing;
        s[0] = s0;
        s[1] = s1;
        s[2] = s2;
        s[3] = s3;
        s[4] = s4;
        s[5] = s5;
        s[6] = s6;
        s[7] = s7;
        s[8] = s8;
        s[9] = s9;
        s[10] = s10;
        s[11] = s11;
        s[12] = s12;
        s[13] = s13;
        s[14] = s14;
        s[15] = s15;
        r1 = a;
        r2 = b;
        r3 = c;
    }
}

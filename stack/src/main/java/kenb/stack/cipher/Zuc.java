package kenb.stack.cipher;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The keystream of ZUC (ETSI/SAGE, EEA3 & EIA3 document 2), one PDU at a time, sixteen clocks written out as in [Snow3g]. The cells of the register
/// are numbers modulo 2³¹ - 1, in 1 to 2³¹ - 1.
final class Zuc {
    /// Octets that come at a time.
    static final int BLOCK = 64;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int M = 0x7FFF_FFFF;

    private final int[] s = new int[16];
    private int r1, r2;

    /// Loads key and IV, runs the 32 clocks that mix them, and the one whose output is not used.
    ///
    /// @param iv 16 octets, the first in the highest bits of `ivHigh`
    void start(WordKey key, long ivHigh, long ivLow) {
        for (int i = 0; i < 16; i++) {
            int k = key.word(i >> 2) >>> 24 - 8 * (i & 3) & 0xFF;
            int iv = (int) ((i < 8 ? ivHigh : ivLow) >>> 56 - 8 * (i & 7)) & 0xFF;
            s[i] = k << 23 | ZucTables.CONSTANTS[i] << 8 | iv;
        }
        r1 = r2 = 0;
        clock(null, 0, -1);
        clock(null, 0, -1);
        step();
    }

    /// One clock without output.
    private void step() {
        int w1 = r1 + (s[11] << 16 | s[9] >>> 15);
        int w2 = r2 ^ (s[7] << 16 | s[5] >>> 15);
        r1 = firstS(w1 << 16 | w2 >>> 16);
        r2 = secondS(w2 << 16 | w1 >>> 16);
        int next = feedback(s[15], s[13], s[10], s[4], s[0], 0);
        System.arraycopy(s, 1, s, 0, 15);
        s[15] = next;
    }

    /// Sixteen words of keystream.
    void next(byte[] out, int at) {
        clock(out, at, 0);
    }

    /// 2¹⁵·s15 + 2¹⁷·s13 + 2²¹·s10 + 2²⁰·s4 + 2⁸·s0 + s0 + u: each fold takes off what is above 31 bits, and none makes a zero.
    private static int feedback(int s15, int s13, int s10, int s4, int s0, int u) {
        long sum =
                ((long) s15 << 15)
                        + ((long) s13 << 17)
                        + ((long) s10 << 21)
                        + ((long) s4 << 20)
                        + ((long) s0 << 8)
                        + s0
                        + u;
        long once = (sum & M) + (sum >>> 31);
        return (int) ((once & M) + (once >>> 31));
    }

    private static int s(int w) {
        return ZucTables.S_0[w >>> 24]
                | ZucTables.S_1[w >>> 16 & 0xFF]
                | ZucTables.S_2[w >>> 8 & 0xFF]
                | ZucTables.S_3[w & 0xFF];
    }

    private static int firstS(int x) {
        return s(
                x
                        ^ Integer.rotateLeft(x, 2)
                        ^ Integer.rotateLeft(x, 10)
                        ^ Integer.rotateLeft(x, 18)
                        ^ Integer.rotateLeft(x, 24));
    }

    private static int secondS(int x) {
        return s(
                x
                        ^ Integer.rotateLeft(x, 8)
                        ^ Integer.rotateLeft(x, 14)
                        ^ Integer.rotateLeft(x, 22)
                        ^ Integer.rotateLeft(x, 30));
    }

    /// Sixteen clocks: with `mixing` -1 the output goes into the register, with 0 it becomes keystream.
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
        int f;
        int w1;
        int w2;
        f = (s15 << 1 & 0xFFFF_0000 | s14 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 0, f ^ (s2 << 16 | s0 >>> 15));
        w1 = a + (s11 << 16 | s9 >>> 15);
        w2 = b ^ (s7 << 16 | s5 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s0 = feedback(s15, s13, s10, s4, s0, f >>> 1 & mixing);
        f = (s0 << 1 & 0xFFFF_0000 | s15 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 4, f ^ (s3 << 16 | s1 >>> 15));
        w1 = a + (s12 << 16 | s10 >>> 15);
        w2 = b ^ (s8 << 16 | s6 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s1 = feedback(s0, s14, s11, s5, s1, f >>> 1 & mixing);
        f = (s1 << 1 & 0xFFFF_0000 | s0 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 8, f ^ (s4 << 16 | s2 >>> 15));
        w1 = a + (s13 << 16 | s11 >>> 15);
        w2 = b ^ (s9 << 16 | s7 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s2 = feedback(s1, s15, s12, s6, s2, f >>> 1 & mixing);
        f = (s2 << 1 & 0xFFFF_0000 | s1 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 12, f ^ (s5 << 16 | s3 >>> 15));
        w1 = a + (s14 << 16 | s12 >>> 15);
        w2 = b ^ (s10 << 16 | s8 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s3 = feedback(s2, s0, s13, s7, s3, f >>> 1 & mixing);
        f = (s3 << 1 & 0xFFFF_0000 | s2 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 16, f ^ (s6 << 16 | s4 >>> 15));
        w1 = a + (s15 << 16 | s13 >>> 15);
        w2 = b ^ (s11 << 16 | s9 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s4 = feedback(s3, s1, s14, s8, s4, f >>> 1 & mixing);
        f = (s4 << 1 & 0xFFFF_0000 | s3 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 20, f ^ (s7 << 16 | s5 >>> 15));
        w1 = a + (s0 << 16 | s14 >>> 15);
        w2 = b ^ (s12 << 16 | s10 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s5 = feedback(s4, s2, s15, s9, s5, f >>> 1 & mixing);
        f = (s5 << 1 & 0xFFFF_0000 | s4 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 24, f ^ (s8 << 16 | s6 >>> 15));
        w1 = a + (s1 << 16 | s15 >>> 15);
        w2 = b ^ (s13 << 16 | s11 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s6 = feedback(s5, s3, s0, s10, s6, f >>> 1 & mixing);
        f = (s6 << 1 & 0xFFFF_0000 | s5 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 28, f ^ (s9 << 16 | s7 >>> 15));
        w1 = a + (s2 << 16 | s0 >>> 15);
        w2 = b ^ (s14 << 16 | s12 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s7 = feedback(s6, s4, s1, s11, s7, f >>> 1 & mixing);
        f = (s7 << 1 & 0xFFFF_0000 | s6 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 32, f ^ (s10 << 16 | s8 >>> 15));
        w1 = a + (s3 << 16 | s1 >>> 15);
        w2 = b ^ (s15 << 16 | s13 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s8 = feedback(s7, s5, s2, s12, s8, f >>> 1 & mixing);
        f = (s8 << 1 & 0xFFFF_0000 | s7 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 36, f ^ (s11 << 16 | s9 >>> 15));
        w1 = a + (s4 << 16 | s2 >>> 15);
        w2 = b ^ (s0 << 16 | s14 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s9 = feedback(s8, s6, s3, s13, s9, f >>> 1 & mixing);
        f = (s9 << 1 & 0xFFFF_0000 | s8 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 40, f ^ (s12 << 16 | s10 >>> 15));
        w1 = a + (s5 << 16 | s3 >>> 15);
        w2 = b ^ (s1 << 16 | s15 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s10 = feedback(s9, s7, s4, s14, s10, f >>> 1 & mixing);
        f = (s10 << 1 & 0xFFFF_0000 | s9 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 44, f ^ (s13 << 16 | s11 >>> 15));
        w1 = a + (s6 << 16 | s4 >>> 15);
        w2 = b ^ (s2 << 16 | s0 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s11 = feedback(s10, s8, s5, s15, s11, f >>> 1 & mixing);
        f = (s11 << 1 & 0xFFFF_0000 | s10 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 48, f ^ (s14 << 16 | s12 >>> 15));
        w1 = a + (s7 << 16 | s5 >>> 15);
        w2 = b ^ (s3 << 16 | s1 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s12 = feedback(s11, s9, s6, s0, s12, f >>> 1 & mixing);
        f = (s12 << 1 & 0xFFFF_0000 | s11 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 52, f ^ (s15 << 16 | s13 >>> 15));
        w1 = a + (s8 << 16 | s6 >>> 15);
        w2 = b ^ (s4 << 16 | s2 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s13 = feedback(s12, s10, s7, s1, s13, f >>> 1 & mixing);
        f = (s13 << 1 & 0xFFFF_0000 | s12 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 56, f ^ (s0 << 16 | s14 >>> 15));
        w1 = a + (s9 << 16 | s7 >>> 15);
        w2 = b ^ (s5 << 16 | s3 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s14 = feedback(s13, s11, s8, s2, s14, f >>> 1 & mixing);
        f = (s14 << 1 & 0xFFFF_0000 | s13 & 0xFFFF) ^ a;
        f += b;
        if (out != null) INTS.set(out, at + 60, f ^ (s1 << 16 | s15 >>> 15));
        w1 = a + (s10 << 16 | s8 >>> 15);
        w2 = b ^ (s6 << 16 | s4 >>> 15);
        a = firstS(w1 << 16 | w2 >>> 16);
        b = secondS(w2 << 16 | w1 >>> 16);
        s15 = feedback(s14, s12, s9, s3, s15, f >>> 1 & mixing);
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
    }
}

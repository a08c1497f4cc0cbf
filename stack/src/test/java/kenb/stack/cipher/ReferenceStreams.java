package kenb.stack.cipher;

import java.util.HexFormat;

/// 128-EEA1, 128-EIA1, 128-EEA3 and 128-EIA3 as their specifications tell them, a bit or a word at a time: slow, and to be read.
final class ReferenceStreams {
    private ReferenceStreams() {}

    /// TS 35.215 clause 3, TS 35.221 clause 3.
    static byte[] cipher(
            int algorithm,
            byte[] key,
            int count,
            int bearer,
            int direction,
            int bits,
            byte[] text) {
        var iv =
                bytes(count, bearer << 27 | direction << 26, count, bearer << 27 | direction << 26);
        int[] z = keystream(algorithm, key, iv, (bits + 31) / 32);
        byte[] out = text.clone();
        for (int i = 0; i < bits; i++) out[i / 8] ^= (byte) (bit(z, i) << 7 - i % 8);
        return out;
    }

    /// TS 35.215 clause 4.
    static int eia1(byte[] key, int count, int bearer, int direction, int bits, byte[] text) {
        int fresh = bearer << 27;
        var iv = bytes(count, fresh, count ^ direction << 31, fresh ^ direction << 15);
        int[] z = keystream(1, key, iv, 5);
        long p = (long) z[0] << 32 | z[1] & 0xFFFF_FFFFL;
        long q = (long) z[2] << 32 | z[3] & 0xFFFF_FFFFL;
        long sum = 0;
        for (int block = 0; block < (bits + 63) / 64; block++) {
            for (int i = 0; i < 64; i++)
                if (block * 64 + i < bits && bit(text, block * 64 + i) != 0) sum ^= 1L << 63 - i;
            sum = product(sum, p);
        }
        return (int) (product(sum ^ bits, q) >>> 32) ^ z[4];
    }

    /// TS 35.221 clause 4.
    static int eia3(byte[] key, int count, int bearer, int direction, int bits, byte[] text) {
        var iv =
                bytes(count, bearer << 27, count ^ direction << 31, bearer << 27 ^ direction << 15);
        int words = (bits + 31) / 32 + 2;
        int[] z = keystream(3, key, iv, words);
        int sum = 0;
        for (int i = 0; i < bits; i++) if (bit(text, i) != 0) sum ^= wordAt(z, i);
        return sum ^ wordAt(z, bits) ^ wordAt(z, 32 * (words - 1));
    }

    private static int wordAt(int[] z, int bit) {
        int word = 0;
        for (int i = 0; i < 32; i++) word = word << 1 | bit(z, bit + i);
        return word;
    }

    private static int bit(int[] z, int i) {
        return z[i / 32] >>> 31 - i % 32 & 1;
    }

    private static int bit(byte[] text, int i) {
        return text[i / 8] >> 7 - i % 8 & 1;
    }

    private static byte[] bytes(int... words) {
        var bytes = new byte[16];
        for (int i = 0; i < 16; i++) bytes[i] = (byte) (words[i / 4] >>> 24 - 8 * (i % 4));
        return bytes;
    }

    private static long product(long a, long b) {
        long sum = 0;
        for (int i = 0; i < 64; i++) {
            if ((b >>> i & 1) != 0) {
                long term = a;
                for (int j = 0; j < i; j++) term = term << 1 ^ (term < 0 ? 0x1B : 0);
                sum ^= term;
            }
        }
        return sum;
    }

    private static int[] keystream(int algorithm, byte[] key, byte[] iv, int words) {
        return algorithm == 1 ? snow3g(key, iv, words) : zuc(key, iv, words);
    }

    // ---- SNOW 3G

    private static int[] snow3g(byte[] key, byte[] iv, int words) {
        int[] k = new int[4];
        int[] v = new int[4];
        for (int i = 0; i < 16; i++) {
            k[3 - i / 4] |= (key[i] & 0xFF) << 24 - 8 * (i % 4);
            v[3 - i / 4] |= (iv[i] & 0xFF) << 24 - 8 * (i % 4);
        }
        int[] s = new int[16];
        for (int i = 0; i < 16; i++) s[i] = (i / 4) % 2 == 0 ? ~k[i % 4] : k[i % 4];
        s[15] ^= v[0];
        s[12] ^= v[1];
        s[10] ^= v[2];
        s[9] ^= v[3];
        int[] r = new int[3];
        int[] z = new int[words];
        for (int t = -33; t < words; t++) {
            int f = s[15] + r[0] ^ r[1];
            if (t >= 0) z[t] = f ^ s[0];
            int sum = r[1] + (r[2] ^ s[5]);
            r[2] = substitute(r[1], false);
            r[1] = substitute(r[0], true);
            r[0] = sum;
            int next = timesAlpha(s[0]) ^ s[2] ^ byAlpha(s[11]) ^ (t < -1 ? f : 0);
            System.arraycopy(s, 1, s, 0, 15);
            s[15] = next;
        }
        return z;
    }

    private static int substitute(int w, boolean first) {
        int field = first ? 0x1B : 0x69;
        int[] o = new int[4];
        for (int i = 0; i < 4; i++) {
            int octet = w >>> 24 - 8 * i & 0xFF;
            o[i] = first ? rijndael(octet) : dickson(octet);
        }
        int word = 0;
        for (int i = 0; i < 4; i++) {
            int a = o[i];
            int b = o[(i + 1) % 4];
            int c = o[(i + 2) % 4];
            int d = o[(i + 3) % 4];
            word = word << 8 | times(a, 2, field) ^ b ^ c ^ times(d, 3, field);
        }
        return word;
    }

    private static int rijndael(int octet) {
        int inverse = 0;
        for (int i = 1; i < 256; i++) if (times(octet, i, 0x1B) == 1) inverse = i;
        int out = 0x63;
        for (int turn = 0; turn < 5; turn++) out ^= (inverse << turn | inverse >> 8 - turn) & 0xFF;
        return out;
    }

    private static int dickson(int octet) {
        int sum = octet ^ 0x25;
        for (int exponent : new int[] {9, 13, 15, 33, 41, 45, 47, 49}) {
            int power = 1;
            for (int i = 0; i < exponent; i++) power = times(power, octet, 0x69);
            sum ^= power;
        }
        return sum;
    }

    private static int timesAlpha(int w) {
        return w << 8 ^ fourPowers(w >>> 24, 23, 245, 48, 239);
    }

    private static int byAlpha(int w) {
        return w >>> 8 ^ fourPowers(w & 0xFF, 16, 39, 6, 64);
    }

    private static int fourPowers(int octet, int... exponents) {
        int word = 0;
        for (int exponent : exponents) {
            int v = octet;
            for (int i = 0; i < exponent; i++) v = times(v, 2, 0xA9);
            word = word << 8 | v;
        }
        return word;
    }

    private static int times(int a, int b, int field) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = product << 1 ^ (product >> 7) * (field | 0x100);
            if ((b >> bit & 1) != 0) product ^= a;
        }
        return product;
    }

    // ---- ZUC

    private static int[] zuc(byte[] key, byte[] iv, int words) {
        String constants =
                "100010011010111 010011010111100 110001001101011 001001101011110"
                        + " 101011110001001 011010111100010 111000100110101 000100110101111"
                        + " 100110101111000 010111100010011 110101111000100 001101011110001"
                        + " 101111000100110 011110001001101 111100010011010 100011110101100";
        String[] d = constants.split(" ");
        long[] s = new long[16];
        for (int i = 0; i < 16; i++)
            s[i] = (key[i] & 0xFFL) << 23 | Long.parseLong(d[i], 2) << 8 | iv[i] & 0xFF;
        int r1 = 0;
        int r2 = 0;
        int[] z = new int[words];
        for (int t = -33; t < words; t++) {
            int x0 = high(s[15]) << 16 | low(s[14]);
            int x1 = low(s[11]) << 16 | high(s[9]);
            int x2 = low(s[7]) << 16 | high(s[5]);
            int x3 = low(s[2]) << 16 | high(s[0]);
            int w = (x0 ^ r1) + r2;
            int w1 = r1 + x1;
            int w2 = r2 ^ x2;
            r1 = zucS(turned(w1 << 16 | w2 >>> 16, 2, 10, 18, 24));
            r2 = zucS(turned(w2 << 16 | w1 >>> 16, 8, 14, 22, 30));
            if (t >= 0) z[t] = w ^ x3;
            long v =
                    ((s[15] << 15) + (s[13] << 17) + (s[10] << 21) + (s[4] << 20) + 257 * s[0])
                            % 0x7FFF_FFFF;
            if (t < -1) v = (v + (w >>> 1)) % 0x7FFF_FFFF;
            System.arraycopy(s, 1, s, 0, 15);
            s[15] = v == 0 ? 0x7FFF_FFFF : v;
        }
        return z;
    }

    private static int high(long cell) {
        return (int) (cell >> 15);
    }

    private static int low(long cell) {
        return (int) cell & 0xFFFF;
    }

    private static int turned(int x, int... bits) {
        int sum = x;
        for (int n : bits) sum ^= Integer.rotateLeft(x, n);
        return sum;
    }

    private static int zucS(int x) {
        return (S0[x >>> 24] & 0xFF) << 24
                | (S1[x >>> 16 & 0xFF] & 0xFF) << 16
                | (S0[x >>> 8 & 0xFF] & 0xFF) << 8
                | S1[x & 0xFF] & 0xFF;
    }

    private static final byte[] S0 =
            HexFormat.of()
                    .parseHex(
                            "3e725b47cae0003304d1549809b96dcb7b1bf932af9d6aa5b82dfc1d08530390"
                                    + "4d4e8499e4ced991ddb685488b296eaccdc1f81e734369c6b5bdfd396320d438"
                                    + "767db2a7cfed57c5f32cbb142106559be3ef5e314f7f5aa40d8251495fba581c"
                                    + "4a16d517a892241f8cffd8ae2e01d3ad3b4bda46ebc9de9a8f87d73a806f2fc8"
                                    + "b1b437f70a2213287ccc3c89c7c3965607bf7ef00b2b975235417961a64c10fe"
                                    + "bc2695888ab0a3fbc01894f2e1e5e95dd0dc1166645cec59427512f5749caa23"
                                    + "0e86abbe2a02e767e644a26cc2939ff1f6fa36d250689e6271153dd640c4e20f"
                                    + "8e83776b25053f0c30ea70b7a1e8a9658d271adb81b3a0f4457a19dfee783460");
    private static final byte[] S1 =
            HexFormat.of()
                    .parseHex(
                            "55c263713bc847869f3cda5b29aafd778cc5940ca61a1300e3a8167240f9f842"
                                    + "4426689681d9453e1076c6a78b3943e13ab5562ac06db3052266bfdc0bfa6248"
                                    + "dd20110636c9c1cff62752bb69f5d4877f844cd29c57a4bc4f9adffed68d7aeb"
                                    + "2b53d85ca11417fb23d57d3067730809eeb7703f61b2198e4ee54b938f5ddba9"
                                    + "adf1ae2ecb0dfcf42d466e1d97e8d1e94d37a5755e839eab829db91ce0cd4989"
                                    + "01b6bd5824a25f387899159050b895e4d091c7ceed0fb46fa0ccf0024a79c3de"
                                    + "a3efea51e66b18ec1b2c80f774e7ff215a6a541e41319235c433070aba7e0e34"
                                    + "88b1987cf33d606c7bcad31f3265042864be859b2f598ad7b025acaf1203e2f2");
}

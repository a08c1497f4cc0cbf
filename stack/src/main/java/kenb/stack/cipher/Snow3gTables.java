package kenb.stack.cipher;

/// The tables of SNOW 3G (ETSI/SAGE, UEA2 & UIA2 document 2, 3.1 to 3.4.3), worked out from the polynomials that define them.
final class Snow3gTables {
    /// The S-boxes S1 and S2: what one octet, the most significant first, adds to the word that comes out.
    static final int[] S1_0 = sBox(Snow3gTables::sr, 0x1B);

    static final int[] S1_1 = rotated(S1_0, 8);
    static final int[] S1_2 = rotated(S1_0, 16);
    static final int[] S1_3 = rotated(S1_0, 24);
    static final int[] S2_0 = sBox(Snow3gTables::sq, 0x69);
    static final int[] S2_1 = rotated(S2_0, 8);
    static final int[] S2_2 = rotated(S2_0, 16);
    static final int[] S2_3 = rotated(S2_0, 24);

    /// What the octet that falls out adds, when a word is multiplied or divided by α.
    static final int[] TIMES_ALPHA = powers(23, 245, 48, 239);

    static final int[] BY_ALPHA = powers(16, 39, 6, 64);

    private Snow3gTables() {}

    @FunctionalInterface
    interface Octets {
        int of(int octet);
    }

    /// `octet`·x in the field of 256 elements whose polynomial has `reduction` below its highest term.
    private static int timesX(int octet, int reduction) {
        return (octet << 1 ^ (octet >> 7) * reduction) & 0xFF;
    }

    static int times(int a, int b, int reduction) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--)
            product = timesX(product, reduction) ^ (b >> bit & 1) * a;
        return product;
    }

    private static int power(int a, int exponent, int reduction) {
        int product = 1;
        for (int i = 0; i < exponent; i++) product = times(product, a, reduction);
        return product;
    }

    /// The Rijndael S-box: the inverse, through an affine map.
    static int sr(int octet) {
        int inverse = power(octet, 254, 0x1B);
        int turned = inverse * 0x101;
        return (inverse ^ turned >> 4 ^ turned >> 5 ^ turned >> 6 ^ turned >> 7 ^ 0x63) & 0xFF;
    }

    /// A Dickson polynomial over the field of x⁸ + x⁶ + x⁵ + x³ + 1.
    static int sq(int octet) {
        int sum = octet ^ 0x25;
        for (int exponent : new int[] {9, 13, 15, 33, 41, 45, 47, 49})
            sum ^= power(octet, exponent, 0x69);
        return sum;
    }

    private static int[] sBox(Octets box, int reduction) {
        var table = new int[256];
        for (int i = 0; i < 256; i++) {
            int s = box.of(i);
            int twice = timesX(s, reduction);
            table[i] = twice << 24 | (twice ^ s) << 16 | s << 8 | s;
        }
        return table;
    }

    private static int[] rotated(int[] table, int bits) {
        var turned = new int[256];
        for (int i = 0; i < 256; i++) turned[i] = Integer.rotateRight(table[i], bits);
        return turned;
    }

    /// The octet times x to each of the powers, over x⁸ + x⁷ + x⁵ + x³ + 1.
    private static int[] powers(int... exponents) {
        var table = new int[256];
        for (int exponent : exponents) {
            int factor = power(2, exponent, 0xA9);
            for (int i = 0; i < 256; i++) table[i] = table[i] << 8 | times(i, factor, 0xA9);
        }
        return table;
    }
}

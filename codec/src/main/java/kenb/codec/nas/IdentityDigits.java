package kenb.codec.nas;

import kenb.codec.per.Octets;

/// Digits of an identity: first digit(4) ‖ odd number of digits(1) ‖ type(3), then two digits an octet, the lower half first, and a
/// filler of ones after an even number (TS 24.008 §10.5.1.4, TS 24.301 §9.9.3.12).
final class IdentityDigits {
    static final int IMSI = 1;
    static final int IMEI = 2;
    static final int IMEISV = 3;
    static final int TMSI = 4;

    private static final int ODD = 8;
    private static final int FILLER = 0xf;

    private IdentityDigits() {}

    static boolean hasAny(Octets value) {
        return value.length() > 1 || value.length() == 1 && (value.at(0) & ODD) != 0;
    }

    /// What is no decimal digit comes out as A to F.
    static String read(Octets value) {
        var digits = new StringBuilder(2 * value.length());
        digits.append(digit(value.at(0) >> 4));
        for (int i = 1; i < value.length(); i++) {
            digits.append(digit(value.at(i) & 0xf)).append(digit(value.at(i) >> 4));
        }
        if ((value.at(0) & ODD) == 0) digits.setLength(digits.length() - 1);
        return digits.toString();
    }

    /// @throws IllegalArgumentException for anything but hexadecimal digits, or none
    static Octets write(int type, String digits) {
        boolean odd = digits.length() % 2 == 1;
        byte[] octets = new byte[digits.length() / 2 + 1];
        octets[0] = (byte) (half(digits, 0) << 4 | (odd ? ODD : 0) | type);
        for (int i = 1; i < octets.length; i++) {
            int second = 2 * i < digits.length() ? half(digits, 2 * i) : FILLER;
            octets[i] = (byte) (second << 4 | half(digits, 2 * i - 1));
        }
        return Octets.of(octets);
    }

    private static char digit(int half) {
        return Character.toUpperCase(Character.forDigit(half, 16));
    }

    private static int half(String digits, int index) {
        int value = index < digits.length() ? Character.digit(digits.charAt(index), 16) : -1;
        if (value < 0) throw new IllegalArgumentException("'" + digits + "' is no identity");
        return value;
    }
}

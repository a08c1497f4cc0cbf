package kenb.codec.gtpc;

import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// Digits, two an octet, the lower half first, ones as filler (TS 29.274 §8.3, §8.10, §8.11).
final class Tbcd {
    private static final int FILLER = 0xf;

    private Tbcd() {}

    /// Up to the filler; what is no decimal digit comes out as A to E.
    static String read(FieldReader in) {
        var digits = new StringBuilder();
        while (in.hasMore()) {
            int octet = in.octet("digits");
            if ((octet & 0xf) == FILLER) break;
            digits.append(digit(octet & 0xf));
            if (octet >> 4 == FILLER) break;
            digits.append(digit(octet >> 4));
        }
        return digits.toString();
    }

    private static char digit(int half) {
        return Character.toUpperCase(Character.forDigit(half, 16));
    }

    /// @throws IllegalArgumentException for anything but digits and A to E
    static void write(String digits, FieldWriter out) {
        for (int i = 0; i < digits.length(); i += 2) {
            int second = i + 1 < digits.length() ? half(digits.charAt(i + 1)) : FILLER;
            out.octet(second << 4 | half(digits.charAt(i)));
        }
    }

    private static int half(char digit) {
        int value = Character.digit(digit, 16);
        if (value < 0 || value == FILLER) {
            throw new IllegalArgumentException("'" + digit + "' is no digit");
        }
        return value;
    }
}

package kenb.asn1.resolve;

import kenb.asn1.model.Type.StringKind;

import java.util.TreeSet;

/// The characters of each kind of string, in canonical order (X.680 clause 43).
final class Alphabets {
    private static final int BMP_LAST = 0xFFFF;

    private Alphabets() {}

    static int first(StringKind kind) {
        return kind == StringKind.NUMERIC
                        || kind == StringKind.PRINTABLE
                        || kind == StringKind.VISIBLE
                ? ' '
                : 0;
    }

    static int last(StringKind kind) {
        return switch (kind) {
            case NUMERIC -> '9';
            case PRINTABLE -> 'z';
            case VISIBLE -> '~';
            case BMP, UNIVERSAL -> BMP_LAST;
            default -> 0x7F;
        };
    }

    /// From `first` to `last`, as far as the kind of string has them.
    static TreeSet<Integer> range(StringKind kind, int first, int last) {
        var characters = new TreeSet<Integer>();
        int end = Math.min(last, BMP_LAST);
        for (int i = first; i <= end; i++) if (has(kind, i)) characters.add(i);
        return characters;
    }

    private static boolean has(StringKind kind, int character) {
        return switch (kind) {
            case NUMERIC -> character == ' ' || character >= '0' && character <= '9';
            case PRINTABLE ->
                    character < 0x80
                            && (Character.isLetterOrDigit(character)
                                    || " '()+,-./:=?".indexOf(character) >= 0);
            default -> true;
        };
    }
}

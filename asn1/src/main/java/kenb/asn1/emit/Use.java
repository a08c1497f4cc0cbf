package kenb.asn1.emit;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// How a type is used where it stands: its Java type, the expression that reads one from `in`, and the
/// statement that writes one to `out`. `typed` is the annotation with what the Java type does not say,
/// or empty. `fixed`: how to take one out of a number of bits, where it always has as many.
record Use(
        String java,
        String decode,
        Function<String, String> encode,
        String typed,
        @Nullable Fixed fixed) {
    /// A value of `width` bits.
    record Fixed(int width, Taken taken) {}

    /// The expression for the value in `bits`, which were read `back` bits before the reader's position.
    @FunctionalInterface
    interface Taken {
        String from(String bits, int back);
    }

    Use(String java, String decode, Function<String, String> encode) {
        this(java, decode, encode, "", null);
    }

    Use(String java, String decode, Function<String, String> encode, String typed) {
        this(java, decode, encode, typed, null);
    }

    Use fixed(int width, Taken taken) {
        return new Use(java, decode, encode, typed, new Fixed(width, taken));
    }

    String boxed() {
        return switch (java) {
            case "int" -> "Integer";
            case "long" -> "Long";
            case "boolean" -> "Boolean";
            default -> java;
        };
    }

    boolean primitive() {
        return !boxed().equals(java);
    }
}

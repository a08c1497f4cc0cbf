package kenb.asn1.emit;

import java.util.function.Function;

/// How a type is used where it stands: its Java type, the expression that reads one from `in`, and the
/// statement that writes one to `out`. `typed` is the annotation with what the Java type does not say,
/// or empty.
record Use(String java, String decode, Function<String, String> encode, String typed) {
    Use(String java, String decode, Function<String, String> encode) {
        this(java, decode, encode, "");
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

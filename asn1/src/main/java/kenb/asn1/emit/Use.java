package kenb.asn1.emit;

import java.util.function.Function;

/// How a type is used where it stands: its Java type, the expression that reads one from `in`, and the
/// statement that writes one to `out`.
record Use(String java, String decode, Function<String, String> encode) {
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

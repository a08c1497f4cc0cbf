package kenb.codec.per;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// The lines of constructs.escript: values of Constructs.asn as Erlang encoded them.
final class Encodings {
    private Encodings() {}

    /// @param variant `aligned` or `unaligned`
    record Encoding(String variant, String type, String octets, String value) {
        byte[] bytes() {
            return HexFormat.of().parseHex(octets.replace("-", ""));
        }

        Object decode() {
            return Encodings.decode(variant, type, bytes());
        }

        @Override
        public String toString() {
            return variant + " " + type + " " + value.substring(0, Math.min(60, value.length()));
        }
    }

    static List<Encoding> all(String variant) {
        var stream =
                Objects.requireNonNull(
                        Encodings.class.getResourceAsStream(variant + ".encodings"), variant);
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(it -> !it.startsWith("#"))
                    .map(it -> it.split(" ", 3))
                    .map(it -> new Encoding(variant, it[0], it[1], it[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object decode(String variant, String type, byte[] octets) {
        return call(type(variant, type), "decode", new Class<?>[] {byte[].class}, null, octets);
    }

    static byte[] encode(String variant, String type, Object value) {
        return (byte[]) call(type(variant, type), "encode", new Class<?>[0], value);
    }

    private static Class<?> type(String variant, String name) {
        try {
            return Class.forName("kenb.codec.constructs." + variant + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Object call(
            Class<?> type, String method, Class<?>[] types, Object on, Object... arguments) {
        try {
            return type.getMethod(method, types).invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

package kenb.codec.per;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Values in the notation of constructs.escript, so that they can be held against what Erlang read:
/// `{5,-,red,[1,2],number:7,c0/3}`.
final class Notation {
    private Notation() {}

    static String of(Object value) {
        return of(value, "");
    }

    private static String of(Object value, String name) {
        return switch (value) {
            case null -> "-";
            case Octets octets -> bits(octets.toByteArray(), octets.length() * 8);
            case BitString it -> bits(it.toByteArray(), it.lengthBits());
            case String text when name.startsWith("utf8") -> {
                var octets = text.getBytes(StandardCharsets.UTF_8);
                yield bits(octets, octets.length * 8);
            }
            case String text when name.equals("oid") || name.equals("relative") -> text;
            case String text ->
                    text.codePoints()
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(",", "[", "]"));
            case Named item -> item.asn1Name();
            case OpenValue(var octets) -> "asn1_OPENTYPE:" + of(octets);
            case Verbatim(var inner, _) -> "not canonical " + of(inner);
            case List<?> list ->
                    list.stream()
                            .map(it -> of(it, name))
                            .collect(Collectors.joining(",", "[", "]"));
            case Record record when isAlternative(record) -> alternative(record);
            case Record record -> "{" + String.join(",", components(record)) + "}";
            default -> value.toString();
        };
    }

    private static String bits(byte[] octets, int count) {
        return HexFormat.of().formatHex(octets) + "/" + count;
    }

    private static boolean isAlternative(Record record) {
        var enclosing = record.getClass().getEnclosingClass();
        return enclosing != null && enclosing.isSealed() && enclosing.isInstance(record);
    }

    private static String alternative(Record record) {
        var name = record.getClass().getAnnotation(Asn1Name.class);
        var components = record.getClass().getRecordComponents();
        return (name == null ? record.getClass().getSimpleName() : name.value())
                + ":"
                + (components.length == 0 ? "NULL" : of(value(record, components[0])));
    }

    /// Extension groups are written out in place; a NULL is its name.
    private static List<String> components(Record record) {
        var parts = new ArrayList<String>();
        for (var component : record.getClass().getRecordComponents()) {
            var value = value(record, component);
            if (component.getType() == Extensions.class) continue;
            if (component.getName().matches("ext[0-9]")) {
                if (value instanceof Record group) parts.addAll(components(group));
                else for (var _ : component.getType().getRecordComponents()) parts.add("-");
            } else if (value instanceof Boolean && isNull(component, parts)) {
                parts.add("NULL");
            } else {
                parts.add(of(value, component.getName()));
            }
        }
        return parts;
    }

    private static boolean isNull(RecordComponent component, List<String> before) {
        return component.getName().equals("h")
                || component.getName().equals("sixth")
                || component.getType() == Object.class && before.getFirst().equals("11");
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

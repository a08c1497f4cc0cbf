package kenb.codec.text;

import kenb.codec.per.BitString;
import kenb.codec.per.Extensions;
import kenb.codec.per.Named;
import kenb.codec.per.Octets;
import kenb.codec.per.OpenValue;
import kenb.codec.per.Verbatim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values of generated codecs as maps, lists, strings, numbers and booleans, ready for any JSON writer,
/// and back. Nothing is lost that decoding kept. What starts with a dollar is no name of a specification.
///
/// | ASN.1 | here |
/// |---|---|
/// | SEQUENCE, SET | map by component, what is absent left out |
/// | CHOICE | map of the one alternative, null for a NULL |
/// | ENUMERATED | the item |
/// | OCTET STRING | hex |
/// | BIT STRING | hex, a slash, the number of bits |
/// | a number that has a name | `id-Cause (5)` |
/// | an open type nobody knows | `{"$open": hex}` |
/// | one written in an odd way | `{"$value": …, "$octets": hex}` |
/// | unknown additions, or the length of their bitmap | `"$extensions": {"bitmapBits": …, "unknown": […]}` |
public final class PlainValues {
    static final String OPEN = "$open";
    static final String VALUE = "$value";
    static final String OCTETS = "$octets";
    static final String EXTENSIONS = "$extensions";

    private PlainValues() {}

    /// The value of type `type`, a class of a generated codec, that {@link #of} would show as `plain`.
    /// Components with a DEFAULT may be left out; numbers need not have their names.
    ///
    /// @throws kenb.codec.per.EncodeException with the path of what does not fit, and what would
    public static <T> T read(Class<T> type, Object plain) {
        return type.cast(PlainReading.read(type, plain));
    }

    /// `value` is of a generated codec, or a component of such a value.
    public static Object of(Object value) {
        return switch (value) {
            case Octets octets -> octets.toHex();
            case BitString bits -> bits.toString();
            case Named item -> item.asn1Name();
            case OpenValue(var octets) -> Map.of(OPEN, octets.toHex());
            case Verbatim(var inner, var octets) -> {
                var both = new LinkedHashMap<String, Object>();
                both.put(VALUE, of(inner));
                both.put(OCTETS, octets.toHex());
                yield both;
            }
            case Extensions extensions -> extensions(extensions);
            case List<?> list -> list(list);
            case Record record -> record(record);
            default -> value;
        };
    }

    private static List<Object> list(List<?> list) {
        var elements = new ArrayList<Object>(list.size());
        for (var element : list) if (element != null) elements.add(of(element));
        return elements;
    }

    private static Object record(Record record) {
        var shape = Shape.of(record);
        var components = new LinkedHashMap<String, @Nullable Object>();
        for (var part : shape.parts()) {
            var value = part.of(record);
            if (value != null && !value.equals(Extensions.NONE))
                components.put(
                        value instanceof Extensions ? EXTENSIONS : part.name(), named(part, value));
        }
        if (!shape.alternative()) return components;
        var chosen = new LinkedHashMap<String, @Nullable Object>();
        chosen.put(
                shape.name(),
                switch (components.size()) {
                    case 0 -> null;
                    case 1 -> components.values().iterator().next();
                    default -> components;
                });
        return chosen;
    }

    private static Object named(Shape.Part part, Object value) {
        if (part.constants() != null && value instanceof Integer number) {
            var name = part.constants().nameOf(number);
            if (name != null) return name + " (" + number + ")";
        }
        return of(value);
    }

    private static Map<String, Object> extensions(Extensions extensions) {
        var plain = new LinkedHashMap<String, Object>();
        plain.put("bitmapBits", extensions.bitmapBits());
        var unknown = new ArrayList<Object>();
        for (var addition : extensions.unknown()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("index", addition.index());
            one.put("octets", addition.octets().toHex());
            unknown.add(one);
        }
        plain.put("unknown", unknown);
        return plain;
    }
}

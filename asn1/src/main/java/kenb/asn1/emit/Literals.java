package kenb.asn1.emit;

import kenb.asn1.model.Type;
import kenb.asn1.model.Value;

import org.jspecify.annotations.Nullable;

/// Values of a module as Java expressions; null for what has no short one.
final class Literals {
    private Literals() {}

    static @Nullable String of(Value value, Type type, Use use) {
        return switch (value) {
            case Value.BooleanValue(boolean it) -> Boolean.toString(it);
            case Value.IntegerValue(var it) ->
                    switch (use.java()) {
                        case "int" -> it.toString();
                        case "long" -> it + "L";
                        case "BigInteger" -> "new BigInteger(\"" + it + "\")";
                        default -> null;
                    };
            case Value.EnumeratedValue(var item) -> {
                var bare = type;
                while (bare instanceof Type.Reference(var definition)) bare = definition.type();
                yield bare instanceof Type.EnumeratedType it
                        ? use.java() + "." + EnumeratedBody.constants(it).get(item)
                        : null;
            }
            case Value.BitStringValue(var bits) -> "BitString.ofBits(\"" + bits + "\")";
            case Value.OctetStringValue(var hex) -> "Octets.ofHex(\"" + hex + "\")";
            case Value.StringValue(var text) -> Names.quoted(text);
            default -> null;
        };
    }

    /// Whether a component of this type takes its DEFAULT as value when absent.
    static @Nullable String byDefault(Type.Component component, Use use) {
        return component.presence() instanceof Type.Presence.Default(var value)
                ? of(value, component.type(), use)
                : null;
    }
}

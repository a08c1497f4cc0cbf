package kenb.codec.text;

import kenb.codec.per.OpenValue;
import kenb.codec.per.Verbatim;

import org.jspecify.annotations.Nullable;

/// What people call a PDU: the type of the message in an application protocol's PDU
/// (`HandoverRequest`), the alternative chosen in an RRC message (`rrcConnectionReconfiguration`).
public final class MessageNames {
    private MessageNames() {}

    /// For a message that nobody here knows, the name or number of its procedure.
    public static String of(Object pdu) {
        if (!(pdu instanceof Record record)) return pdu.getClass().getSimpleName();
        var shape = Shape.of(record);
        if (shape.alternative()) {
            if (shape.parts().size() != 1) return shape.name();
            return Verbatim.strip(required(shape.parts().getFirst().of(record)))
                            instanceof Record inner
                    ? ofAlternative(shape.name(), inner)
                    : shape.name();
        }
        var message = part(shape, "message");
        return message != null
                        && message.of(record) instanceof Record inner
                        && Shape.of(inner).alternative()
                ? of(inner)
                : shape.name();
    }

    /// In what an alternative holds: another CHOICE, an envelope with a procedure code, or the message.
    private static String ofAlternative(String alternative, Record inner) {
        var shape = Shape.of(inner);
        if (shape.alternative()) return of(inner);
        var code = part(shape, "procedureCode");
        var value = part(shape, "value");
        if (code == null || value == null) return alternative;
        var message = Verbatim.strip(required(value.of(inner)));
        if (message instanceof Record known && !(message instanceof OpenValue))
            return Shape.of(known).name();
        var number = required(code.of(inner));
        var name =
                code.constants() != null && number instanceof Integer it
                        ? code.constants().nameOf(it)
                        : null;
        return alternative + " " + (name == null ? "procedure " + number : name);
    }

    private static Shape.@Nullable Part part(Shape shape, String name) {
        for (var part : shape.parts()) if (part.name().equals(name)) return part;
        return null;
    }

    private static Object required(@Nullable Object value) {
        return value == null ? "" : value;
    }
}

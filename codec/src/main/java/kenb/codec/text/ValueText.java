package kenb.codec.text;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A decoded value as an indented tree, one line a component.
public final class ValueText {
    private ValueText() {}

    /// Lines that each end with a newline, under the name of the value's type.
    public static String of(Object value) {
        var text = new StringBuilder();
        print(text, "", typeOf(value), PlainValues.of(value));
        return text.toString();
    }

    private static String typeOf(Object value) {
        if (!(value instanceof Record record)) return "value";
        var shape = Shape.of(record);
        if (!shape.alternative()) return shape.name();
        return Shape.nameOf(record.getClass().getEnclosingClass());
    }

    /// Appends lines for a value as {@link PlainValues#of} gives it: maps, lists, and what their text is.
    public static void print(
            StringBuilder text, String indent, String name, @Nullable Object value) {
        text.append(indent).append(name);
        switch (value) {
            case null -> text.append('\n');
            case Map<?, ?> map when map.isEmpty() -> text.append(": {}\n");
            case Map<?, ?> map -> {
                text.append('\n');
                map.forEach((key, part) -> print(text, indent + "  ", key.toString(), part));
            }
            case List<?> list when list.isEmpty() -> text.append(": []\n");
            case List<?> list -> {
                text.append('\n');
                for (int i = 0; i < list.size(); i++)
                    print(text, indent + "  ", "[" + i + "]", list.get(i));
            }
            default -> text.append(": ").append(value).append('\n');
        }
    }
}

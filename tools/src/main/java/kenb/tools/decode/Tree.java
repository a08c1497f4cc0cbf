package kenb.tools.decode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A decoded value for people and for JSON: a name, and a value or parts.
///
/// @param value a leaf's text, number or boolean, else null
/// @param list whether the parts are elements of one kind rather than named fields
public record Tree(String name, @Nullable Object value, List<Tree> parts, boolean list) {

    /// `value` is a String, a Number or a Boolean.
    public static Tree leaf(String name, Object value) {
        return new Tree(name, value, List.of(), false);
    }

    public static Tree of(String name, List<Tree> parts) {
        return new Tree(name, null, List.copyOf(parts), false);
    }

    public static Tree list(String name, List<Tree> parts) {
        return new Tree(name, null, List.copyOf(parts), true);
    }

    /// The first value under a field of this name, depth first, or null.
    public @Nullable String find(String field) {
        for (var part : parts) {
            if (part.name.equals(field) && part.value != null) return part.value.toString();
            var below = part.find(field);
            if (below != null) return below;
        }
        return null;
    }

    /// Appends one line a node, each level two blanks further in.
    public void print(StringBuilder out, String indent) {
        out.append(indent).append(name);
        if (value != null) out.append(": ").append(value);
        out.append('\n');
        for (var part : parts) part.print(out, indent + "  ");
    }
}

package kenb.asn1.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// A named type, or one instance of a parameterised one (then `arguments` is not empty, and the same
/// arguments give the same definition). Types refer to each other in cycles, so the body is set once
/// the resolver has it.
public final class TypeDefinition {
    private final String module;
    private final String name;
    private final List<Argument> arguments;
    private final Position position;
    private @Nullable Type type;

    public TypeDefinition(String module, String name, List<Argument> arguments, Position position) {
        this.module = module;
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.position = position;
    }

    public String module() {
        return module;
    }

    /// As written in the module, without arguments.
    public String name() {
        return name;
    }

    public List<Argument> arguments() {
        return arguments;
    }

    public Position position() {
        return position;
    }

    public Type type() {
        return Objects.requireNonNull(type, name);
    }

    public boolean isDefined() {
        return type != null;
    }

    public void define(Type body) {
        if (type != null) throw new IllegalStateException(name + " is defined twice");
        type = body;
    }

    @Override
    public String toString() {
        return module + "." + name + (arguments.isEmpty() ? "" : arguments.toString());
    }

    public sealed interface Argument {
        record OfType(Type type) implements Argument {}

        record OfValue(Value value) implements Argument {}

        record OfObjectSet(ObjectSet set) implements Argument {}
    }
}

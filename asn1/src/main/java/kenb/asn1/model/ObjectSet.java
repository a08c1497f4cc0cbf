package kenb.asn1.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An information object set (X.681), its members in the order written, sets and references inside
/// it flattened. Types of members may refer back to the set, so members are set once resolved.
public final class ObjectSet {
    private final String module;
    private final String name;
    private final ObjectClass objectClass;
    private @Nullable List<InformationObject> objects;
    private boolean extensible;

    public ObjectSet(String module, String name, ObjectClass objectClass) {
        this.module = module;
        this.name = name;
        this.objectClass = objectClass;
    }

    public String module() {
        return module;
    }

    public String name() {
        return name;
    }

    public ObjectClass objectClass() {
        return objectClass;
    }

    public List<InformationObject> objects() {
        return Objects.requireNonNull(objects, name);
    }

    public boolean extensible() {
        return extensible;
    }

    public void define(List<InformationObject> members, boolean open) {
        if (objects != null) throw new IllegalStateException(name + " is defined twice");
        objects = List.copyOf(members);
        extensible = open;
    }

    @Override
    public String toString() {
        return module + "." + name;
    }

    /// `name` of the object where it has one (`handoverPreparation`); settings by field (`&id`).
    /// OPTIONAL fields that are not set are absent; DEFAULTs are filled in.
    public record InformationObject(
            @Nullable String name, Map<String, Setting> settings, Position position) {}

    public sealed interface Setting {
        record OfType(Type type) implements Setting {}

        record OfValue(Value value) implements Setting {}
    }
}

package kenb.asn1.emit;

import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;
import kenb.asn1.model.TypeDefinition.Argument;

import org.jspecify.annotations.Nullable;

/// What a lazy view can pass over: PDUs of the application protocols, which are a CHOICE of envelopes
/// (key, criticality, open type), each with a message that begins with a container of fields of the
/// same make.
final class Lazy {
    private Lazy() {}

    static Type bare(Type type) {
        var bare = type;
        while (bare instanceof Type.Reference(var definition)) bare = definition.type();
        return bare;
    }

    /// Nothing but mandatory components, a key among them, and last an open type that it tells.
    static boolean isField(Type.SequenceType type) {
        if (type.extensible() || type.root().size() < 2) return false;
        for (var component : type.root())
            if (!(component.presence() instanceof Type.Presence.Mandatory)) return false;
        if (type.root().stream().filter(it -> it.type() instanceof Type.OpenType).count() != 1)
            return false;
        var table = tableOf(type);
        if (table == null
                || table.selectors().size() != 1
                || table.selectors().getFirst().size() != 1) return false;
        var key = Emitter.keyOf(table.set().objectClass());
        for (var component : type.root())
            if (component.name().equals(table.selectors().getFirst().getFirst()))
                return key != null
                        && component.table() != null
                        && component.table().field().equals(key.name());
        return false;
    }

    private static Type.@Nullable TableConstraint tableOf(Type.SequenceType type) {
        return type.root().getLast().type() instanceof Type.OpenType(var table) ? table : null;
    }

    /// Whether a field's open type holds messages. A set that is a parameter holds their fields.
    static boolean isEnvelope(Type.SequenceType field, @Nullable TypeDefinition definition) {
        var table = tableOf(field);
        if (table == null || definition == null || !definition.arguments().isEmpty()) return false;
        for (var object : table.set().objects())
            if (object.settings().get(table.field()) instanceof Setting.OfType(var type)
                    && bare(type) instanceof Type.SequenceType message
                    && isMessage(message)) return true;
        return false;
    }

    /// A list of fields that is given its object set, as `ProtocolIE-Container` is.
    static boolean isContainer(TypeDefinition definition) {
        return definition.type() instanceof Type.SequenceOfType list
                && list.size().upper() != null
                && list.size().upper() < 65536
                && !list.size().extensible()
                && definition.arguments().stream().anyMatch(Argument.OfObjectSet.class::isInstance)
                && list.element() instanceof Type.Reference
                && bare(list.element()) instanceof Type.SequenceType element
                && isField(element);
    }

    /// Begins with a container.
    static boolean isMessage(Type.SequenceType type) {
        return containerOf(type) != null
                && type.root().stream()
                                .filter(it -> !(it.presence() instanceof Type.Presence.Mandatory))
                                .count()
                        < 60;
    }

    /// The definition of the container that a message begins with.
    static @Nullable TypeDefinition containerOf(Type.SequenceType message) {
        if (message.root().isEmpty()) return null;
        var first = message.root().getFirst();
        if (!(first.presence() instanceof Type.Presence.Mandatory)) return null;
        var type = first.type();
        while (type instanceof Type.Reference(var definition)) {
            if (isContainer(definition)) return definition;
            type = definition.type();
        }
        return null;
    }

    static boolean isPdu(Type.ChoiceType type) {
        if (type.root().isEmpty()) return false;
        for (var alternative : type.root())
            if (!(alternative.type() instanceof Type.Reference(var definition)
                    && definition.type() instanceof Type.SequenceType it
                    && isField(it)
                    && isEnvelope(it, definition))) return false;
        return true;
    }

    static boolean isPlainEnumerated(Type type) {
        return bare(type) instanceof Type.EnumeratedType it && !it.extensible();
    }
}

package kenb.fuzz.erlang;

import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.Type;

import org.jspecify.annotations.Nullable;

/// Counts what a PDU can be.
final class Messages {
    private Messages() {}

    /// How many messages a type has: the alternatives of CHOICEs in it from the top, the objects of a procedure.
    static int in(Type type) {
        return switch (type) {
            case Type.Reference(var definition) -> in(definition.type());
            case Type.ChoiceType it -> it.root().stream().mapToInt(one -> in(one.type())).sum();
            case Type.SequenceType it when it.root().size() == 1 -> in(it.root().getFirst().type());
            case Type.SequenceType it ->
                    it.root().stream()
                            .filter(one -> one.type() instanceof Type.OpenType)
                            .map(Type.Component::table)
                            .mapToInt(Messages::in)
                            .max()
                            .orElse(1);
            default -> 1;
        };
    }

    private static int in(Type.@Nullable TableConstraint table) {
        if (table == null) return 1;
        ObjectSet set = table.set();
        return (int)
                set.objects().stream()
                        .filter(it -> it.settings().containsKey(table.field()))
                        .count();
    }
}

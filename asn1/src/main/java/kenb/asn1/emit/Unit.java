package kenb.asn1.emit;

import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;
import kenb.asn1.model.TypeDefinition.Argument;

import java.util.List;

/// A definition that becomes one Java file; for a parameterised one `definition` is any of its
/// instances, and its object sets are parameters of the methods.
record Unit(String java, TypeDefinition definition) {
    Type type() {
        return definition.type();
    }

    List<ObjectSet> sets() {
        return setsOf(definition);
    }

    static List<ObjectSet> setsOf(TypeDefinition definition) {
        return definition.arguments().stream()
                .filter(Argument.OfObjectSet.class::isInstance)
                .map(it -> ((Argument.OfObjectSet) it).set())
                .toList();
    }

    /// Whether it has methods for a whole PDU.
    boolean standsAlone() {
        return sets().isEmpty()
                && (type() instanceof Type.SequenceType || type() instanceof Type.ChoiceType);
    }

    boolean isList() {
        return type() instanceof Type.SequenceOfType;
    }
}

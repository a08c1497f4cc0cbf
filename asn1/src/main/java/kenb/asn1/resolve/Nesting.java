package kenb.asn1.resolve;

import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition.Argument;

import java.util.List;

/// How deep actual parameters nest: a parameterised type that uses itself with itself as a parameter
/// would have instances without end.
final class Nesting {
    private static final int DEEPEST = 40;

    private Nesting() {}

    static boolean isEndless(List<Argument> arguments) {
        return deeper(arguments, DEEPEST);
    }

    private static boolean deeper(List<Argument> arguments, int than) {
        return arguments.stream()
                .anyMatch(it -> it instanceof Argument.OfType(var type) && deeper(type, than));
    }

    private static boolean deeper(Type type, int than) {
        if (than == 0) return true;
        return switch (type) {
            case Type.Reference(var definition) -> deeper(definition.arguments(), than - 1);
            case Type.SequenceOfType it -> deeper(it.element(), than - 1);
            case Type.ChoiceType it ->
                    it.root().stream().anyMatch(one -> deeper(one.type(), than - 1));
            case Type.SequenceType it ->
                    it.root().stream().anyMatch(one -> deeper(one.type(), than - 1));
            default -> false;
        };
    }
}

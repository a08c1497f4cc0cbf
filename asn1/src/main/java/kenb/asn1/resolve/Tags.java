package kenb.asn1.resolve;

import kenb.asn1.syntax.Asn1Parser.*;

/// Outermost tags, which order the alternatives of a CHOICE and the components of a SET
/// (X.680 §8.6): universal, application, context, private, then by number.
final class Tags {
    static final long UNKNOWN = -1;
    private static final long CLASS = 1L << 32;

    private Tags() {}

    static long of(TypeContext type, Scope scope, Resolver resolver) {
        return of(type, scope, resolver, 0);
    }

    private static long of(TypeContext type, Scope scope, Resolver resolver, int depth) {
        if (depth > 50) return UNKNOWN;
        if (!type.tag().isEmpty()) {
            var tag = type.tag(0);
            long tagClass =
                    tag.UNIVERSAL() != null
                            ? 0
                            : tag.APPLICATION() != null ? 1 : tag.PRIVATE() != null ? 3 : 2;
            return tagClass * CLASS
                    + Long.parseLong(tag.NUMBER() == null ? "0" : tag.NUMBER().getText());
        }
        return switch (type.untagged()) {
            case BooleanTypeContext _ -> 1;
            case IntegerTypeContext _ -> 2;
            case BitStringTypeContext _ -> 3;
            case OctetStringTypeContext _ -> 4;
            case NullTypeContext _ -> 5;
            case ObjectIdentifierTypeContext _ -> 6;
            case RealTypeContext _ -> 9;
            case EnumeratedTypeContext _ -> 10;
            case RelativeOidTypeContext _ -> 13;
            case SequenceTypeContext _, SequenceOfTypeContext _ -> 16;
            case SetTypeContext _, SetOfTypeContext _ -> 17;
            case StringTypeContext it -> string(it.getText());
            case ChoiceTypeContext it -> least(it, scope, resolver, depth);
            case ReferenceTypeContext it -> reference(it, scope, resolver, depth);
            default -> UNKNOWN;
        };
    }

    private static long least(ChoiceTypeContext choice, Scope scope, Resolver resolver, int depth) {
        if (scope.source().automaticTags) return 2 * CLASS;
        long least = Long.MAX_VALUE;
        if (choice.alternatives().alternativeList() != null)
            for (var it : choice.alternatives().alternativeList().alternative())
                least = Math.min(least, of(it.type(), scope, resolver, depth + 1));
        return least == Long.MAX_VALUE ? UNKNOWN : least;
    }

    private static long reference(
            ReferenceTypeContext reference, Scope scope, Resolver resolver, int depth) {
        var definition = resolver.find(reference.TYPE_NAME(0).getText(), scope.source());
        return definition != null
                        && definition.assignment() instanceof TypeAssignmentContext assignment
                ? of(assignment.type(), Scope.of(definition.source()), resolver, depth + 1)
                : UNKNOWN;
    }

    private static long string(String name) {
        return switch (name) {
            case "ObjectDescriptor" -> 7;
            case "UTF8String" -> 12;
            case "NumericString" -> 18;
            case "PrintableString" -> 19;
            case "TeletexString", "T61String" -> 20;
            case "VideotexString" -> 21;
            case "IA5String" -> 22;
            case "UTCTime" -> 23;
            case "GeneralizedTime" -> 24;
            case "GraphicString" -> 25;
            case "VisibleString", "ISO646String" -> 26;
            case "GeneralString" -> 27;
            case "UniversalString" -> 28;
            default -> 30;
        };
    }
}

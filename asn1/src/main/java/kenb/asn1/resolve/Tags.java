package kenb.asn1.resolve;

import kenb.asn1.model.Type;
import kenb.asn1.model.Type.StringKind;
import kenb.asn1.model.TypeDefinition;
import kenb.asn1.syntax.Asn1Parser.*;

import java.math.BigInteger;

/// Outermost tags, which order the alternatives of a CHOICE and the components of a SET
/// (X.680 §8.6): universal, application, context, private, then by number.
final class Tags {
    static final long UNKNOWN = -1;
    private static final long CLASS = 1L << 32;
    private static final int CONTEXT = 2;

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
                            : tag.APPLICATION() != null ? 1 : tag.PRIVATE() != null ? 3 : CONTEXT;
            var number =
                    tag.NUMBER() != null
                            ? new BigInteger(tag.NUMBER().getText())
                            : resolver.values.integer(tag.definedValue(), scope);
            return tagClass * CLASS
                    + (number == null ? 0 : number.min(BigInteger.valueOf(CLASS - 1)).longValue());
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
            case StringTypeContext it -> string(Types.kind(it.stringName()));
            case ChoiceTypeContext it -> least(it, scope, resolver, depth);
            case ReferenceTypeContext _, ClassFieldTypeContext _, SelectionTypeContext _ ->
                    of(resolver.types.type(type, scope), resolver, depth + 1);
            default -> UNKNOWN;
        };
    }

    /// The least tag of a CHOICE that has none itself.
    private static long least(ChoiceTypeContext choice, Scope scope, Resolver resolver, int depth) {
        if (scope.source().automaticTags && !anyIn(choice.alternatives())) return CONTEXT * CLASS;
        long least = Long.MAX_VALUE;
        if (choice.alternatives().alternativeList() != null)
            for (var it : choice.alternatives().alternativeList().alternative())
                least = Math.min(least, of(it.type(), scope, resolver, depth + 1));
        return least == Long.MAX_VALUE ? UNKNOWN : least;
    }

    /// Whether any alternative is tagged, so that there is no automatic tagging (X.680 §29.5).
    static boolean anyIn(AlternativesContext choice) {
        if (choice.alternativeList() != null && anyIn(choice.alternativeList())) return true;
        if (choice.alternativeAdditions() == null) return false;
        for (var addition : choice.alternativeAdditions().alternativeAddition()) {
            if (addition.alternative() != null && !addition.alternative().type().tag().isEmpty())
                return true;
            if (addition.alternativeList() != null && anyIn(addition.alternativeList()))
                return true;
        }
        return false;
    }

    private static boolean anyIn(AlternativeListContext list) {
        return list.alternative().stream().anyMatch(it -> !it.type().tag().isEmpty());
    }

    /// The tag of a type that is resolved already: that of its definition, or its universal one.
    static long of(Type type, Resolver resolver) {
        return of(type, resolver, 0);
    }

    private static long of(Type type, Resolver resolver, int depth) {
        if (depth > 50) return UNKNOWN;
        return switch (type) {
            case Type.BooleanType _ -> 1;
            case Type.IntegerType _ -> 2;
            case Type.BitStringType _ -> 3;
            case Type.OctetStringType _ -> 4;
            case Type.NullType _ -> 5;
            case Type.ObjectIdentifierType it -> it.relative() ? 13 : 6;
            case Type.RealType _ -> 9;
            case Type.EnumeratedType _ -> 10;
            case Type.SequenceType _, Type.SequenceOfType _ -> 16;
            case Type.CharacterStringType it -> string(it.kind());
            case Type.ChoiceType it ->
                    it.root().stream()
                            .mapToLong(one -> of(one.type(), resolver, depth + 1))
                            .min()
                            .orElse(UNKNOWN);
            case Type.OpenType _ -> UNKNOWN;
            case Type.Reference(var definition) -> definition(definition, resolver, depth + 1);
        };
    }

    private static long definition(TypeDefinition definition, Resolver resolver, int depth) {
        var source = resolver.sources.get(definition.module());
        var assignment = source == null ? null : source.assignments.get(definition.name());
        if (assignment == null) return UNKNOWN;
        var scope =
                new Scope(
                        source,
                        Parameters.bind(Applied.formal(assignment), definition.arguments()));
        return switch (assignment) {
            case TypeAssignmentContext it -> of(it.type(), scope, resolver, depth);
            case SetAssignmentContext it -> of(it.governor().type(), scope, resolver, depth);
            default -> UNKNOWN;
        };
    }

    private static long string(StringKind kind) {
        return switch (kind) {
            case OBJECT_DESCRIPTOR -> 7;
            case UTF8 -> 12;
            case NUMERIC -> 18;
            case PRINTABLE -> 19;
            case TELETEX -> 20;
            case VIDEOTEX -> 21;
            case IA5 -> 22;
            case UTC_TIME -> 23;
            case GENERALIZED_TIME -> 24;
            case GRAPHIC -> 25;
            case VISIBLE -> 26;
            case GENERAL -> 27;
            case UNIVERSAL -> 28;
            case BMP -> 30;
        };
    }
}

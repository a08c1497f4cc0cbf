package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.Position;
import kenb.asn1.model.Type;
import kenb.asn1.model.Type.BitStringType;
import kenb.asn1.model.Type.BooleanType;
import kenb.asn1.model.Type.CharacterStringType;
import kenb.asn1.model.Type.ChoiceType;
import kenb.asn1.model.Type.IntegerType;
import kenb.asn1.model.Type.NullType;
import kenb.asn1.model.Type.ObjectIdentifierType;
import kenb.asn1.model.Type.OctetStringType;
import kenb.asn1.model.Type.OpenType;
import kenb.asn1.model.Type.Range;
import kenb.asn1.model.Type.RealType;
import kenb.asn1.model.Type.Reference;
import kenb.asn1.model.Type.SequenceOfType;
import kenb.asn1.model.Type.Size;
import kenb.asn1.model.Type.StringKind;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.*;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Syntax of a type to the model's type, in a scope.
final class Types {
    private final Resolver resolver;

    Types(Resolver resolver) {
        this.resolver = resolver;
    }

    Type type(TypeContext context, Scope scope) {
        var untagged = context.untagged();
        var laid = context.constraint();
        return switch (untagged) {
            case BooleanTypeContext _ -> new BooleanType();
            case NullTypeContext _ -> new NullType();
            case RealTypeContext _ -> new RealType();
            case ObjectIdentifierTypeContext _ -> new ObjectIdentifierType(false);
            case RelativeOidTypeContext _ -> new ObjectIdentifierType(true);
            case IntegerTypeContext it ->
                    constrainedBy(
                            new IntegerType(
                                    new Range(null, null),
                                    false,
                                    resolver.numberings.numbers(it.namedNumber(), scope)),
                            laid,
                            scope);
            case EnumeratedTypeContext it -> resolver.numberings.enumerated(it, scope);
            case BitStringTypeContext it ->
                    constrainedBy(
                            new BitStringType(
                                    Size.ANY,
                                    resolver.numberings.numbers(it.namedNumber(), scope),
                                    null),
                            laid,
                            scope);
            case OctetStringTypeContext _ ->
                    constrainedBy(new OctetStringType(Size.ANY, null), laid, scope);
            case StringTypeContext it ->
                    constrainedBy(
                            new CharacterStringType(kind(it.stringName()), Size.ANY, null),
                            laid,
                            scope);
            case SequenceTypeContext it ->
                    resolver.components.sequence(it.components(), scope, false);
            case SetTypeContext it -> resolver.components.sequence(it.components(), scope, true);
            case ChoiceTypeContext it -> resolver.components.choice(it.alternatives(), scope);
            case SequenceOfTypeContext it ->
                    constrainedBy(
                            listOf(it.sizeConstraint(), it.constraint(), it.type(), scope),
                            laid,
                            scope);
            case SetOfTypeContext it ->
                    constrainedBy(
                            listOf(it.sizeConstraint(), it.constraint(), it.type(), scope),
                            laid,
                            scope);
            case SelectionTypeContext it -> selection(it, scope);
            case ClassFieldTypeContext it -> classField(it, laid, scope);
            case ReferenceTypeContext it -> constrainedBy(reference(it, scope), laid, scope);
            default -> {
                resolver.problems.report(
                        scope.source().position(context), "this type can't be read.");
                yield new NullType();
            }
        };
    }

    /// The type an assignment defines; `Set INTEGER ::= {1 | 2}` defines one too (X.680 §16.6).
    Type body(AssignmentContext assignment, Scope scope) {
        return switch (assignment) {
            case TypeAssignmentContext it -> type(it.type(), scope);
            case SetAssignmentContext it -> {
                var governor = type(it.governor().type(), scope);
                var set =
                        valueSet(
                                governor,
                                Parsing.tokens(it.group()),
                                scope.source().position(it.group()),
                                scope);
                yield set == null ? governor : set;
            }
            default -> throw new IllegalStateException(assignment.getText());
        };
    }

    /// `{ 1..5 | 7 }`, or a type that is named, as what it leaves of a type; null, and reported, where
    /// it can't be read.
    @Nullable Type valueSet(Type governor, List<Token> tokens, Position position, Scope scope) {
        boolean braces = !tokens.isEmpty() && tokens.getFirst().getType() == Asn1Lexer.LBRACE;
        var inside = braces ? tokens.subList(1, tokens.size() - 1) : tokens;
        var spec = Parsing.whole(inside, Asn1Parser::constraintSpec);
        if (spec != null) return constrained(governor, List.of(spec), scope);
        resolver.problems.report(position, "this set of values can't be read.");
        return null;
    }

    private Type constrainedBy(Type type, List<ConstraintContext> laid, Scope scope) {
        return constrained(
                type, laid.stream().map(ConstraintContext::constraintSpec).toList(), scope);
    }

    private Type listOf(
            @Nullable SizeConstraintContext size,
            @Nullable ConstraintContext constraint,
            TypeContext element,
            Scope scope) {
        var type = new SequenceOfType(Size.ANY, type(element, scope));
        if (size != null) {
            var bounds = resolver.constraints.sizes(size.constraint(), scope);
            return new SequenceOfType(Constraints.size(bounds), type.element());
        }
        return constraint == null ? type : constrainedBy(type, List.of(constraint), scope);
    }

    /// Lays constraints on a type. One that PER sees makes a reference a type of its own kind.
    private Type constrained(Type type, List<ConstraintSpecContext> laid, Scope scope) {
        if (laid.isEmpty()) return type;
        var bare = resolver.bare(type);
        if (bare == null) return type;
        @Nullable Type containing = null;
        @Nullable Bounds bounds = null;
        for (var constraint : laid) {
            var content = Constraints.contents(constraint);
            if (content != null) containing = type(content, scope);
            var next = resolver.constraints.bounds(constraint, bare, scope);
            if (next == null) continue;
            bounds = bounds == null ? next : bounds.then(next);
            resolver.constraints.checkNotEmpty(bounds, constraint, scope);
        }
        if (bounds == null && containing == null) return type;
        var b = bounds == null ? Bounds.NONE : bounds;
        return switch (bare) {
            case IntegerType it ->
                    b.values() == null
                            ? type
                            : new IntegerType(
                                    Resolver.nonNull(Bounds.cut(it.range(), b.values())),
                                    b.extensible(),
                                    it.namedNumbers());
            case BitStringType it ->
                    new BitStringType(
                            Constraints.cut(it.size(), b),
                            it.namedBits(),
                            containing != null ? containing : it.containing());
            case OctetStringType it ->
                    new OctetStringType(
                            Constraints.cut(it.size(), b),
                            containing != null ? containing : it.containing());
            case SequenceOfType it ->
                    b.sizes() == null
                            ? type
                            : new SequenceOfType(Constraints.cut(it.size(), b), it.element());
            case CharacterStringType it -> constrainedString(it, b, type);
            default -> type;
        };
    }

    private static Type constrainedString(CharacterStringType it, Bounds bounds, Type otherwise) {
        boolean knownMultiplier =
                switch (it.kind()) {
                    case NUMERIC, PRINTABLE, IA5, VISIBLE, BMP, UNIVERSAL -> true;
                    default -> false;
                };
        if (!knownMultiplier) return otherwise;
        var alphabet = it.alphabet();
        if (bounds.alphabet() != null) {
            var characters = new StringBuilder();
            for (int character : bounds.alphabet())
                if (alphabet == null || alphabet.indexOf(character) >= 0)
                    characters.appendCodePoint(character);
            alphabet = characters.toString();
        }
        return new CharacterStringType(
                it.kind(),
                bounds.sizes() == null ? it.size() : Constraints.cut(it.size(), bounds),
                alphabet);
    }

    private Type reference(ReferenceTypeContext context, Scope scope) {
        var name = context.TYPE_NAME(0).getText();
        var bound = context.DOT() == null ? scope.bindings().get(name) : null;
        if (bound != null) {
            if (bound instanceof Argument.OfType(var type)) return type;
            resolver.problems.report(
                    scope.source().position(context), "parameter '" + name + "' is not a type.");
            return new NullType();
        }
        var definition = resolver.lookUp(context, scope);
        if (definition == null) return new NullType();
        var position = scope.source().position(context);
        boolean isType =
                switch (definition.assignment()) {
                    case TypeAssignmentContext _ -> !resolver.classes.isClass(definition);
                    case SetAssignmentContext it ->
                            resolver.classes.of(it.governor().type(), Scope.of(definition.source()))
                                    == null;
                    default -> false;
                };
        if (!isType) {
            resolver.problems.report(
                    position, "'" + Source.nameOf(definition.assignment()) + "' is not a type.");
            return new NullType();
        }
        var formal = Applied.formal(definition.assignment());
        if (formal == null) {
            if (context.group() != null)
                resolver.problems.report(
                        scope.source().position(context.group()),
                        "'" + name + "' takes no parameters.");
            return new Reference(resolver.instance(definition, List.of()));
        }
        if (context.group() == null) {
            resolver.problems.report(
                    scope.source().position(context),
                    "'" + name + "' needs parameters: write " + name + " { … }.");
            return new NullType();
        }
        var arguments =
                Parameters.read(
                        resolver,
                        formal,
                        definition.source(),
                        Parsing.inside(context.group()),
                        scope.source().position(context.group()),
                        scope);
        if (arguments.isEmpty()) return new NullType();
        return new Reference(resolver.instance(definition, arguments));
    }

    /// `CLASS.&field ({Set}{@id})`: the fixed type of a value field, or an open type.
    private Type classField(
            ClassFieldTypeContext context, List<ConstraintContext> laid, Scope scope) {
        var field = classFieldOf(context, scope);
        return switch (field) {
            case ObjectClass.Field.ValueField value -> constrainedBy(value.type(), laid, scope);
            case ObjectClass.Field.TypeField type ->
                    new OpenType(resolver.components.table(context, laid, scope));
            case null -> new OpenType(null);
        };
    }

    private ObjectClass.@Nullable Field classFieldOf(ClassFieldTypeContext context, Scope scope) {
        var position = scope.source().position(context);
        var objectClass = resolver.classes.named(context.TYPE_NAME(), scope.source(), position);
        if (objectClass == null) return null;
        var name = context.fieldName().getText();
        for (var field : objectClass.fields()) if (field.name().equals(name)) return field;
        resolver.problems.report(
                position,
                "class '"
                        + objectClass.name()
                        + "' has no field '"
                        + name
                        + "'. It has "
                        + String.join(
                                ", ",
                                objectClass.fields().stream().map(ObjectClass.Field::name).toList())
                        + ".");
        return null;
    }

    private Type selection(SelectionTypeContext context, Scope scope) {
        var name = context.VALUE_NAME().getText();
        if (resolver.bare(type(context.type(), scope)) instanceof ChoiceType choice) {
            for (var list : List.of(choice.root(), choice.additions()))
                for (var alternative : list)
                    if (alternative.name().equals(name)) return alternative.type();
        }
        resolver.problems.report(
                scope.source().position(context),
                "no CHOICE with alternative '" + name + "' here.");
        return new NullType();
    }

    static StringKind kind(StringNameContext name) {
        return switch (name.getText()) {
            case "NumericString" -> StringKind.NUMERIC;
            case "PrintableString" -> StringKind.PRINTABLE;
            case "IA5String" -> StringKind.IA5;
            case "VisibleString", "ISO646String" -> StringKind.VISIBLE;
            case "UTF8String" -> StringKind.UTF8;
            case "BMPString" -> StringKind.BMP;
            case "UniversalString" -> StringKind.UNIVERSAL;
            case "TeletexString", "T61String" -> StringKind.TELETEX;
            case "GeneralString" -> StringKind.GENERAL;
            case "GraphicString" -> StringKind.GRAPHIC;
            case "VideotexString" -> StringKind.VIDEOTEX;
            case "ObjectDescriptor" -> StringKind.OBJECT_DESCRIPTOR;
            case "UTCTime" -> StringKind.UTC_TIME;
            case "GeneralizedTime" -> StringKind.GENERALIZED_TIME;
            default -> throw new IllegalStateException(name.getText());
        };
    }
}

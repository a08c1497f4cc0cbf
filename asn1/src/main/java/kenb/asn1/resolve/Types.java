package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.Position;
import kenb.asn1.model.Type;
import kenb.asn1.model.Type.Addition;
import kenb.asn1.model.Type.Alternative;
import kenb.asn1.model.Type.BitStringType;
import kenb.asn1.model.Type.BooleanType;
import kenb.asn1.model.Type.CharacterStringType;
import kenb.asn1.model.Type.ChoiceType;
import kenb.asn1.model.Type.Component;
import kenb.asn1.model.Type.EnumeratedType;
import kenb.asn1.model.Type.IntegerType;
import kenb.asn1.model.Type.NamedNumber;
import kenb.asn1.model.Type.NullType;
import kenb.asn1.model.Type.ObjectIdentifierType;
import kenb.asn1.model.Type.OctetStringType;
import kenb.asn1.model.Type.OpenType;
import kenb.asn1.model.Type.Presence;
import kenb.asn1.model.Type.Range;
import kenb.asn1.model.Type.RealType;
import kenb.asn1.model.Type.Reference;
import kenb.asn1.model.Type.SequenceOfType;
import kenb.asn1.model.Type.SequenceType;
import kenb.asn1.model.Type.Size;
import kenb.asn1.model.Type.StringKind;
import kenb.asn1.model.Type.TableConstraint;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.*;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Syntax of a type to the model's type, in a scope.
final class Types {
    private final Resolver resolver;

    /// Names of the components of the SEQUENCEs around the place that is being read.
    private final Deque<Set<String>> enclosing = new ArrayDeque<>();

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
                                    new Range(null, null), false, numbers(it.namedNumber(), scope)),
                            laid,
                            scope);
            case EnumeratedTypeContext it -> enumerated(it, scope);
            case BitStringTypeContext it ->
                    constrainedBy(
                            new BitStringType(Size.ANY, numbers(it.namedNumber(), scope), null),
                            laid,
                            scope);
            case OctetStringTypeContext _ ->
                    constrainedBy(new OctetStringType(Size.ANY, null), laid, scope);
            case StringTypeContext it ->
                    constrainedBy(
                            new CharacterStringType(kind(it.stringName()), Size.ANY, null),
                            laid,
                            scope);
            case SequenceTypeContext it -> sequence(it.components(), scope, false);
            case SetTypeContext it -> sequence(it.components(), scope, true);
            case ChoiceTypeContext it -> choice(it.alternatives(), scope);
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
            case ObjectClass.Field.TypeField type -> new OpenType(table(context, laid, scope));
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

    private EnumeratedType enumerated(EnumeratedTypeContext context, Scope scope) {
        boolean extensible = context.ELLIPSIS() != null || scope.source().extensibilityImplied;
        var rootItems = context.enumeration(0).enumerationItem();
        Set<BigInteger> used = new HashSet<>();
        for (var item : rootItems) {
            var number = explicit(item, scope);
            if (number != null) used.add(number);
        }
        var root = new ArrayList<NamedNumber>();
        var next = BigInteger.ZERO;
        for (var item : rootItems) {
            var number = explicit(item, scope);
            if (number == null) {
                while (used.contains(next)) next = next.add(BigInteger.ONE);
                number = next;
                used.add(number);
            }
            root.add(new NamedNumber(item.VALUE_NAME().getText(), number));
        }
        root.sort(Comparator.comparing(NamedNumber::value));
        var additions = new ArrayList<NamedNumber>();
        if (context.enumeration().size() > 1) {
            var least = BigInteger.ZERO;
            for (var item : context.enumeration(1).enumerationItem()) {
                var number = explicit(item, scope);
                if (number == null) {
                    while (used.contains(least)) least = least.add(BigInteger.ONE);
                    number = least;
                }
                used.add(number);
                least = number.add(BigInteger.ONE);
                additions.add(new NamedNumber(item.VALUE_NAME().getText(), number));
            }
        }
        var names = new HashSet<String>();
        for (var list : context.enumeration())
            for (var item : list.enumerationItem())
                if (!names.add(item.VALUE_NAME().getText()))
                    resolver.problems.report(
                            scope.source().position(item),
                            "'"
                                    + item.VALUE_NAME().getText()
                                    + "' stands twice in this ENUMERATED.");
        var numbers = new HashSet<BigInteger>();
        for (var list : List.of(root, additions))
            for (var item : list)
                if (!numbers.add(item.value()))
                    resolver.problems.report(
                            scope.source().position(context),
                            "'"
                                    + item.name()
                                    + "' has number "
                                    + item.value()
                                    + ", which another item of this ENUMERATED has.");
        return new EnumeratedType(List.copyOf(root), extensible, List.copyOf(additions));
    }

    private @Nullable BigInteger explicit(EnumerationItemContext item, Scope scope) {
        if (item.NUMBER() != null) return number(item.NUMBER().getText(), item.MINUS() != null);
        return item.definedValue() == null
                ? null
                : resolver.values.integer(item.definedValue(), scope);
    }

    private List<NamedNumber> numbers(List<NamedNumberContext> items, Scope scope) {
        var numbers = new ArrayList<NamedNumber>();
        for (var item : items) {
            var value =
                    item.NUMBER() != null
                            ? number(item.NUMBER().getText(), item.MINUS() != null)
                            : resolver.values.integer(item.definedValue(), scope);
            numbers.add(
                    new NamedNumber(
                            item.VALUE_NAME().getText(), value == null ? BigInteger.ZERO : value));
        }
        return List.copyOf(numbers);
    }

    static BigInteger number(String digits, boolean negative) {
        var value = new BigInteger(digits);
        return negative ? value.negate() : value;
    }

    private SequenceType sequence(@Nullable ComponentsContext context, Scope scope, boolean set) {
        boolean implied = scope.source().extensibilityImplied;
        if (context == null) return new SequenceType(List.of(), implied, List.of());
        var names = new LinkedHashSet<String>();
        for (var component : componentsOf(context))
            if (component instanceof NamedComponentContext it) names.add(it.VALUE_NAME().getText());
        enclosing.addLast(names);
        try {
            return sequence(context, implied, scope, set);
        } finally {
            enclosing.removeLast();
        }
    }

    /// All components as written, additions too.
    private static List<ComponentContext> componentsOf(ComponentsContext context) {
        var all = new ArrayList<ComponentContext>();
        for (var list : context.componentList()) all.addAll(list.component());
        if (context.additions() != null)
            for (var addition : context.additions().addition())
                switch (addition) {
                    case AdditionGroupContext it -> all.addAll(it.componentList().component());
                    case AdditionComponentContext it -> all.add(it.component());
                    default -> throw new IllegalStateException(addition.getText());
                }
        return all;
    }

    private SequenceType sequence(
            ComponentsContext context, boolean implied, Scope scope, boolean set) {
        boolean automatic =
                scope.source().automaticTags
                        && componentsOf(context).stream()
                                .noneMatch(it ->
                                        it instanceof NamedComponentContext named
                                                && !named.type().tag().isEmpty());
        var root = new ArrayList<Component>();
        var contexts = new ArrayList<ComponentContext>();
        for (var list : context.componentList()) contexts.addAll(list.component());
        for (var component : contexts) root.addAll(component(component, scope));
        if (set && !automatic) {
            var tagged = new ArrayList<Tagged<Component>>();
            for (var component : contexts)
                for (var made : component(component, scope))
                    tagged.add(
                            new Tagged<>(
                                    component instanceof NamedComponentContext it
                                            ? Tags.of(it.type(), scope, resolver)
                                            : Tags.of(made.type(), resolver),
                                    made));
            root.clear();
            tagged.stream().sorted(Tagged.ORDER).forEach(it -> root.add(it.value()));
        }
        var additions = new ArrayList<Addition>();
        if (context.additions() != null) {
            for (var addition : context.additions().addition()) {
                switch (addition) {
                    case AdditionGroupContext group -> {
                        var members = new ArrayList<Component>();
                        for (var component : group.componentList().component())
                            members.addAll(component(component, scope));
                        additions.add(
                                new Addition.Group(
                                        group.NUMBER() == null
                                                ? null
                                                : Integer.valueOf(group.NUMBER().getText()),
                                        List.copyOf(members)));
                    }
                    case AdditionComponentContext single ->
                            component(single.component(), scope)
                                    .forEach(it -> additions.add(new Addition.Single(it)));
                    default -> throw new IllegalStateException(addition.getText());
                }
            }
        }
        duplicates(root, additions, context, scope);
        return new SequenceType(
                List.copyOf(root),
                context.extensionMarker() != null || implied,
                List.copyOf(additions));
    }

    private void duplicates(
            List<Component> root,
            List<Addition> additions,
            ComponentsContext context,
            Scope scope) {
        var all = new ArrayList<>(root);
        for (var addition : additions) {
            switch (addition) {
                case Addition.Single(var component) -> all.add(component);
                case Addition.Group(_, var components) -> all.addAll(components);
            }
        }
        var names = new HashSet<String>();
        for (var component : all)
            if (!names.add(component.name()))
                resolver.problems.report(
                        scope.source().position(context),
                        "component '" + component.name() + "' stands twice in this SEQUENCE.");
    }

    private List<Component> component(ComponentContext context, Scope scope) {
        if (context instanceof ComponentsOfContext of) {
            if (resolver.bare(type(of.type(), scope)) instanceof SequenceType sequence)
                return sequence.root();
            resolver.problems.report(
                    scope.source().position(context), "COMPONENTS OF needs a SEQUENCE or SET.");
            return List.of();
        }
        var named = (NamedComponentContext) context;
        var type = type(named.type(), scope);
        Presence presence = new Presence.Mandatory();
        if (named.OPTIONAL() != null) presence = new Presence.Optional();
        if (named.DEFAULT() != null) {
            var value = resolver.values.value(named.value(), type, scope);
            presence = value == null ? new Presence.Optional() : new Presence.Default(value);
        }
        return List.of(
                new Component(
                        named.VALUE_NAME().getText(), type, presence, table(named.type(), scope)));
    }

    /// The table constraint on a component whose type is a class field.
    private @Nullable TableConstraint table(TypeContext context, Scope scope) {
        return context.untagged() instanceof ClassFieldTypeContext field
                ? table(field, context.constraint(), scope)
                : null;
    }

    private @Nullable TableConstraint table(
            ClassFieldTypeContext field, List<ConstraintContext> laid, Scope scope) {
        var objectClass =
                resolver.classes.named(
                        field.TYPE_NAME(), scope.source(), scope.source().position(field));
        if (objectClass == null) return null;
        var table =
                resolver.constraints.table(laid, objectClass, field.fieldName().getText(), scope);
        if (table != null)
            for (var selector : table.selectors()) checkSelector(selector, field, scope);
        return table;
    }

    /// A selector names a component of a SEQUENCE around it (X.682 §10.7).
    private void checkSelector(List<String> path, ClassFieldTypeContext field, Scope scope) {
        var first = path.getFirst();
        if (enclosing.isEmpty() || enclosing.stream().anyMatch(it -> it.contains(first))) return;
        resolver.problems.report(
                scope.source().position(field),
                "'@"
                        + String.join(".", path)
                        + "' names no component here. There are "
                        + String.join(", ", enclosing.getLast())
                        + ".");
    }

    private ChoiceType choice(AlternativesContext context, Scope scope) {
        var root = new ArrayList<Tagged<Alternative>>();
        boolean tagged = Tags.anyIn(context);
        if (context.alternativeList() != null) {
            for (var it : context.alternativeList().alternative()) {
                root.add(new Tagged<>(Tags.UNKNOWN, alternative(it, scope)));
            }
            if (!scope.source().automaticTags || tagged) {
                for (int i = 0; i < root.size(); i++)
                    root.set(
                            i,
                            new Tagged<>(
                                    Tags.of(
                                            context.alternativeList().alternative(i).type(),
                                            scope,
                                            resolver),
                                    root.get(i).value()));
                root.sort(Tagged.ORDER);
            }
        }
        var additions = new ArrayList<Alternative>();
        if (context.alternativeAdditions() != null) {
            for (var addition : context.alternativeAdditions().alternativeAddition()) {
                if (addition.alternative() != null)
                    additions.add(alternative(addition.alternative(), scope));
                else
                    for (var it : addition.alternativeList().alternative())
                        additions.add(alternative(it, scope));
            }
        }
        var names = new HashSet<String>();
        for (var it : root) duplicate(it.value().name(), names, context, scope);
        for (var it : additions) duplicate(it.name(), names, context, scope);
        return new ChoiceType(
                root.stream().map(Tagged::value).toList(),
                context.extensionMarker() != null || scope.source().extensibilityImplied,
                List.copyOf(additions));
    }

    private void duplicate(
            String name, Set<String> names, AlternativesContext context, Scope scope) {
        if (!names.add(name))
            resolver.problems.report(
                    scope.source().position(context),
                    "alternative '" + name + "' stands twice in this CHOICE.");
    }

    private Alternative alternative(AlternativeContext context, Scope scope) {
        return new Alternative(context.VALUE_NAME().getText(), type(context.type(), scope));
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

    record Tagged<T>(long tag, T value) {
        static final Comparator<Tagged<?>> ORDER = Comparator.comparingLong(Tagged::tag);
    }
}

package kenb.asn1.resolve;

import kenb.asn1.model.Type;
import kenb.asn1.model.Type.Range;
import kenb.asn1.model.Type.Size;
import kenb.asn1.model.Type.TableConstraint;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser.*;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Constraint arithmetic: what PER sees of a constraint (X.691 §9.3), and table constraints (X.682).
final class Constraints {
    private final Resolver resolver;

    Constraints(Resolver resolver) {
        this.resolver = resolver;
    }

    /// Null where PER does not see the constraint.
    @Nullable Bounds bounds(ConstraintContext constraint, Type governor, Scope scope) {
        if (!(constraint.constraintSpec() instanceof SubtypeConstraintContext subtype)) return null;
        var root = bounds(subtype.elementSet(0), governor, scope);
        if (root == null) return null;
        return subtype.ELLIPSIS() == null ? root : root.withExtensible(true);
    }

    private @Nullable Bounds bounds(ElementSetContext set, Type governor, Scope scope) {
        if (set.union() == null) return null;
        Bounds all = null;
        for (var intersection : set.union().intersection()) {
            var next = bounds(intersection, governor, scope);
            if (next == null) return null;
            all = all == null ? next : all.or(next);
        }
        return all;
    }

    private @Nullable Bounds bounds(IntersectionContext context, Type governor, Scope scope) {
        Bounds all = null;
        for (var element : context.intersectionElement()) {
            var next = bounds(element.element(0), governor, scope);
            if (next != null) all = all == null ? next : all.and(next);
        }
        return all;
    }

    private @Nullable Bounds bounds(ElementContext element, Type governor, Scope scope) {
        return switch (element) {
            case RangeElementContext it -> range(it, governor, scope);
            case SizeElementContext it -> {
                var inner =
                        bounds(
                                it.constraint(),
                                new Type.IntegerType(
                                        new Range(BigInteger.ZERO, null), false, List.of()),
                                scope);
                yield inner == null
                        ? null
                        : Bounds.ofSizes(Resolver.nonNull(inner.values()))
                                .withExtensible(inner.extensible());
            }
            case FromElementContext it -> {
                var inner = bounds(it.constraint(), governor, scope);
                yield inner == null
                        ? null
                        : Bounds.ofAlphabet(inner.alphabet()).withExtensible(inner.extensible());
            }
            case NestedElementContext it -> bounds(it.elementSet(), governor, scope);
            case ValueElementContext it -> single(it.value(), governor, scope);
            case TypeElementContext it -> included(it.type(), scope);
            default -> null;
        };
    }

    private @Nullable Bounds range(RangeElementContext context, Type governor, Scope scope) {
        if (governor instanceof Type.CharacterStringType) {
            var characters = new TreeSet<Integer>();
            int from = character(context.lower, scope, 0);
            int to = character(context.upper, scope, 0x7F);
            for (int i = from; i <= to && characters.size() < 70_000; i++) characters.add(i);
            return Bounds.ofAlphabet(characters);
        }
        var lower = endpoint(context.lower, governor, scope);
        var upper = endpoint(context.upper, governor, scope);
        if (lower != null && context.lowerOpen != null) lower = lower.add(BigInteger.ONE);
        if (upper != null && context.upperOpen != null) upper = upper.subtract(BigInteger.ONE);
        if (lower != null && upper != null && lower.compareTo(upper) > 0)
            resolver.problems.report(
                    scope.source().position(context),
                    "the range "
                            + lower
                            + ".."
                            + upper
                            + " is empty: its ends are the wrong way round.");
        return Bounds.ofValues(new Range(lower, upper));
    }

    private int character(EndpointContext endpoint, Scope scope, int otherwise) {
        if (endpoint.value() == null) return otherwise;
        var text = resolver.values.text(endpoint.value(), scope);
        return text == null || text.isEmpty() ? otherwise : text.codePointAt(0);
    }

    private @Nullable BigInteger endpoint(EndpointContext endpoint, Type governor, Scope scope) {
        if (endpoint.value() != null)
            return resolver.values.integer(endpoint.value(), governor, scope);
        if (!(governor instanceof Type.IntegerType it)) return null;
        return endpoint.MIN() != null ? it.range().lower() : it.range().upper();
    }

    private @Nullable Bounds single(ValueContext value, Type governor, Scope scope) {
        if (governor instanceof Type.CharacterStringType) {
            var text = resolver.values.text(value, scope);
            if (text == null) return null;
            var characters = new TreeSet<Integer>();
            text.codePoints().forEach(characters::add);
            return Bounds.ofAlphabet(characters);
        }
        if (!(governor instanceof Type.IntegerType)) return null;
        var number = resolver.values.integer(value, governor, scope);
        return number == null ? null : Bounds.ofValues(new Range(number, number));
    }

    private @Nullable Bounds included(TypeContext type, Scope scope) {
        return switch (resolver.bare(resolver.types.type(type, scope))) {
            case Type.IntegerType it -> Bounds.ofValues(it.range());
            case Type.CharacterStringType it when it.alphabet() != null -> {
                var characters = new TreeSet<Integer>();
                it.alphabet().codePoints().forEach(characters::add);
                yield Bounds.ofAlphabet(characters);
            }
            case null, default -> null;
        };
    }

    /// The bounds of `SIZE (…)` before OF.
    Bounds sizes(ConstraintContext constraint, Scope scope) {
        var inner =
                bounds(
                        constraint,
                        new Type.IntegerType(new Range(BigInteger.ZERO, null), false, List.of()),
                        scope);
        return inner == null || inner.values() == null
                ? Bounds.NONE
                : Bounds.ofSizes(inner.values()).withExtensible(inner.extensible());
    }

    static Size size(Bounds bounds) {
        return cut(Size.ANY, bounds);
    }

    static Size cut(Size size, Bounds bounds) {
        if (bounds.sizes() == null) return size;
        var upper = size.upper() == null ? null : BigInteger.valueOf(size.upper());
        var cut =
                Resolver.nonNull(
                        Bounds.cut(
                                new Range(BigInteger.valueOf(size.lower()), upper),
                                bounds.sizes()));
        return new Size(
                cut.lower() == null ? 0 : cut.lower().longValueExact(),
                cut.upper() == null ? null : cut.upper().longValueExact(),
                bounds.extensible());
    }

    /// The type in `CONTAINING T`.
    static @Nullable TypeContext contents(ConstraintContext constraint) {
        if (!(constraint.constraintSpec() instanceof SubtypeConstraintContext subtype)) return null;
        var union = subtype.elementSet(0).union();
        if (union == null) return null;
        for (var intersection : union.intersection())
            for (var element : intersection.intersectionElement())
                if (element.element(0) instanceof ContainingElementContext it) return it.type();
        return null;
    }

    /// `({Set})` or `({Set}{@id})` among the constraints of a class field.
    @Nullable TableConstraint table(List<ConstraintContext> laid, String field, Scope scope) {
        for (var constraint : laid) {
            if (!(constraint.constraintSpec() instanceof TableConstraintContext table)) continue;
            var tokens = Parsing.inside(table.group());
            var position = scope.source().position(table);
            if (tokens.size() != 1 || tokens.getFirst().getType() != Asn1Lexer.TYPE_NAME) {
                resolver.problems.report(
                        position, "a table constraint names one object set: ({Set}).");
                return null;
            }
            var name = tokens.getFirst().getText();
            var set =
                    scope.bindings().get(name) instanceof Argument.OfObjectSet(var bound)
                            ? bound
                            : resolver.objects.setNamed(name, scope.source(), position);
            if (set == null) return null;
            var selectors = new ArrayList<List<String>>();
            for (var at : table.atNotation())
                selectors.add(at.VALUE_NAME().stream().map(Object::toString).toList());
            return new TableConstraint(set, field, List.copyOf(selectors));
        }
        return null;
    }
}

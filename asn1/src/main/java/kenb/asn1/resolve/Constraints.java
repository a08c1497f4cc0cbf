package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.Type;
import kenb.asn1.model.Type.Range;
import kenb.asn1.model.Type.Size;
import kenb.asn1.model.Type.TableConstraint;
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
    @Nullable Bounds bounds(ConstraintSpecContext constraint, Type governor, Scope scope) {
        if (!(constraint instanceof SubtypeConstraintContext subtype)) return null;
        var root = bounds(subtype.elementSet(0), governor, scope);
        if (root == null) return null;
        checkNotEmpty(root, constraint, scope);
        return subtype.ELLIPSIS() == null ? root : root.openEnded();
    }

    void checkNotEmpty(Bounds bounds, ConstraintSpecContext constraint, Scope scope) {
        if (isEmpty(bounds.values()) || isEmpty(bounds.sizes()))
            resolver.problems.report(
                    scope.source().position(constraint), "no value is left by this constraint.");
    }

    private static boolean isEmpty(@Nullable Range range) {
        return range != null
                && range.lower() != null
                && range.upper() != null
                && range.lower().compareTo(range.upper()) > 0;
    }

    private static Type sizeType() {
        return new Type.IntegerType(new Range(BigInteger.ZERO, null), false, List.of());
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
                var inner = sizes(it.constraint(), scope);
                yield inner.sizes() == null ? null : inner;
            }
            case FromElementContext it -> {
                var inner = bounds(it.constraint().constraintSpec(), governor, scope);
                yield inner == null || inner.alphabet() == null
                        ? null
                        : Bounds.ofAlphabet(inner.alphabet());
            }
            case NestedElementContext it -> bounds(it.elementSet(), governor, scope);
            case ValueElementContext it -> single(it.value(), governor, scope);
            case TypeElementContext it -> included(it.type(), scope);
            default -> null;
        };
    }

    private @Nullable Bounds range(RangeElementContext context, Type governor, Scope scope) {
        if (governor instanceof Type.CharacterStringType string) {
            int from = character(context.lower, scope, Alphabets.first(string.kind()));
            int to = character(context.upper, scope, Alphabets.last(string.kind()));
            if (context.lowerOpen != null) from++;
            if (context.upperOpen != null) to--;
            if (from > to) return emptyRange(context, scope);
            return Bounds.ofAlphabet(Alphabets.range(string.kind(), from, to));
        }
        if (!(governor instanceof Type.IntegerType)) return null;
        var lower = endpoint(context.lower, governor, scope);
        var upper = endpoint(context.upper, governor, scope);
        if (lower != null && context.lowerOpen != null) lower = lower.add(BigInteger.ONE);
        if (upper != null && context.upperOpen != null) upper = upper.subtract(BigInteger.ONE);
        if (lower != null && upper != null && lower.compareTo(upper) > 0)
            return emptyRange(context, scope);
        return Bounds.ofValues(new Range(lower, upper));
    }

    private @Nullable Bounds emptyRange(RangeElementContext context, Scope scope) {
        resolver.problems.report(
                scope.source().position(context),
                "the range " + context.getText() + " is empty. Are its ends the wrong way round?");
        return null;
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
            case Type.CharacterStringType it -> {
                TreeSet<Integer> characters = null;
                if (it.alphabet() != null) {
                    characters = new TreeSet<>();
                    it.alphabet().codePoints().forEach(characters::add);
                }
                yield new Bounds(null, range(it.size()), characters, false);
            }
            case Type.OctetStringType it -> Bounds.ofSizes(range(it.size()));
            case Type.BitStringType it -> Bounds.ofSizes(range(it.size()));
            case Type.SequenceOfType it -> Bounds.ofSizes(range(it.size()));
            case null -> {
                resolver.problems.report(
                        scope.source().position(type), "this constraint refers to itself.");
                yield null;
            }
            default -> null;
        };
    }

    private static Range range(Size size) {
        return new Range(
                BigInteger.valueOf(size.lower()),
                size.upper() == null ? null : BigInteger.valueOf(size.upper()));
    }

    /// The bounds in `SIZE (…)`.
    Bounds sizes(ConstraintContext constraint, Scope scope) {
        var inner = bounds(constraint.constraintSpec(), sizeType(), scope);
        if (inner == null || inner.values() == null) return Bounds.NONE;
        var lower = inner.values().lower();
        var upper = inner.values().upper();
        if (lower != null && (lower.signum() < 0 || lower.bitLength() > 31)
                || upper != null && upper.bitLength() > 62) {
            resolver.problems.report(
                    scope.source().position(constraint), "a size is from 0 to 2147483647.");
            return Bounds.NONE;
        }
        return Bounds.ofSizes(inner.values()).withExtensible(inner.extensible());
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
    static @Nullable TypeContext contents(ConstraintSpecContext constraint) {
        if (!(constraint instanceof SubtypeConstraintContext subtype)) return null;
        var union = subtype.elementSet(0).union();
        if (union == null) return null;
        for (var intersection : union.intersection())
            for (var element : intersection.intersectionElement())
                if (element.element(0) instanceof ContainingElementContext it) return it.type();
        return null;
    }

    /// `({Set})` or `({Set}{@id})` among the constraints of a class field.
    @Nullable TableConstraint table(
            List<ConstraintContext> laid, ObjectClass objectClass, String field, Scope scope) {
        for (var constraint : laid) {
            if (!(constraint.constraintSpec() instanceof TableConstraintContext table)) continue;
            var tokens = Parsing.inside(table.group());
            var position = scope.source().position(table);
            if (tokens.isEmpty() || tokens.getFirst().getType() != Asn1Lexer.TYPE_NAME) {
                resolver.problems.report(
                        position, "a table constraint names one object set: ({Set}).");
                return null;
            }
            var set = resolver.objectSets.referred(tokens, scope);
            if (set == null) return null;
            if (!Classes.same(set.objectClass(), objectClass)) {
                resolver.problems.report(position, ObjectSets.wrongClass(set, objectClass));
                return null;
            }
            var selectors = new ArrayList<List<String>>();
            for (var at : table.atNotation())
                selectors.add(at.VALUE_NAME().stream().map(Object::toString).toList());
            return new TableConstraint(set, field, List.copyOf(selectors));
        }
        return null;
    }
}

package kenb.asn1.resolve;

import kenb.asn1.model.Type.EnumeratedType;
import kenb.asn1.model.Type.NamedNumber;
import kenb.asn1.syntax.Asn1Parser.*;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Items with numbers: ENUMERATED (X.680 §20), and the named numbers and bits of INTEGER and BIT STRING.
final class Numberings {
    private final Resolver resolver;

    Numberings(Resolver resolver) {
        this.resolver = resolver;
    }

    EnumeratedType enumerated(EnumeratedTypeContext context, Scope scope) {
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

    List<NamedNumber> numbers(List<NamedNumberContext> items, Scope scope) {
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
}

package kenb.asn1.resolve;

import kenb.asn1.model.Position;
import kenb.asn1.model.Type;
import kenb.asn1.model.Type.NamedNumber;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.model.Value;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.*;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Syntax of a value to the model's value; what it means depends on its governing type.
final class Values {
    private final Resolver resolver;
    private int depth;
    private static final Type.Range ANY = new Type.Range(null, null);

    Values(Resolver resolver) {
        this.resolver = resolver;
    }

    /// Null, with a problem reported, where the value does not fit the type.
    @Nullable Value value(ValueContext context, Type governor, Scope scope) {
        var type = resolver.bare(governor);
        var position = scope.source().position(context);
        if (depth > 50) {
            resolver.problems.report(position, "this value refers to itself.");
            return null;
        }
        depth++;
        try {
            int before = resolver.problems.reports();
            var value = type == null ? null : read(context, type, scope);
            if (value == null && resolver.problems.reports() == before)
                resolver.problems.report(
                        position,
                        type instanceof Type.RealType
                                ? "values of REAL are not supported."
                                : "value '"
                                        + shortened(context.getText())
                                        + "' does not fit its type"
                                        + kind(type)
                                        + ".");
            if (value instanceof Value.IntegerValue(var number)
                    && type instanceof Type.IntegerType it
                    && depth == 1) checkRange(number, it, position);
            return value;
        } finally {
            depth--;
        }
    }

    private void checkRange(BigInteger number, Type.IntegerType type, Position position) {
        var range = type.range();
        if (type.extensible()
                || (range.lower() == null || range.lower().compareTo(number) <= 0)
                        && (range.upper() == null || range.upper().compareTo(number) >= 0)) return;
        resolver.problems.report(
                position,
                "value "
                        + number
                        + " is not in ("
                        + (range.lower() == null ? "MIN" : range.lower())
                        + ".."
                        + (range.upper() == null ? "MAX" : range.upper())
                        + ").");
    }

    private boolean fits(Value value, Type type) {
        return switch (value) {
            case Value.BooleanValue _ -> type instanceof Type.BooleanType;
            case Value.NullValue _ -> type instanceof Type.NullType;
            case Value.IntegerValue _ -> type instanceof Type.IntegerType;
            case Value.EnumeratedValue(var item) ->
                    type instanceof Type.EnumeratedType it
                            && (named(it.root(), item) != null
                                    || named(it.additions(), item) != null);
            case Value.BitStringValue _ -> type instanceof Type.BitStringType;
            case Value.OctetStringValue _ -> type instanceof Type.OctetStringType;
            case Value.StringValue _ -> type instanceof Type.CharacterStringType;
            case Value.ObjectIdentifierValue _ -> type instanceof Type.ObjectIdentifierType;
            case Value.SequenceValue _ -> type instanceof Type.SequenceType;
            case Value.SequenceOfValue _ -> type instanceof Type.SequenceOfType;
            case Value.ChoiceValue _ -> type instanceof Type.ChoiceType;
        };
    }

    private @Nullable Value read(ValueContext context, Type type, Scope scope) {
        var defined = context.definedValue();
        if (defined != null && defined.TYPE_NAME() == null) {
            var name = defined.VALUE_NAME().getText();
            switch (type) {
                case Type.EnumeratedType it -> {
                    if (named(it.root(), name) != null || named(it.additions(), name) != null)
                        return new Value.EnumeratedValue(name);
                }
                case Type.IntegerType it -> {
                    var number = named(it.namedNumbers(), name);
                    if (number != null) return new Value.IntegerValue(number);
                }
                default -> {}
            }
        }
        if (defined != null) {
            var value = referenced(defined, scope);
            return value != null && fits(value, type) ? value : null;
        }
        return switch (type) {
            case Type.BooleanType _ ->
                    context.TRUE() != null
                            ? new Value.BooleanValue(true)
                            : context.FALSE() != null ? new Value.BooleanValue(false) : null;
            case Type.NullType _ -> context.NULL() != null ? new Value.NullValue() : null;
            case Type.IntegerType _ ->
                    context.NUMBER() == null
                            ? null
                            : new Value.IntegerValue(
                                    Numberings.number(
                                            context.NUMBER().getText(), context.MINUS() != null));
            case Type.BitStringType it -> bits(context, it);
            case Type.OctetStringType _ -> octets(context);
            case Type.CharacterStringType _ ->
                    context.QUOTED() == null ? null : new Value.StringValue(unquoted(context));
            case Type.ObjectIdentifierType _ -> objectIdentifier(context, scope);
            case Type.SequenceType it ->
                    context.group() == null ? null : fields(context.group(), it, scope);
            case Type.SequenceOfType it ->
                    context.group() == null ? null : elements(context.group(), it, scope);
            case Type.ChoiceType it -> chosen(context, it, scope);
            default -> null;
        };
    }

    private @Nullable Value referenced(DefinedValueContext context, Scope scope) {
        if (scope.bindings().get(context.getText()) instanceof Argument.OfValue(var bound))
            return bound;
        var applied = Applied.read(resolver, Parsing.tokens(context), 0, "value", scope);
        var definition = applied.definition();
        if (definition == null) return null;
        if (!(definition.assignment() instanceof ValueAssignmentContext assignment)
                || resolver.classes.of(assignment.governor().type(), Scope.of(definition.source()))
                        != null) {
            resolver.problems.report(
                    scope.source().position(context),
                    "'" + context.getText() + "' is not a value.");
            return null;
        }
        var inside =
                new Scope(
                        definition.source(),
                        Parameters.bind(assignment.parameters(), applied.arguments()));
        return value(
                assignment.value(),
                resolver.types.type(assignment.governor().type(), inside),
                inside);
    }

    private static @Nullable BigInteger named(List<NamedNumber> numbers, String name) {
        for (var number : numbers) if (number.name().equals(name)) return number.value();
        return null;
    }

    private static @Nullable Value bits(ValueContext context, Type.BitStringType type) {
        if (context.BITS() != null)
            return new Value.BitStringValue(digits(context.BITS().getText()));
        if (context.HEX() != null) {
            var bits = new StringBuilder();
            for (char digit : digits(context.HEX().getText()).toCharArray()) {
                var four = Integer.toBinaryString(Character.digit(digit, 16));
                bits.append("0".repeat(4 - four.length())).append(four);
            }
            return new Value.BitStringValue(bits.toString());
        }
        if (context.group() == null) return null;
        var set = new java.util.TreeSet<Integer>();
        for (var token : Parsing.inside(context.group())) {
            if (token.getType() == Asn1Lexer.COMMA) continue;
            var bit = named(type.namedBits(), token.getText());
            if (bit == null || bit.bitLength() > 16 || bit.signum() < 0) return null;
            set.add(bit.intValueExact());
        }
        var bits = new StringBuilder("0".repeat(set.isEmpty() ? 0 : set.last() + 1));
        for (int bit : set) bits.setCharAt(bit, '1');
        while (bits.length() < type.size().lower()) bits.append('0');
        return new Value.BitStringValue(bits.toString());
    }

    private static @Nullable Value octets(ValueContext context) {
        if (context.HEX() != null) {
            var hex = digits(context.HEX().getText());
            return new Value.OctetStringValue(hex.length() % 2 == 0 ? hex : hex + "0");
        }
        if (context.BITS() == null) return null;
        var bits = digits(context.BITS().getText());
        bits += "0".repeat((8 - bits.length() % 8) % 8);
        var hex = new StringBuilder();
        for (int i = 0; i < bits.length(); i += 4)
            hex.append(Character.forDigit(Integer.parseInt(bits.substring(i, i + 4), 2), 16));
        return new Value.OctetStringValue(hex.toString());
    }

    private @Nullable Value objectIdentifier(ValueContext context, Scope scope) {
        if (context.group() == null) return null;
        var arcs = new ArrayList<BigInteger>();
        var tokens = Parsing.inside(context.group());
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            switch (token.getType()) {
                case Asn1Lexer.NUMBER -> arcs.add(new BigInteger(token.getText()));
                case Asn1Lexer.VALUE_NAME -> {
                    if (i + 1 < tokens.size() && tokens.get(i + 1).getType() == Asn1Lexer.LPAREN)
                        continue;
                    int known =
                            switch (token.getText()) {
                                case "itu-t", "ccitt", "recommendation", "standard" -> 0;
                                case "iso" -> 1;
                                case "member-body" -> 2;
                                case "joint-iso-itu-t", "joint-iso-ccitt" -> 2;
                                case "identified-organization" ->
                                        arcs.isEmpty() ? 0 : arcs.getFirst().signum() == 0 ? 4 : 3;
                                default -> -1;
                            };
                    if (known >= 0) {
                        arcs.add(BigInteger.valueOf(known));
                    } else {
                        var definition = resolver.find(token.getText(), scope.source());
                        if (definition == null
                                || !(definition.assignment() instanceof ValueAssignmentContext it)
                                || !(value(
                                                it.value(),
                                                new Type.ObjectIdentifierType(false),
                                                Scope.of(definition.source()))
                                        instanceof Value.ObjectIdentifierValue(var prefix)))
                            return null;
                        arcs.addAll(prefix);
                    }
                }
                default -> {}
            }
        }
        return new Value.ObjectIdentifierValue(List.copyOf(arcs));
    }

    private @Nullable Value fields(GroupContext group, Type.SequenceType type, Scope scope) {
        var components = new LinkedHashMap<String, Type.Component>();
        for (var component : type.root()) components.put(component.name(), component);
        for (var addition : type.additions())
            switch (addition) {
                case Type.Addition.Single(var it) -> components.put(it.name(), it);
                case Type.Addition.Group(_, var list) ->
                        list.forEach(it -> components.put(it.name(), it));
            }
        var fields = new ArrayList<Value.Field>();
        for (var part : Parsing.split(Parsing.inside(group), Asn1Lexer.COMMA)) {
            if (part.size() < 2) return null;
            var name = part.getFirst().getText();
            var component = components.get(name);
            if (component == null) {
                resolver.problems.report(
                        scope.source().position(part.getFirst()),
                        "'" + name + "' is no component of this SEQUENCE, or stands twice.");
                return null;
            }
            components.remove(name);
            var value = parsed(part.subList(1, part.size()), component.type(), scope);
            if (value == null) return null;
            fields.add(new Value.Field(name, value));
        }
        for (var component : type.root())
            if (component.presence() instanceof Type.Presence.Mandatory
                    && components.containsKey(component.name())) {
                resolver.problems.report(
                        scope.source().position(group),
                        "component '" + component.name() + "' of this SEQUENCE has no value.");
                return null;
            }
        return new Value.SequenceValue(List.copyOf(fields));
    }

    private @Nullable Value elements(GroupContext group, Type.SequenceOfType type, Scope scope) {
        var elements = new ArrayList<Value>();
        for (var part : Parsing.split(Parsing.inside(group), Asn1Lexer.COMMA)) {
            var value = parsed(part, type.element(), scope);
            if (value == null) return null;
            elements.add(value);
        }
        return new Value.SequenceOfValue(List.copyOf(elements));
    }

    private @Nullable Value chosen(ValueContext context, Type.ChoiceType type, Scope scope) {
        if (context.COLON() == null) return null;
        var name = context.VALUE_NAME().getText();
        for (var list : List.of(type.root(), type.additions())) {
            for (var alternative : list) {
                if (!alternative.name().equals(name)) continue;
                var value = value(context.value(), alternative.type(), scope);
                return value == null ? null : new Value.ChoiceValue(name, value);
            }
        }
        return null;
    }

    private @Nullable Value parsed(List<Token> tokens, Type type, Scope scope) {
        var context = Parsing.whole(tokens, Asn1Parser::value);
        return context == null ? null : value(context, type, scope);
    }

    /// An integer in a constraint: a number, a named number of the governor, or a reference.
    @Nullable BigInteger integer(ValueContext context, Type governor, Scope scope) {
        var unbounded =
                governor instanceof Type.IntegerType it
                        ? new Type.IntegerType(ANY, false, it.namedNumbers())
                        : governor;
        return value(context, unbounded, scope) instanceof Value.IntegerValue(var number)
                ? number
                : null;
    }

    @Nullable BigInteger integer(DefinedValueContext context, Scope scope) {
        return referenced(context, scope) instanceof Value.IntegerValue(var number) ? number : null;
    }

    @Nullable String text(ValueContext context, Scope scope) {
        if (context.QUOTED() != null) return unquoted(context);
        return context.definedValue() != null
                        && referenced(context.definedValue(), scope)
                                instanceof Value.StringValue(var text)
                ? text
                : null;
    }

    private static String unquoted(ValueContext context) {
        var quoted = context.QUOTED().getText();
        return quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"");
    }

    private static String digits(String quoted) {
        return quoted.substring(1, quoted.length() - 2).replaceAll("\\s", "");
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static String kind(@Nullable Type type) {
        return type == null
                ? ""
                : " ("
                        + type.getClass()
                                .getSimpleName()
                                .replace("Type", "")
                                .toUpperCase(java.util.Locale.ROOT)
                        + ")";
    }
}

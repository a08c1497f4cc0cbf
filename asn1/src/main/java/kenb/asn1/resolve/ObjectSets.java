package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.ObjectSet.InformationObject;
import kenb.asn1.model.Position;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.resolve.Resolver.Definition;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser.SetAssignmentContext;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Information object sets (X.681 §12): named, instances of parameterised ones, and those written
/// where they are used. Their members are read once all names are known.
final class ObjectSets {
    private final Resolver resolver;
    private final Map<Key, ObjectSet> named = new LinkedHashMap<>();
    private final Map<Inline, ObjectSet> inline = new HashMap<>();
    private final Map<ObjectSet, Runnable> unread = new HashMap<>();
    private final Set<ObjectSet> beingRead = new HashSet<>();

    private record Key(Definition definition, List<Argument> arguments) {}

    private record Inline(Position position, Map<String, Argument> bindings) {}

    ObjectSets(Resolver resolver) {
        this.resolver = resolver;
    }

    /// An instance is named after its set, with a number.
    ObjectSet set(Definition definition, List<Argument> arguments, ObjectClass objectClass) {
        var key = new Key(definition, arguments);
        var known = named.get(key);
        if (known != null) return known;
        var assignment = (SetAssignmentContext) definition.assignment();
        var name = Source.nameOf(assignment);
        if (!arguments.isEmpty())
            name +=
                    "-"
                            + (1
                                    + named.keySet().stream()
                                            .filter(it -> it.definition().equals(definition))
                                            .count());
        var made = new ObjectSet(definition.source().name, name, objectClass);
        named.put(key, made);
        later(
                made,
                Parsing.inside(assignment.group()),
                new Scope(
                        definition.source(), Parameters.bind(assignment.parameters(), arguments)));
        return made;
    }

    /// The instances of parameterised sets of a module that are used anywhere.
    List<ObjectSet> instances(Source source) {
        return named.entrySet().stream()
                .filter(it -> !it.getKey().arguments().isEmpty())
                .filter(it -> it.getKey().definition().source() == source)
                .map(Map.Entry::getValue)
                .toList();
    }

    /// What the tokens name: `Set`, `Module.Set`, `Set{…}` or a dummy; null, and reported, otherwise.
    @Nullable ObjectSet referred(List<Token> tokens, Scope scope) {
        if (tokens.size() == 1
                && scope.bindings().get(tokens.getFirst().getText())
                        instanceof Argument.OfObjectSet(var bound)) return bound;
        var applied = Applied.read(resolver, tokens, 0, "object set", scope);
        var definition = applied.definition();
        if (definition == null) return null;
        if (definition.assignment() instanceof SetAssignmentContext it) {
            var objectClass =
                    resolver.classes.of(it.governor().type(), Scope.of(definition.source()));
            if (objectClass != null) return set(definition, applied.arguments(), objectClass);
        }
        resolver.problems.report(
                scope.source().position(tokens.getFirst()),
                "'" + Source.nameOf(definition.assignment()) + "' is not an object set.");
        return null;
    }

    /// An actual parameter `{Set}`, `Set` or `{ {object} | … }`, or one object (not `isSet`); null, and
    /// reported, where it is none.
    @Nullable ObjectSet argument(
            List<Token> tokens,
            ObjectClass objectClass,
            Position position,
            Scope scope,
            boolean isSet) {
        var inside = tokens;
        if (isSet
                && !tokens.isEmpty()
                && tokens.getFirst().getType() == Asn1Lexer.LBRACE
                && Parsing.afterGroup(tokens, 0) == tokens.size())
            inside = tokens.subList(1, tokens.size() - 1);
        if (inside.isEmpty()) {
            resolver.problems.report(
                    position,
                    "an object set can't be empty. Write {...} for one to be filled later.");
            return null;
        }
        if (isSet && isReference(inside)) {
            var set = referred(inside, scope);
            if (set == null || Classes.same(set.objectClass(), objectClass)) return set;
            resolver.problems.report(
                    scope.source().position(inside.getFirst()), wrongClass(set, objectClass));
            return null;
        }
        var first = scope.source().position(inside.getFirst());
        var key = new Inline(first, scope.bindings());
        var known = inline.get(key);
        if (known != null) return known;
        var name = objectClass.name() + "-SET-" + first.line() + "-" + first.column();
        var made = new ObjectSet(scope.source().name, name, objectClass);
        inline.put(key, made);
        later(made, List.copyOf(inside), scope);
        return made;
    }

    private static boolean isReference(List<Token> tokens) {
        if (tokens.getFirst().getType() != Asn1Lexer.TYPE_NAME) return false;
        int end = 1;
        if (tokens.size() > 2
                && tokens.get(1).getType() == Asn1Lexer.DOT
                && tokens.get(2).getType() == Asn1Lexer.TYPE_NAME) end = 3;
        if (end < tokens.size() && tokens.get(end).getType() == Asn1Lexer.LBRACE)
            end = Parsing.afterGroup(tokens, end);
        return end == tokens.size();
    }

    static String wrongClass(ObjectSet set, ObjectClass wanted) {
        return "object set '"
                + set.name()
                + "' is of class "
                + set.objectClass().name()
                + "; one of "
                + wanted.name()
                + " is asked for.";
    }

    private void later(ObjectSet set, List<Token> tokens, Scope scope) {
        unread.put(
                set,
                () -> {
                    var members = new ArrayList<InformationObject>();
                    boolean open = read(set, members, tokens, scope);
                    set.define(members, open);
                });
        resolver.later(() -> filled(set));
    }

    /// False where the set is just being read, so that it would contain itself.
    private boolean filled(ObjectSet set) {
        var reading = unread.remove(set);
        if (reading == null) return !beingRead.contains(set);
        beingRead.add(set);
        reading.run();
        beingRead.remove(set);
        return true;
    }

    private boolean read(
            ObjectSet set, List<InformationObject> members, List<Token> tokens, Scope scope) {
        boolean open = false;
        for (int i = 0; i < tokens.size(); ) {
            var token = tokens.get(i);
            var position = scope.source().position(token);
            switch (token.getType()) {
                case Asn1Lexer.ELLIPSIS -> {
                    open = true;
                    i++;
                }
                case Asn1Lexer.COMMA,
                        Asn1Lexer.BAR,
                        Asn1Lexer.UNION,
                        Asn1Lexer.LPAREN,
                        Asn1Lexer.RPAREN ->
                        i++;
                case Asn1Lexer.LBRACE -> {
                    int end = Parsing.afterGroup(tokens, i);
                    var inside = tokens.subList(i + 1, Math.max(i + 1, end - 1));
                    var member =
                            resolver.objects.object(
                                    null, inside, set.objectClass(), position, scope);
                    if (member != null) members.add(member);
                    i = end;
                }
                case Asn1Lexer.VALUE_NAME, Asn1Lexer.TYPE_NAME -> {
                    int end = nameEnd(tokens, i);
                    boolean isObject =
                            tokens.get(i).getType() == Asn1Lexer.VALUE_NAME
                                    || i + 2 < end
                                            && tokens.get(i + 2).getType() == Asn1Lexer.VALUE_NAME;
                    var name = tokens.subList(i, end);
                    if (isObject) open |= addObject(set, members, name, scope);
                    else open |= addSet(set, members, name, scope);
                    i = end;
                }
                default -> {
                    resolver.problems.report(
                            position,
                            "'"
                                    + token.getText()
                                    + "' can't stand in an object set. List objects and sets with"
                                    + " '|' between.");
                    return open;
                }
            }
        }
        return open;
    }

    private static int nameEnd(List<Token> tokens, int at) {
        int end = at + 1;
        if (end + 1 < tokens.size() && tokens.get(end).getType() == Asn1Lexer.DOT) end += 2;
        return end < tokens.size() && tokens.get(end).getType() == Asn1Lexer.LBRACE
                ? Parsing.afterGroup(tokens, end)
                : end;
    }

    private boolean addObject(
            ObjectSet set, List<InformationObject> members, List<Token> name, Scope scope) {
        if (scope.bindings().get(name.getFirst().getText()) instanceof Argument.OfObjectSet)
            return addSet(set, members, name, scope);
        var applied = Applied.read(resolver, name, 0, "object", scope);
        if (applied.definition() == null) return false;
        var member =
                resolver.objects.named(
                        applied.definition(),
                        applied.arguments(),
                        set.objectClass(),
                        scope.source().position(name.getFirst()),
                        0);
        if (member != null) members.add(member);
        return false;
    }

    private boolean addSet(
            ObjectSet set, List<InformationObject> members, List<Token> name, Scope scope) {
        var position = scope.source().position(name.getFirst());
        var other = referred(name, scope);
        if (other == null) return false;
        if (!Classes.same(other.objectClass(), set.objectClass())) {
            resolver.problems.report(position, wrongClass(other, set.objectClass()));
            return false;
        }
        if (!filled(other)) {
            resolver.problems.report(
                    position, "object set '" + other.name() + "' contains itself.");
            return false;
        }
        members.addAll(other.objects());
        return other.extensible();
    }
}

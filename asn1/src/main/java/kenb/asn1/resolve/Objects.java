package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.ObjectSet.InformationObject;
import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Position;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.resolve.Resolver.Definition;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser.*;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Information object classes, objects and object sets (X.681).
final class Objects {
    private final Resolver resolver;
    private final Map<Definition, ObjectClass> classes = new HashMap<>();
    private final Map<Definition, ObjectSet> sets = new HashMap<>();
    private final Map<String, ObjectSet> anonymous = new HashMap<>();
    private final Map<Definition, InformationObject> objects = new HashMap<>();

    Objects(Resolver resolver) {
        this.resolver = resolver;
    }

    /// Whether `X ::= Y` makes X another name of a class.
    boolean isClass(Definition definition) {
        return definition.assignment() instanceof TypeAssignmentContext it
                && classOf(it.type(), Scope.of(definition.source())) != null;
    }

    /// The class a governor names; null where it names a type. Unknown names are left to the type.
    @Nullable ObjectClass classOf(TypeContext governor, Scope scope) {
        if (!(governor.untagged() instanceof ReferenceTypeContext reference)
                || reference.DOT() != null
                || !governor.constraint().isEmpty()) return null;
        return classNamed(reference.TYPE_NAME(0).getText(), scope.source(), 0);
    }

    @Nullable ObjectClass classNamed(String name, Source source, Position position) {
        var found = classNamed(name, source, 0);
        if (found == null) resolver.problems.unknown(position, "class", name, source.known);
        return found;
    }

    private @Nullable ObjectClass classNamed(String name, Source source, int depth) {
        if (name.equals("TYPE-IDENTIFIER")) return TYPE_IDENTIFIER;
        var definition = resolver.find(name, source);
        if (definition == null || depth > 20) return null;
        return switch (definition.assignment()) {
            case ClassAssignmentContext _ -> objectClass(definition);
            case TypeAssignmentContext it
                    when it.type().untagged() instanceof ReferenceTypeContext reference
                            && reference.group() == null
                            && it.type().constraint().isEmpty() ->
                    classNamed(reference.TYPE_NAME(0).getText(), definition.source(), depth + 1);
            default -> null;
        };
    }

    private static final ObjectClass TYPE_IDENTIFIER =
            new ObjectClass(
                    "",
                    "TYPE-IDENTIFIER",
                    List.of(
                            new ObjectClass.Field.ValueField(
                                    "&id",
                                    new kenb.asn1.model.Type.ObjectIdentifierType(false),
                                    true,
                                    false,
                                    null),
                            new ObjectClass.Field.TypeField("&Type", false)));

    ObjectClass objectClass(Definition definition) {
        var known = classes.get(definition);
        if (known != null) return known;
        var assignment = (ClassAssignmentContext) definition.assignment();
        var scope = Scope.of(definition.source());
        var fields = new ArrayList<ObjectClass.Field>();
        for (var field : assignment.objectClass().classField()) {
            switch (field) {
                case TypeFieldContext it ->
                        fields.add(
                                new ObjectClass.Field.TypeField(
                                        it.TYPE_FIELD().getText(),
                                        it.OPTIONAL() != null || it.DEFAULT() != null));
                case ValueFieldContext it -> {
                    var type = resolver.types.type(it.fieldType, scope);
                    fields.add(
                            new ObjectClass.Field.ValueField(
                                    it.VALUE_FIELD().getText(),
                                    type,
                                    it.UNIQUE() != null,
                                    it.OPTIONAL() != null || it.DEFAULT() != null,
                                    it.DEFAULT() == null
                                            ? null
                                            : resolver.values.value(it.value(), type, scope)));
                }
                default ->
                        resolver.problems.report(
                                definition.source().position(field),
                                "value set fields of classes are not supported.");
            }
        }
        var made =
                new ObjectClass(
                        definition.source().name, Source.nameOf(assignment), List.copyOf(fields));
        classes.put(definition, made);
        return made;
    }

    ObjectSet set(Definition definition, ObjectClass objectClass) {
        var known = sets.get(definition);
        if (known != null) return known;
        var assignment = (SetAssignmentContext) definition.assignment();
        var made = new ObjectSet(definition.source().name, Source.nameOf(assignment), objectClass);
        sets.put(definition, made);
        resolver.later(() ->
                fill(made, Parsing.inside(assignment.group()), Scope.of(definition.source())));
        return made;
    }

    @Nullable ObjectSet setNamed(String name, Source source, Position position) {
        var definition = resolver.lookUp(name, "object set", source, position);
        if (definition == null) return null;
        if (definition.assignment() instanceof SetAssignmentContext it) {
            var objectClass = classOf(it.governor().type(), Scope.of(definition.source()));
            if (objectClass != null) return set(definition, objectClass);
        }
        resolver.problems.report(position, "'" + name + "' is not an object set.");
        return null;
    }

    /// An actual parameter `{Set}`, `Set` or `{ {object} | … }`.
    @Nullable ObjectSet setArgument(List<Token> tokens, ObjectClass objectClass, Scope scope) {
        var inside = tokens;
        if (!tokens.isEmpty() && tokens.getFirst().getType() == Asn1Lexer.LBRACE)
            inside = tokens.subList(1, tokens.size() - 1);
        if (inside.size() == 1 && inside.getFirst().getType() == Asn1Lexer.TYPE_NAME) {
            var token = inside.getFirst();
            if (scope.bindings().get(token.getText()) instanceof Argument.OfObjectSet(var bound))
                return bound;
            return setNamed(token.getText(), scope.source(), scope.source().position(token));
        }
        if (inside.isEmpty()) return null;
        var first = scope.source().position(inside.getFirst());
        var name = objectClass.name() + "-SET-" + first.line() + "-" + first.column();
        var key = scope.source().name + "." + name;
        var known = anonymous.get(key);
        if (known != null) return known;
        var made = new ObjectSet(scope.source().name, name, objectClass);
        anonymous.put(key, made);
        var members = List.copyOf(inside);
        resolver.later(() -> fill(made, members, scope));
        return made;
    }

    private void fill(ObjectSet set, List<Token> tokens, Scope scope) {
        var members = new ArrayList<InformationObject>();
        boolean open = add(members, tokens, set.objectClass(), scope, 0);
        set.define(members, open);
    }

    private boolean add(
            List<InformationObject> members,
            List<Token> tokens,
            ObjectClass objectClass,
            Scope scope,
            int depth) {
        boolean open = false;
        for (int i = 0; i < tokens.size(); ) {
            var token = tokens.get(i);
            var position = scope.source().position(token);
            switch (token.getType()) {
                case Asn1Lexer.ELLIPSIS -> {
                    open = true;
                    i++;
                }
                case Asn1Lexer.COMMA, Asn1Lexer.BAR, Asn1Lexer.UNION -> i++;
                case Asn1Lexer.LBRACE -> {
                    int end = Parsing.afterGroup(tokens, i);
                    var member =
                            object(
                                    null,
                                    tokens.subList(i + 1, end - 1),
                                    objectClass,
                                    position,
                                    scope);
                    if (member != null) members.add(member);
                    i = end;
                }
                case Asn1Lexer.VALUE_NAME -> {
                    var definition =
                            resolver.lookUp(token.getText(), "object", scope.source(), position);
                    if (definition != null) {
                        var member = object(definition, objectClass);
                        if (member != null) members.add(member);
                    }
                    i++;
                }
                case Asn1Lexer.TYPE_NAME -> {
                    if (scope.bindings().get(token.getText())
                            instanceof Argument.OfObjectSet(var bound)) {
                        members.addAll(bound.objects());
                        open |= bound.extensible();
                    } else {
                        var definition =
                                resolver.lookUp(
                                        token.getText(), "object set", scope.source(), position);
                        if (depth > 20) {
                            resolver.problems.report(
                                    position,
                                    "object set '" + token.getText() + "' contains itself.");
                        } else if (definition != null
                                && definition.assignment() instanceof SetAssignmentContext it) {
                            open |=
                                    add(
                                            members,
                                            Parsing.inside(it.group()),
                                            objectClass,
                                            Scope.of(definition.source()),
                                            depth + 1);
                        } else if (definition != null) {
                            resolver.problems.report(
                                    position, "'" + token.getText() + "' is not an object set.");
                        }
                    }
                    i++;
                }
                default -> {
                    resolver.problems.report(
                            position, "'" + token.getText() + "' can't stand in an object set.");
                    return open;
                }
            }
        }
        return open;
    }

    @Nullable InformationObject object(Definition definition, ObjectClass objectClass) {
        var known = objects.get(definition);
        if (known != null) return known;
        if (!(definition.assignment() instanceof ValueAssignmentContext assignment)
                || assignment.value().group() == null) {
            resolver.problems.report(
                    definition.position(),
                    "'" + Source.nameOf(definition.assignment()) + "' is not an object.");
            return null;
        }
        var made =
                object(
                        Source.nameOf(assignment),
                        Parsing.inside(assignment.value().group()),
                        objectClass,
                        definition.position(),
                        Scope.of(definition.source()));
        if (made != null) objects.put(definition, made);
        return made;
    }

    private @Nullable InformationObject object(
            @Nullable String name,
            List<Token> tokens,
            ObjectClass objectClass,
            Position position,
            Scope scope) {
        var settings = new LinkedHashMap<String, Setting>();
        var reading = new ObjectReading(resolver, objectClass, tokens, scope, settings);
        if (!reading.read(syntaxOf(objectClass))) {
            resolver.problems.report(
                    position,
                    "this object does not follow the syntax of class "
                            + objectClass.name()
                            + reading.where()
                            + ".");
            return null;
        }
        for (var field : objectClass.fields()) {
            boolean optional =
                    switch (field) {
                        case ObjectClass.Field.TypeField it -> it.optional();
                        case ObjectClass.Field.ValueField it -> {
                            if (it.byDefault() != null)
                                settings.putIfAbsent(
                                        it.name(), new Setting.OfValue(it.byDefault()));
                            yield it.optional();
                        }
                    };
            if (!optional && !settings.containsKey(field.name()))
                resolver.problems.report(
                        position, "this object does not set " + field.name() + ".");
        }
        return new InformationObject(
                name, java.util.Collections.unmodifiableMap(settings), position);
    }

    private @Nullable SyntaxListContext syntaxOf(ObjectClass objectClass) {
        var source = resolver.sources.get(objectClass.module());
        if (source == null) return null;
        var assignment = (ClassAssignmentContext) source.assignments.get(objectClass.name());
        return assignment.objectClass().syntaxList();
    }
}

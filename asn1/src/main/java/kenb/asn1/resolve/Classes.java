package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectClass.Field;
import kenb.asn1.model.Position;
import kenb.asn1.resolve.Resolver.Definition;
import kenb.asn1.syntax.Asn1Parser.*;

import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Information object classes (X.681 §9), and the two that X.681 itself defines (annexes A and B).
final class Classes {
    private static final String BUILT_IN =
            """
            X681 DEFINITIONS ::= BEGIN
            TYPE-IDENTIFIER ::= CLASS { &id OBJECT IDENTIFIER UNIQUE, &Type }
                WITH SYNTAX { &Type IDENTIFIED BY &id }
            ABSTRACT-SYNTAX ::= CLASS { &id OBJECT IDENTIFIER UNIQUE, &Type, &property BIT STRING DEFAULT ''B }
                WITH SYNTAX { &Type IDENTIFIED BY &id [HAS PROPERTY &property] }
            END
            """;

    private final Resolver resolver;
    private final Source builtIn;
    private final Map<Definition, ObjectClass> classes = new HashMap<>();
    private final Set<Definition> beingRead = new HashSet<>();
    private final Map<Name, SyntaxListContext> syntaxes = new HashMap<>();

    private record Name(String module, String name) {
        static Name of(ObjectClass objectClass) {
            return new Name(objectClass.module(), objectClass.name());
        }
    }

    Classes(Resolver resolver) {
        this.resolver = resolver;
        builtIn =
                new Source(
                        "X.681",
                        ModuleReading.read("X.681", BUILT_IN, resolver.problems).getFirst(),
                        resolver.problems);
    }

    static boolean same(ObjectClass one, ObjectClass other) {
        return Name.of(one).equals(Name.of(other));
    }

    /// Whether `X ::= Y` makes X another name of a class.
    boolean isClass(Definition definition) {
        return definition.assignment() instanceof TypeAssignmentContext it
                && definitionOf(it.type(), Scope.of(definition.source())) != null;
    }

    /// The class a governor names; null where it names a type. Unknown names are left to the type.
    @Nullable ObjectClass of(TypeContext governor, Scope scope) {
        var definition = definitionOf(governor, scope);
        return definition == null ? null : objectClass(definition);
    }

    private @Nullable Definition definitionOf(TypeContext governor, Scope scope) {
        if (!(governor.untagged() instanceof ReferenceTypeContext reference)
                || reference.group() != null
                || !governor.constraint().isEmpty()) return null;
        if (reference.DOT() == null) return definition(reference.TYPE_NAME(0), scope.source(), 0);
        var module = resolver.sources.get(reference.TYPE_NAME(0).getText());
        return module == null ? null : definition(reference.TYPE_NAME(1), module, 0);
    }

    /// Null, and reported, where there is none of this name.
    @Nullable ObjectClass named(TerminalNode name, Source source, Position position) {
        var definition = definition(name, source, 0);
        if (definition != null) return objectClass(definition);
        if (resolver.lookUp(name.getText(), "class", source, position) != null)
            resolver.problems.report(position, "'" + name.getText() + "' is not a class.");
        return null;
    }

    /// Follows `X ::= Y` to the CLASS; null where it ends elsewhere.
    private @Nullable Definition definition(TerminalNode name, Source source, int depth) {
        var definition = resolver.find(name.getText(), source);
        if (definition == null) definition = resolver.find(name.getText(), builtIn);
        if (definition == null || depth > 20) return null;
        return switch (definition.assignment()) {
            case ClassAssignmentContext _ -> definition;
            case TypeAssignmentContext it
                    when it.type().untagged() instanceof ReferenceTypeContext reference
                            && reference.group() == null
                            && reference.DOT() == null
                            && it.type().constraint().isEmpty() ->
                    definition(reference.TYPE_NAME(0), definition.source(), depth + 1);
            default -> null;
        };
    }

    /// Null, and reported, where a field of the class needs the class itself.
    @Nullable ObjectClass objectClass(Definition definition) {
        var known = classes.get(definition);
        if (known != null) return known;
        var assignment = (ClassAssignmentContext) definition.assignment();
        var source = definition.source();
        if (!beingRead.add(definition)) {
            resolver.problems.report(
                    definition.position(),
                    "class '" + Source.nameOf(assignment) + "' has a field that needs itself.");
            return null;
        }
        var fields = new ArrayList<Field>();
        for (var field : assignment.objectClass().classField()) {
            var made = field(field, Scope.of(source));
            if (made == null) continue;
            if (fields.stream().anyMatch(it -> it.name().equals(made.name())))
                resolver.problems.report(
                        source.position(field),
                        "field '" + made.name() + "' stands twice in this CLASS.");
            fields.add(made);
        }
        beingRead.remove(definition);
        var made = new ObjectClass(source.name, Source.nameOf(assignment), List.copyOf(fields));
        classes.put(definition, made);
        var syntax = assignment.objectClass().syntaxList();
        if (syntax != null) syntaxes.put(Name.of(made), syntax);
        return made;
    }

    private @Nullable Field field(ClassFieldContext field, Scope scope) {
        switch (field) {
            case TypeFieldContext it -> {
                return new Field.TypeField(
                        it.TYPE_FIELD().getText(), it.OPTIONAL() != null || it.DEFAULT() != null);
            }
            case ValueFieldContext it when definitionOf(it.fieldType, scope) == null -> {
                var type = resolver.types.type(it.fieldType, scope);
                return new Field.ValueField(
                        it.VALUE_FIELD().getText(),
                        type,
                        it.UNIQUE() != null,
                        it.OPTIONAL() != null || it.DEFAULT() != null,
                        it.DEFAULT() == null
                                ? null
                                : resolver.values.value(it.value(), type, scope));
            }
            default -> {
                resolver.problems.report(
                        scope.source().position(field),
                        "field '"
                                + field.getStart().getText()
                                + "' is of a kind that is not supported: types, and values of a"
                                + " fixed type, are.");
                return null;
            }
        }
    }

    /// The WITH SYNTAX of a class, where it has one.
    @Nullable SyntaxListContext syntaxOf(ObjectClass objectClass) {
        return syntaxes.get(Name.of(objectClass));
    }
}

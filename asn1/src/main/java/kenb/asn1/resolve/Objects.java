package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectClass.Field;
import kenb.asn1.model.ObjectSet.InformationObject;
import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Position;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.resolve.Resolver.Definition;
import kenb.asn1.syntax.Asn1Parser.ValueAssignmentContext;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Information objects (X.681 §11).
final class Objects {
    private static final int DEEPEST = 20;

    private final Resolver resolver;
    private final Map<Key, InformationObject> objects = new HashMap<>();

    private record Key(Definition definition, List<Argument> arguments) {}

    Objects(Resolver resolver) {
        this.resolver = resolver;
    }

    /// A named object, of the class that is asked for; null, and reported, where it is none.
    @Nullable InformationObject named(
            Definition definition,
            List<Argument> arguments,
            ObjectClass wanted,
            Position usedAt,
            int depth) {
        var name = Source.nameOf(definition.assignment());
        var objectClass =
                definition.assignment() instanceof ValueAssignmentContext it
                        ? resolver.classes.of(it.governor().type(), Scope.of(definition.source()))
                        : null;
        if (objectClass == null) {
            resolver.problems.report(usedAt, "'" + name + "' is not an object.");
            return null;
        }
        if (!Classes.same(objectClass, wanted)) {
            resolver.problems.report(
                    usedAt,
                    "object '"
                            + name
                            + "' is of class "
                            + objectClass.name()
                            + "; one of "
                            + wanted.name()
                            + " is asked for.");
            return null;
        }
        var key = new Key(definition, arguments);
        var known = objects.get(key);
        if (known != null) return known;
        var made = read(definition, arguments, objectClass, depth);
        if (made != null) objects.put(key, made);
        return made;
    }

    private @Nullable InformationObject read(
            Definition definition, List<Argument> arguments, ObjectClass objectClass, int depth) {
        var assignment = (ValueAssignmentContext) definition.assignment();
        var source = definition.source();
        var scope = new Scope(source, Parameters.bind(assignment.parameters(), arguments));
        var name = Source.nameOf(assignment);
        if (assignment.value().group() != null)
            return object(
                    name,
                    Parsing.inside(assignment.value().group()),
                    objectClass,
                    definition.position(),
                    scope);
        var other = assignment.value().definedValue();
        if (other == null || depth > DEEPEST) {
            resolver.problems.report(
                    definition.position(),
                    "object '"
                            + name
                            + "' "
                            + (other == null
                                    ? "is not in braces: write { … } as the class says."
                                    : "is defined only by itself."));
            return null;
        }
        var applied = Applied.read(resolver, Parsing.tokens(other), 0, "object", scope);
        return applied.definition() == null
                ? null
                : named(
                        applied.definition(),
                        applied.arguments(),
                        objectClass,
                        source.position(other),
                        depth + 1);
    }

    /// The object that the tokens between its braces describe.
    @Nullable InformationObject object(
            @Nullable String name,
            List<Token> tokens,
            ObjectClass objectClass,
            Position position,
            Scope scope) {
        var settings = new LinkedHashMap<String, Setting>();
        var reading = new ObjectReading(resolver, objectClass, tokens, scope, settings);
        if (!reading.read(resolver.classes.syntaxOf(objectClass))) {
            resolver.problems.report(reading.stoppedAt(position), reading.complaint());
            return null;
        }
        for (var field : objectClass.fields()) {
            boolean optional =
                    switch (field) {
                        case Field.TypeField it -> it.optional();
                        case Field.ValueField it -> {
                            if (it.byDefault() != null)
                                settings.putIfAbsent(
                                        it.name(), new Setting.OfValue(it.byDefault()));
                            yield it.optional();
                        }
                    };
            if (!optional && !settings.containsKey(field.name()) && reading.allReadable())
                resolver.problems.report(
                        position, "this object does not set " + field.name() + ".");
        }
        return new InformationObject(name, Collections.unmodifiableMap(settings), position);
    }
}

package kenb.asn1.resolve;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.ModuleSet.Module;
import kenb.asn1.model.ModuleSet.NamedValue;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.Position;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.syntax.Asn1Parser.AssignmentContext;
import kenb.asn1.syntax.Asn1Parser.ClassAssignmentContext;
import kenb.asn1.syntax.Asn1Parser.ReferenceTypeContext;
import kenb.asn1.syntax.Asn1Parser.SetAssignmentContext;
import kenb.asn1.syntax.Asn1Parser.TypeAssignmentContext;
import kenb.asn1.syntax.Asn1Parser.ValueAssignmentContext;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Settles every name of a set of modules (X.680 to X.683) and gives the model the emitters work from.
public final class Resolver {
    final Problems problems = new Problems();
    final Map<String, Source> sources = new LinkedHashMap<>();
    final Types types = new Types(this);
    final Components components = new Components(this);
    final Numberings numberings = new Numberings(this);
    final Constraints constraints = new Constraints(this);
    final Values values = new Values(this);
    final Classes classes = new Classes(this);
    final Objects objects = new Objects(this);
    final ObjectSets objectSets = new ObjectSets(this);
    private final Map<InstanceKey, TypeDefinition> definitions = new LinkedHashMap<>();

    /// Bodies not resolved yet: definitions refer to each other in cycles.
    private final Map<TypeDefinition, Runnable> bodies = new LinkedHashMap<>();

    private final Deque<Runnable> pending = new ArrayDeque<>();

    private record InstanceKey(String module, String name, List<Argument> arguments) {}

    /// What a name stands for: the module that defines it, and the assignment there.
    record Definition(Source source, AssignmentContext assignment) {
        Position position() {
            return source.position(assignment);
        }
    }

    private Resolver() {}

    /// Reads and resolves files (a folder means the .asn and .asn1 files in it).
    ///
    /// @throws Asn1Exception with every problem found
    public static ModuleSet resolve(List<Path> files) throws Asn1Exception {
        var resolver = new Resolver();
        var sources = Parsing.read(resolver.expand(files), resolver.problems);
        if (sources.isEmpty()) resolver.problems.throwIfAny();
        return resolver.resolveAll(sources);
    }

    private List<Path> expand(List<Path> files) {
        var all = new ArrayList<Path>();
        for (var file : files) {
            if (!Files.isDirectory(file)) {
                all.add(file);
                continue;
            }
            try (var inside = Files.list(file)) {
                inside.filter(path -> path.toString().matches("(?i).*\\.asn1?"))
                        .sorted()
                        .forEach(all::add);
            } catch (IOException e) {
                problems.report(
                        new Position(file.toString(), 1, 1), "can't be listed: " + e.getMessage());
            }
        }
        if (all.isEmpty())
            problems.report(
                    new Position(files.toString(), 1, 1),
                    "no ASN.1 files. Name .asn files or a folder of them.");
        return all;
    }

    private ModuleSet resolveAll(List<Source> parsed) throws Asn1Exception {
        for (var source : parsed) {
            var earlier = sources.putIfAbsent(source.name, source);
            if (earlier != null)
                problems.report(
                        source.position,
                        "module '" + source.name + "' is already defined in " + earlier.file + ".");
        }
        for (var source : sources.values()) Imports.check(source, sources, problems);
        var modules = new ArrayList<Module>();
        for (var source : sources.values()) modules.add(module(source));
        settle();
        definitions.values().stream()
                .filter(it -> bare(new Type.Reference(it)) == null)
                .forEach(it ->
                        problems.report(
                                it.position(),
                                "type '" + it.name() + "' is defined only by itself."));
        problems.throwIfAny();
        modules.replaceAll(this::withSetInstances);
        var instances =
                definitions.values().stream().filter(d -> !d.arguments().isEmpty()).toList();
        return new ModuleSet(List.copyOf(modules), instances);
    }

    private Module withSetInstances(Module module) {
        var sets = new ArrayList<>(module.objectSets());
        sets.addAll(objectSets.instances(nonNull(sources.get(module.name()))));
        return new Module(module.name(), module.types(), module.values(), List.copyOf(sets));
    }

    private Module module(Source source) {
        var typeDefinitions = new ArrayList<TypeDefinition>();
        var constants = new ArrayList<NamedValue>();
        var sets = new ArrayList<ObjectSet>();
        var scope = Scope.of(source);
        for (var assignment : source.all()) {
            var definition = new Definition(source, assignment);
            switch (assignment) {
                case TypeAssignmentContext it
                        when it.parameters() == null && !classes.isClass(definition) ->
                        typeDefinitions.add(instance(definition, List.of()));
                case SetAssignmentContext it when it.parameters() == null -> {
                    var objectClass = classes.of(it.governor().type(), scope);
                    if (objectClass != null)
                        sets.add(objectSets.set(definition, List.of(), objectClass));
                    else typeDefinitions.add(instance(definition, List.of()));
                }
                case ValueAssignmentContext it when it.parameters() == null -> {
                    var objectClass = classes.of(it.governor().type(), scope);
                    if (objectClass != null) {
                        objects.named(definition, List.of(), objectClass, definition.position(), 0);
                    } else {
                        var type = types.type(it.governor().type(), scope);
                        later(() -> {
                            var value = values.value(it.value(), type, scope);
                            if (value != null)
                                constants.add(
                                        new NamedValue(
                                                Source.nameOf(it),
                                                type,
                                                value,
                                                definition.position()));
                        });
                    }
                }
                case ClassAssignmentContext _ -> classes.objectClass(definition);
                default -> {}
            }
            settle();
        }
        return new Module(source.name, typeDefinitions, constants, sets);
    }

    void later(Runnable work) {
        pending.add(work);
    }

    private void settle() {
        while (!bodies.isEmpty() || !pending.isEmpty()) {
            if (bodies.isEmpty()) pending.removeLast().run();
            else body(bodies.keySet().iterator().next());
        }
    }

    /// The assignment a name stands for in a scope, through imports; reports an unknown one.
    @Nullable Definition lookUp(String name, String kind, Source source, Position position) {
        var found = find(name, source);
        if (found != null) return found;
        for (var other : sources.values()) {
            if (other != source
                    && other.assignments.containsKey(name)
                    && !source.imports.containsKey(name)) {
                problems.report(
                        position,
                        "unknown "
                                + kind
                                + " '"
                                + name
                                + "'"
                                + source.around(position)
                                + ". Module "
                                + other.name
                                + " defines it: import it from there.");
                return null;
            }
        }
        if (!source.imports.containsKey(name))
            problems.unknown(position, kind, name, source.around(position), source.known);
        return null;
    }

    @Nullable Definition find(String name, Source source) {
        return find(name, source, 0);
    }

    private @Nullable Definition find(String name, Source source, int depth) {
        var here = source.assignments.get(name);
        if (here != null) return new Definition(source, here);
        var from = source.imports.get(name);
        var other = from == null ? null : sources.get(from);
        return other == null || depth > 20 ? null : find(name, other, depth + 1);
    }

    @Nullable Definition lookUp(ReferenceTypeContext reference, Scope scope) {
        var position = scope.source().position(reference);
        if (reference.DOT() != null) {
            var module = sources.get(reference.TYPE_NAME(0).getText());
            if (module == null) {
                problems.report(
                        position, "unknown module '" + reference.TYPE_NAME(0).getText() + "'.");
                return null;
            }
            return lookUp(reference.TYPE_NAME(1).getText(), "type", module, position);
        }
        return lookUp(reference.TYPE_NAME(0).getText(), "type", scope.source(), position);
    }

    /// The definition of a type, one for each list of actual parameters.
    TypeDefinition instance(Definition definition, List<Argument> arguments) {
        var name = Source.nameOf(definition.assignment());
        var key = new InstanceKey(definition.source().name, name, arguments);
        var known = definitions.get(key);
        if (known != null) return known;
        var fresh =
                new TypeDefinition(
                        definition.source().name, name, arguments, definition.position());
        definitions.put(key, fresh);
        if (!arguments.isEmpty() && Nesting.isEndless(arguments)) {
            problems.report(
                    definition.position(),
                    "'" + name + "' uses itself with ever longer parameters: it has no end.");
            fresh.define(new Type.NullType());
            return fresh;
        }
        var formal = Applied.formal(definition.assignment());
        var scope = new Scope(definition.source(), Parameters.bind(formal, arguments));
        bodies.put(fresh, () -> fresh.define(types.body(definition.assignment(), scope)));
        return fresh;
    }

    /// The body of a definition, resolved now if need be; null while it is being resolved itself.
    @Nullable Type body(TypeDefinition definition) {
        var unresolved = bodies.remove(definition);
        if (unresolved != null) unresolved.run();
        return definition.isDefined() ? definition.type() : null;
    }

    /// Follows references to what they stand for; null where they only refer to each other.
    @Nullable Type bare(Type type) {
        @Nullable Type at = type;
        for (int steps = 0; at instanceof Type.Reference(var definition); steps++) {
            if (steps > 50) return null;
            at = body(definition);
        }
        return at;
    }

    static <T> T nonNull(@Nullable T value) {
        return java.util.Objects.requireNonNull(value);
    }
}

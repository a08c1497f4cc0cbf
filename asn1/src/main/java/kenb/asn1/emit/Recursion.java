package kenb.asn1.emit;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which definitions can hold themselves, without an open type between.
final class Recursion {
    private final Map<TypeDefinition, List<TypeDefinition>> uses = new HashMap<>();

    private Recursion() {}

    static Set<TypeDefinition> of(ModuleSet modules) {
        var recursion = new Recursion();
        for (var module : modules.modules()) module.types().forEach(recursion::usesOf);
        modules.instances().forEach(recursion::usesOf);
        // What is used by nothing that is left can't be on a cycle: strip from both ends.
        boolean stripped = true;
        var left = new HashSet<>(recursion.uses.keySet());
        while (stripped) {
            var used = new HashSet<TypeDefinition>();
            for (var definition : left) used.addAll(recursion.uses.get(definition));
            stripped =
                    left.removeIf(it ->
                            !used.contains(it)
                                    || recursion.uses.get(it).stream().noneMatch(left::contains));
        }
        left.removeIf(it -> !recursion.reachesItself(it, left));
        return left;
    }

    private boolean reachesItself(TypeDefinition from, Set<TypeDefinition> within) {
        var seen = new HashSet<TypeDefinition>();
        var open = new ArrayDeque<>(uses.get(from));
        while (!open.isEmpty()) {
            var next = open.pop();
            if (next == from) return true;
            if (within.contains(next) && seen.add(next)) open.addAll(uses.get(next));
        }
        return false;
    }

    private List<TypeDefinition> usesOf(TypeDefinition definition) {
        var known = uses.get(definition);
        if (known != null) return known;
        var found = new HashSet<TypeDefinition>();
        collect(definition.type(), found);
        var list = List.copyOf(found);
        uses.put(definition, list);
        list.forEach(this::usesOf);
        return list;
    }

    private static void collect(Type type, Set<TypeDefinition> into) {
        switch (type) {
            case Type.Reference(var definition) -> into.add(definition);
            case Type.SequenceOfType it -> collect(it.element(), into);
            case Type.SequenceType it -> {
                it.root().forEach(component -> collect(component.type(), into));
                for (var addition : it.additions()) {
                    switch (addition) {
                        case Type.Addition.Single(var component) -> collect(component.type(), into);
                        case Type.Addition.Group(_, var components) ->
                                components.forEach(component -> collect(component.type(), into));
                    }
                }
            }
            case Type.ChoiceType it -> {
                it.root().forEach(alternative -> collect(alternative.type(), into));
                it.additions().forEach(alternative -> collect(alternative.type(), into));
            }
            default -> {}
        }
    }
}

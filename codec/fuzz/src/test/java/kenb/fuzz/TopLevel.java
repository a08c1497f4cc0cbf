package kenb.fuzz;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Type;
import kenb.asn1.model.Type.Addition;
import kenb.asn1.model.Type.TableConstraint;
import kenb.asn1.model.TypeDefinition;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// Which types of a module set no other type of it holds, but for those that hold it as octets.
final class TopLevel {
    private final Set<TypeDefinition> held = new HashSet<>();
    private final Set<TypeDefinition> contained = new HashSet<>();
    private final Set<ObjectSet> sets = new HashSet<>();

    private TopLevel() {}

    static Set<String> of(ModuleSet modules) {
        var search = new TopLevel();
        for (var module : modules.modules())
            for (var definition : module.types()) search.inside(definition.type());
        for (var definition : modules.instances()) search.inside(definition.type());
        var names = new TreeSet<String>();
        for (var module : modules.modules())
            for (var definition : module.types())
                if (!search.held.contains(definition) || search.contained.contains(definition))
                    names.add(definition.name());
        return names;
    }

    private void inside(@Nullable Type type) {
        switch (type) {
            case Type.Reference(var definition) -> held.add(definition);
            case Type.SequenceType it -> {
                it.root().forEach(this::inside);
                for (var addition : it.additions())
                    switch (addition) {
                        case Addition.Single(var component) -> inside(component);
                        case Addition.Group(_, var components) -> components.forEach(this::inside);
                    }
            }
            case Type.SequenceOfType it -> inside(it.element());
            case Type.ChoiceType it -> {
                it.root().forEach(one -> inside(one.type()));
                it.additions().forEach(one -> inside(one.type()));
            }
            case Type.OctetStringType it -> octets(it.containing());
            case Type.BitStringType it -> octets(it.containing());
            case Type.OpenType it -> inside(it.table());
            case null, default -> {}
        }
    }

    private void octets(@Nullable Type type) {
        if (type instanceof Type.Reference(var definition)) contained.add(definition);
    }

    private void inside(Type.Component component) {
        inside(component.type());
        inside(component.table());
    }

    private void inside(@Nullable TableConstraint table) {
        if (table == null || !sets.add(table.set())) return;
        for (var object : table.set().objects())
            for (var setting : object.settings().values())
                if (setting instanceof Setting.OfType(var type)) inside(type);
    }
}

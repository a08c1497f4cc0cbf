package kenb.asn1.model;

import java.util.List;

/// Everything a set of files defines. `types` holds what is not parameterised, in the order written;
/// `instances` every instance of a parameterised type that is used from there.
public record ModuleSet(List<Module> modules, List<TypeDefinition> instances) {
    public record Module(
            String name,
            List<TypeDefinition> types,
            List<NamedValue> values,
            List<ObjectSet> objectSets) {}

    public record NamedValue(String name, Type type, Value value, Position position) {}
}

package kenb.asn1.resolve;

import kenb.asn1.model.TypeDefinition.Argument;

import java.util.Map;

/// Where a name is looked up: the module, and the actual parameters that stand for dummy names.
record Scope(Source source, Map<String, Argument> bindings) {
    static Scope of(Source source) {
        return new Scope(source, Map.of());
    }
}

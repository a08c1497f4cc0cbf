package kenb.codec.per;

import java.util.Map;

/// A member of an information object set that carries a type: its set, the number of the type's field
/// in the set's class, the key it goes by on the wire, its name in the specification, and the other
/// settings (`&criticality` …) as generated constants.
public record InformationObject<T>(
        ObjectSet set, int field, int key, String name, Map<String, Object> settings) {

    /// Of all objects with a type.
    @Override
    public String toString() {
        return name + " (" + key + ")";
    }
}

package kenb.codec.per;

import java.util.Map;

/// A member of an information object set that carries a type: the key it goes by on the wire, its
/// name in the specification, and the other settings (`&criticality` …) as generated constants.
public record InformationObject<T>(int key, String name, Map<String, Object> settings) {}

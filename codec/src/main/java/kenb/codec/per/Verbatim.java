package kenb.codec.per;

/// The value of an open type that its sender did not write the canonical way: numbers longer than
/// they need be, octets left behind the value. The octets are kept as they came, so that encoding
/// gives the same bytes; typed access sees the value only.
public record Verbatim(Object value, Octets octets) {
    /// The value itself, however it was written.
    public static Object strip(Object value) {
        return value instanceof Verbatim(var inner, _) ? inner : value;
    }
}

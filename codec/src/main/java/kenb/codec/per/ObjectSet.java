package kenb.codec.per;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// An information object set: which type stands in an open type, by the key that was read.
public interface ObjectSet {
    /// Whether the set has a type for this field under this key.
    boolean has(int field, int key);

    /// Name in the specification of the type under this key.
    @Nullable String nameOf(int field, int key);

    /// Reads a value of the type under this key; null, with nothing read, where there is none.
    @Nullable Object decode(int field, int key, PerReader in);

    /// Writes a value of the type under this key; false, with nothing written, where there is none.
    ///
    /// @throws ClassCastException when the value is of another type
    boolean encode(int field, int key, PerWriter out, Object value);

    /// The members with a type, as written in the specification, one type field after the other.
    List<InformationObject<?>> objects();

    /// Of a message of this set: the set of the fields in its container; null for others.
    default @Nullable ObjectSet fieldsOf(int field, int key) {
        return null;
    }

    /// Passes over a message of this set and tells `pdu` the fields of its container; over others not.
    default void index(int field, int key, PerReader in, LazyPdu pdu) {}
}

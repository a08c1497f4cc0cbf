package kenb.asn1.model;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// An information object class (X.681 §9): its fields by name, with the leading `&`.
public record ObjectClass(String module, String name, List<Field> fields) {
    public sealed interface Field {
        String name();

        /// `&Value`: a type.
        record TypeField(String name, boolean optional) implements Field {}

        /// `&id ProtocolIE-ID UNIQUE`: a value of a fixed type.
        record ValueField(
                String name, Type type, boolean unique, boolean optional, @Nullable Value byDefault)
                implements Field {}
    }
}

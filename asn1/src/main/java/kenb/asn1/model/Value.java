package kenb.asn1.model;

import java.math.BigInteger;
import java.util.List;

/// A value written in a module: a constant, a DEFAULT, a field of an information object.
public sealed interface Value {
    record BooleanValue(boolean value) implements Value {}

    record NullValue() implements Value {}

    record IntegerValue(BigInteger value) implements Value {}

    record EnumeratedValue(String item) implements Value {}

    /// `bits` as `0` and `1`, first bit first.
    record BitStringValue(String bits) implements Value {}

    record OctetStringValue(String hex) implements Value {}

    record StringValue(String text) implements Value {}

    record ObjectIdentifierValue(List<BigInteger> arcs) implements Value {}

    record SequenceValue(List<Field> fields) implements Value {}

    record SequenceOfValue(List<Value> elements) implements Value {}

    record ChoiceValue(String alternative, Value value) implements Value {}

    record Field(String name, Value value) {}
}

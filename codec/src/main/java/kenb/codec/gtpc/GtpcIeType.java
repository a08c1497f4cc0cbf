package kenb.codec.gtpc;

import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import java.util.function.BiConsumer;
import java.util.function.Function;

/// An element type that is known here, and its value as `T` ([GtpcIeTypes]). Octets that a later release puts behind the fields are read
/// past, as §7.7.7 asks; they stay in the [GtpcIe].
///
/// @param number TS 29.274 table 8.1-1
/// @param specName as the specification writes it
public record GtpcIeType<T>(
        int number,
        String specName,
        Function<FieldReader, T> reader,
        BiConsumer<T, FieldWriter> writer) {

    /// An element of instance 0.
    public GtpcIe of(T value) {
        return of(0, value);
    }

    /// @param instance 0 to 15
    public GtpcIe of(int instance, T value) {
        var out = new FieldWriter();
        writer.accept(value, out);
        return new GtpcIe(number, instance, out.toOctets());
    }

    /// @throws kenb.codec.per.DecodeException for a value that is too short or breaks its format; bits count from the value's start
    public T read(Octets value) {
        byte[] octets = value.toByteArray();
        return reader.apply(new FieldReader(specName, octets, 0, octets.length));
    }

    @Override
    public String toString() {
        return specName;
    }
}

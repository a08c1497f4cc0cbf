package kenb.codec.tlv;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import java.util.Arrays;

/// Reads fields of a message from its octets, never past their end. All that goes wrong is a [DecodeException] with the name of the message
/// and the field, and the bit where it stands.
public final class FieldReader {
    private final String message;
    private final byte[] octets;
    private int index;
    private final int end;

    /// @param message goes in front of every path
    /// @param index where to begin; bits count from the start of the array
    /// @param end where to stop
    public FieldReader(String message, byte[] octets, int index, int end) {
        this.message = message;
        this.octets = octets;
        this.index = index;
        this.end = end;
    }

    /// One that goes on from here and says another name in its errors.
    public FieldReader named(String name) {
        return new FieldReader(name, octets, index, end);
    }

    public DecodeException wrong(String field, String expectation) {
        return new DecodeException(8L * index, expectation).at(field).at(message);
    }

    public boolean hasMore() {
        return index < end;
    }

    public int remaining() {
        return end - index;
    }

    /// An octet that is not read yet.
    ///
    /// @return -1 past the end
    public int peek(int offset) {
        return index + offset < end ? octets[index + offset] & 0xff : -1;
    }

    public int octet(String field) {
        need(field, 1);
        return octets[index++] & 0xff;
    }

    /// @param count octets, 1 to 4
    public int number(String field, int count) {
        need(field, count);
        int value = 0;
        for (int i = 0; i < count; i++) value = value << 8 | octets[index++] & 0xff;
        return value;
    }

    public Octets octets(String field, int count) {
        need(field, count);
        Octets value = Octets.of(Arrays.copyOfRange(octets, index, index + count));
        index += count;
        return value;
    }

    /// Unsigned.
    ///
    /// @param count octets, 1 to 8
    public long wide(String field, int count) {
        need(field, count);
        long value = 0;
        for (int i = 0; i < count; i++) value = value << 8 | octets[index++] & 0xff;
        return value;
    }

    /// A reader of the next octets alone, which are read past here.
    public FieldReader part(String field, int count) {
        need(field, count);
        index += count;
        return new FieldReader(message + "." + field, octets, index - count, index);
    }

    /// All that is left.
    public Octets rest() {
        return octets("rest", end - index);
    }

    /// A value with a length of one octet.
    public Octets lv(String field) {
        return octets(field, octet(field));
    }

    /// A value with a length of two octets.
    public Octets lvE(String field) {
        return octets(field, number(field, 2));
    }

    private void need(String field, int count) {
        if (end - index < count) {
            throw wrong(field, "%d octets needed, %d remain".formatted(count, end - index));
        }
    }
}

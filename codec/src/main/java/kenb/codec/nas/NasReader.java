package kenb.codec.nas;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import java.util.Arrays;

/// Reads fields of a NAS message from its octets, never past their end.
final class NasReader {
    private final String message;
    private final byte[] octets;
    private int index;
    private final int end;

    NasReader(String message, byte[] octets, int index, int end) {
        this.message = message;
        this.octets = octets;
        this.index = index;
        this.end = end;
    }

    /// One that goes on from here and says another name in its errors.
    NasReader named(String name) {
        return new NasReader(name, octets, index, end);
    }

    DecodeException wrong(String field, String expectation) {
        return new DecodeException(8L * index, expectation).at(field).at("NAS " + message);
    }

    boolean hasMore() {
        return index < end;
    }

    int remaining() {
        return end - index;
    }

    /// An octet that is not read yet.
    ///
    /// @return -1 past the end
    int peek(int offset) {
        return index + offset < end ? octets[index + offset] & 0xff : -1;
    }

    int octet(String field) {
        need(field, 1);
        return octets[index++] & 0xff;
    }

    int number(String field, int count) {
        need(field, count);
        int value = 0;
        for (int i = 0; i < count; i++) value = value << 8 | octets[index++] & 0xff;
        return value;
    }

    Octets octets(String field, int count) {
        need(field, count);
        Octets value = Octets.of(Arrays.copyOfRange(octets, index, index + count));
        index += count;
        return value;
    }

    Octets rest() {
        return octets("rest", end - index);
    }

    /// A value with a length of one octet.
    Octets lv(String field) {
        return octets(field, octet(field));
    }

    /// A value with a length of two octets.
    Octets lvE(String field) {
        return octets(field, number(field, 2));
    }

    private void need(String field, int count) {
        if (end - index < count) {
            throw wrong(field, "%d octets needed, %d remain".formatted(count, end - index));
        }
    }
}

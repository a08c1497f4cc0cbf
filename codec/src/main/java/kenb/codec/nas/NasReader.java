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

    DecodeException wrong(String field, String expectation) {
        return new DecodeException(8L * index, expectation).at(field).at("NAS " + message);
    }

    boolean hasMore() {
        return index < end;
    }

    int octet(String field) {
        need(field, 1);
        return octets[index++] & 0xff;
    }

    int number(String field, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | octet(field);
        }
        return (int) value;
    }

    Octets octets(String field, int count) {
        need(field, count);
        Octets value = Octets.of(Arrays.copyOfRange(octets, index, index + count));
        index += count;
        return value;
    }

    /// A value with a length of one octet.
    Octets lv(String field) {
        return octets(field, octet(field));
    }

    /// A value with a length of two octets.
    Octets lvE(String field) {
        return octets(field, number(field, 2));
    }

    /// Passes over an optional element that has no meaning here (TS 24.007 §11.2.4): one octet where the tag's first bit is
    /// set, else a value with a length.
    void skip(int tag) {
        if ((tag & 0x80) == 0) {
            lv("optional " + Integer.toHexString(tag));
        }
    }

    private void need(String field, int count) {
        if (end - index < count) {
            throw wrong(field, "%d octets needed, %d remain".formatted(count, end - index));
        }
    }
}

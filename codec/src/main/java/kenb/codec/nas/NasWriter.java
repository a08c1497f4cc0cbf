package kenb.codec.nas;

import kenb.codec.per.Octets;

import java.util.Arrays;

/// Writes the fields of a NAS message one after the other.
final class NasWriter {
    private byte[] octets = new byte[64];
    private int length;

    NasWriter octet(int value) {
        if (length == octets.length) octets = Arrays.copyOf(octets, 2 * length);
        octets[length++] = (byte) value;
        return this;
    }

    NasWriter type(EmmMessageType type) {
        return octet(type.number());
    }

    NasWriter type(EsmMessageType type) {
        return octet(type.number());
    }

    NasWriter number(int value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) octet(value >>> shift);
        return this;
    }

    NasWriter octets(Octets value) {
        for (int i = 0; i < value.length(); i++) octet(value.at(i));
        return this;
    }

    /// @throws IllegalArgumentException for a value of another length
    NasWriter fixed(Octets value, int count) {
        if (value.length() != count) {
            throw new IllegalArgumentException(
                    "a value of %d octets, not %d".formatted(value.length(), count));
        }
        return octets(value);
    }

    /// @throws IllegalArgumentException for more octets than the length can say
    NasWriter lv(Octets value) {
        if (value.length() > 0xff) {
            throw new IllegalArgumentException("a value of " + value.length() + " octets");
        }
        return octet(value.length()).octets(value);
    }

    /// @throws IllegalArgumentException for more octets than the length can say
    NasWriter lvE(Octets value) {
        if (value.length() > 0xffff) {
            throw new IllegalArgumentException("a value of " + value.length() + " octets");
        }
        return number(value.length(), 2).octets(value);
    }

    /// An octet written before.
    int at(int index) {
        return octets[index] & 0xff;
    }

    Octets toOctets() {
        return Octets.of(Arrays.copyOf(octets, length));
    }
}

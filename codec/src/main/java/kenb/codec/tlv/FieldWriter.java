package kenb.codec.tlv;

import kenb.codec.per.Octets;

import java.util.Arrays;

/// Writes the fields of a message one after the other.
public final class FieldWriter {
    private byte[] octets = new byte[64];
    private int length;

    public FieldWriter octet(int value) {
        if (length == octets.length) octets = Arrays.copyOf(octets, 2 * length);
        octets[length++] = (byte) value;
        return this;
    }

    public FieldWriter number(int value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) octet(value >>> shift);
        return this;
    }

    /// @param count octets, 1 to 8
    public FieldWriter wide(long value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) octet((int) (value >>> shift));
        return this;
    }

    public FieldWriter octets(Octets value) {
        for (int i = 0; i < value.length(); i++) octet(value.at(i));
        return this;
    }

    /// @throws IllegalArgumentException for a value of another length
    public FieldWriter fixed(Octets value, int count) {
        if (value.length() != count) {
            throw new IllegalArgumentException(
                    "a value of %d octets, not %d".formatted(value.length(), count));
        }
        return octets(value);
    }

    /// @throws IllegalArgumentException for more octets than the length can say
    public FieldWriter lv(Octets value) {
        if (value.length() > 0xff) {
            throw new IllegalArgumentException("a value of " + value.length() + " octets");
        }
        return octet(value.length()).octets(value);
    }

    /// @throws IllegalArgumentException for more octets than the length can say
    public FieldWriter lvE(Octets value) {
        if (value.length() > 0xffff) {
            throw new IllegalArgumentException("a value of " + value.length() + " octets");
        }
        return number(value.length(), 2).octets(value);
    }

    /// An octet written before.
    public int at(int index) {
        return octets[index] & 0xff;
    }

    public int length() {
        return length;
    }

    /// Overwrites two octets written before.
    public FieldWriter setShort(int index, int value) {
        octets[index] = (byte) (value >> 8);
        octets[index + 1] = (byte) value;
        return this;
    }

    public Octets toOctets() {
        return Octets.of(Arrays.copyOf(octets, length));
    }
}

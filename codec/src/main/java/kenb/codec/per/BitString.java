package kenb.codec.per;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable string of bits, first bit first; unused bits of the last octet are zero.
public final class BitString {
    public static final BitString EMPTY = new BitString(new byte[0], 0);

    private final byte[] bytes;
    private final int lengthBits;

    private BitString(byte[] bytes, int lengthBits) {
        this.bytes = bytes;
        this.lengthBits = lengthBits;
    }

    /// `bytes` holds `lengthBits` bits, left-aligned; bits beyond are ignored.
    public static BitString of(byte[] bytes, int lengthBits) {
        if (lengthBits < 0 || bytes.length < (lengthBits + 7) / 8)
            throw new IllegalArgumentException(
                    bytes.length + " octets do not hold " + lengthBits + " bits");
        var copy = Arrays.copyOf(bytes, (lengthBits + 7) / 8);
        if (lengthBits % 8 != 0) copy[copy.length - 1] &= (byte) (0xFF00 >>> (lengthBits % 8));
        return new BitString(copy, lengthBits);
    }

    /// The `lengthBits` low bits of `value`, most significant first.
    public static BitString of(long value, int lengthBits) {
        if (lengthBits < 0 || lengthBits > 64)
            throw new IllegalArgumentException("a long holds 0 to 64 bits, not " + lengthBits);
        var bytes = new byte[(lengthBits + 7) / 8];
        for (int i = 0; i < lengthBits; i++)
            if ((value >>> (lengthBits - 1 - i) & 1) != 0)
                bytes[i >> 3] |= (byte) (0x80 >>> (i & 7));
        return new BitString(bytes, lengthBits);
    }

    public static BitString ofBits(String zerosAndOnes) {
        var bytes = new byte[(zerosAndOnes.length() + 7) / 8];
        for (int i = 0; i < zerosAndOnes.length(); i++)
            if (zerosAndOnes.charAt(i) == '1') bytes[i >> 3] |= (byte) (0x80 >>> (i & 7));
        return new BitString(bytes, zerosAndOnes.length());
    }

    static BitString wrap(byte[] bytes, int lengthBits) {
        return new BitString(bytes, lengthBits);
    }

    byte[] array() {
        return bytes;
    }

    public int lengthBits() {
        return lengthBits;
    }

    public boolean bit(int index) {
        if (index < 0 || index >= lengthBits) throw new IndexOutOfBoundsException(index);
        return (bytes[index >> 3] & 0x80 >>> (index & 7)) != 0;
    }

    /// The bits as a number, first bit most significant; for up to 64 bits.
    public long toLong() {
        if (lengthBits > 64)
            throw new IllegalStateException(lengthBits + " bits do not fit a long");
        long value = 0;
        for (int i = 0; i < lengthBits; i++) value = value << 1 | (bit(i) ? 1 : 0);
        return value;
    }

    /// The octets, the last one filled up with zero bits.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitString bits
                && lengthBits == bits.lengthBits
                && Arrays.equals(bytes, bits.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + lengthBits;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes) + "/" + lengthBits;
    }
}

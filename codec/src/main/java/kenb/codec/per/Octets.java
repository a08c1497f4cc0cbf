package kenb.codec.per;

import io.netty.buffer.ByteBuf;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable string of octets, equal by content.
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    /// The readable bytes of a buffer, whose indices stay as they are.
    public static Octets of(ByteBuf buffer) {
        var bytes = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), bytes);
        return wrap(bytes);
    }

    public static Octets ofHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    /// Takes the array over: nobody may change it afterwards.
    static Octets wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes);
    }

    byte[] array() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /// The octet at `index`, 0 to 255.
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    /// Appends the octets to a buffer without another copy.
    public void writeTo(ByteBuf buffer) {
        buffer.writeBytes(bytes);
    }

    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }
}

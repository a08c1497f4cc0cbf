package kenb.codec.nas;

import kenb.codec.per.Octets;

import java.io.ByteArrayOutputStream;

/// Writes the fields of a NAS message one after the other.
final class NasWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    NasWriter octet(int value) {
        out.write(value);
        return this;
    }

    NasWriter number(int value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
        return this;
    }

    NasWriter octets(Octets value) {
        out.writeBytes(value.toByteArray());
        return this;
    }

    NasWriter lv(Octets value) {
        return octet(value.length()).octets(value);
    }

    NasWriter lvE(Octets value) {
        return number(value.length(), 2).octets(value);
    }

    NasWriter tlv(int tag, Octets value) {
        return octet(tag).lv(value);
    }

    Octets toOctets() {
        return Octets.of(out.toByteArray());
    }
}

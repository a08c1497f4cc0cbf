package kenb.fuzz;

import kenb.codec.per.DecodeException;
import kenb.codec.per.PduType;
import kenb.codec.text.PlainValues;

import java.util.Arrays;

/// A generated codec under fire: an input is refused with a place, or is a value that can be written and read again as the
/// same, canonically too, and shown and read back.
record PerCheck(PduType type) implements Target.Check {
    /// One value of this many is shown, which takes longer than all else.
    private static final int SHOWN = 8;

    /// A value costs some objects an octet; a forged length must not cost what it claims.
    private static final long BYTES = 4 << 20;

    private static final long BYTES_AN_OCTET = 8192;

    /// Where Jazzer's own allocations don't count as the decoder's.
    private static final boolean MEMORY_COUNTS = System.getProperty("fuzz.group") == null;

    @Override
    public void feed(byte[] octets) {
        var memory = new Memory();
        Object value;
        try {
            value = type.decode(octets);
        } catch (DecodeException e) {
            if (e.path().isEmpty() || e.bitOffset() < 0 || e.bitOffset() > 8L * octets.length)
                throw new AssertionError("refused at no place: " + e.getMessage(), e);
            return;
        } finally {
            memory.atMost(
                    MEMORY_COUNTS ? BYTES + BYTES_AN_OCTET * octets.length : Long.MAX_VALUE,
                    "decode");
        }
        var again = type.encode(value);
        if (!Arrays.equals(again, octets)) same(value, type.decode(again), "written again");
        var canonical = type.encodeCanonical(value);
        if (!Arrays.equals(canonical, again)) {
            var read = type.decode(canonical);
            if (!Arrays.equals(type.encode(read), canonical))
                throw new AssertionError("the canonical form is written otherwise again: " + read);
        }
        if (Arrays.hashCode(octets) % SHOWN == 0)
            same(
                    value,
                    PlainValues.read(type.type(), PlainValues.of(value)),
                    "shown and read back");
    }

    private static void same(Object value, Object other, String when) {
        if (!other.equals(value))
            throw new AssertionError(
                    "another value when "
                            + when
                            + ":\n"
                            + PlainValues.of(value)
                            + '\n'
                            + PlainValues.of(other));
    }
}

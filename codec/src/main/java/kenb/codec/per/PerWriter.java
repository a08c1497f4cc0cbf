package kenb.codec.per;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes PER (X.691) into an array that grows. One writer serves many PDUs by {@link #reset}. A value
/// that its type does not allow is an {@link EncodeException}.
public final class PerWriter {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final boolean aligned;
    private byte[] data = new byte[512];

    /// Eight octets more fit into the array wherever `stored` is; it grows before that would end, which
    /// is beyond this many.
    private int limit = limitOf(data);

    /// Octets that are in the array for good.
    private int stored;

    /// The bits behind them, fewer than 64, in the low end. What is above them here is of no meaning.
    private long pending;

    private int pendingBits;
    private boolean canonical;

    private PerWriter(boolean aligned) {
        this.aligned = aligned;
    }

    public static PerWriter aligned() {
        return new PerWriter(true);
    }

    public static PerWriter unaligned() {
        return new PerWriter(false);
    }

    public PerWriter reset() {
        stored = 0;
        pendingBits = 0;
        return this;
    }

    /// From now on writes what decoding kept of a sender's own ways in canonical form (X.691 §3.7.5).
    public PerWriter canonical() {
        canonical = true;
        return this;
    }

    /// Octets of the finished PDU, at least one (X.691 §11.1); the last is filled up with zero bits.
    public int finish() {
        if (position() == 0) bits(0, 8);
        pad();
        store();
        return stored;
    }

    /// The array written to. {@link #finish}, called before, says how much of it counts.
    public byte[] array() {
        return data;
    }

    public byte[] toByteArray() {
        int octets = finish();
        return Arrays.copyOf(data, octets);
    }

    /// In bits from the start.
    private int position() {
        return (stored << 3) + pendingBits;
    }

    private void pad() {
        int over = pendingBits & 7;
        if (over != 0) bits(0, 8 - over);
    }

    /// Makes room for that many octets and eight more.
    private void room(int octets) {
        if (stored + octets > limit || stored + octets < 0) grow(octets);
    }

    private void grow(int octets) {
        long needed = (long) stored + octets + 16;
        if (needed > 1 << 27) throw new EncodeException("a PDU of over 128 MiB");
        data = Arrays.copyOf(data, Math.max((int) needed, data.length * 2));
        limit = limitOf(data);
    }

    private static int limitOf(byte[] data) {
        return data.length - 16;
    }

    // ---- bits

    public void bit(boolean bit) {
        bits(bit ? 1 : 0, 1);
    }

    /// A number below 2 to the power of `count`, in that many bits, 0 to 64.
    public void bits(long value, int count) {
        int bits = pendingBits + count;
        if (bits < 64) {
            pending = pending << count | value;
            pendingBits = bits;
        } else {
            spill(value, count, bits - 64);
        }
    }

    /// Stores eight octets; `left` bits of the value are still to come.
    private void spill(long value, int count, int left) {
        if (stored > limit) grow(0);
        long first = count == 64 && left == 0 ? 0 : pending << count - left;
        LONGS.set(data, stored, first | value >>> left);
        stored += 8;
        pending = value;
        pendingBits = left;
    }

    /// Puts what is pending into the array; the bits of an octet that has fewer than eight go on pending.
    private void store() {
        int bits = pendingBits;
        if (bits == 0) return;
        LONGS.set(data, stored, pending << 64 - bits);
        stored += bits >> 3;
        pendingBits = bits & 7;
        if (stored > limit) grow(0);
    }

    /// Overwrites `count` bits, at most 32, that were stored before.
    private void patch(int at, int value, int count) {
        int octet = at >> 3;
        int shift = 64 - (at & 7) - count;
        long mask = -1L >>> 64 - count << shift;
        long old = (long) LONGS.get(data, octet);
        LONGS.set(data, octet, old & ~mask | (long) value << shift & mask);
    }

    public void align() {
        if (aligned) pad();
    }

    private void octets(byte[] bytes, int from, int count) {
        if (count <= 8) {
            fewOctets(bytes, from, count);
            return;
        }
        store();
        room(count);
        if (pendingBits == 0) {
            System.arraycopy(bytes, from, data, stored, count);
            stored += count;
        } else {
            unalignedOctets(bytes, from, count);
        }
    }

    private void fewOctets(byte[] bytes, int from, int count) {
        if (count >= 4) {
            int rest = count - 4 << 3;
            long first = (int) INTS.get(bytes, from) & 0xFFFF_FFFFL;
            long last = (int) INTS.get(bytes, from + count - 4) & (1L << rest) - 1;
            bits(first << rest | last, count << 3);
        } else {
            for (int i = from; i < from + count; i++) bits(bytes[i] & 0xFF, 8);
        }
    }

    private void unalignedOctets(byte[] bytes, int from, int count) {
        int taken = pendingBits;
        long before = pending;
        int i = from;
        for (; i + 8 <= from + count; i += 8) {
            long eight = (long) LONGS.get(bytes, i);
            LONGS.set(data, stored, before << 64 - taken | eight >>> taken);
            stored += 8;
            before = eight;
        }
        pending = before;
        fewOctets(bytes, i, from + count - i);
    }

    // ---- whole numbers

    /// A number in `count` bits with its lower bound taken off.
    public void constrained(int count, long lower, long upper, long value) {
        check(lower, upper, value);
        bits(value - lower, count);
    }

    /// As {@link #constrained}, from the next octet on in aligned PER.
    public void constrainedAligned(int count, long lower, long upper, long value) {
        align();
        constrained(count, lower, upper, value);
    }

    private static void check(long lower, long upper, long value) {
        if (value < lower || value > upper)
            throw new EncodeException("value " + value + " is outside " + lower + ".." + upper);
    }

    /// Aligned PER, range over 64K.
    public void lengthConstrained(int mostOctets, long lower, long upper, long value) {
        check(lower, upper, value);
        long offset = value - lower;
        int octets = Math.max(1, (64 - Long.numberOfLeadingZeros(offset) + 7) / 8);
        bits(octets - 1, PerReader.width(mostOctets));
        align();
        bits(offset, octets << 3);
    }

    public void constrainedBig(BigInteger lower, BigInteger upper, BigInteger value) {
        if (value.compareTo(lower) < 0 || value.compareTo(upper) > 0)
            throw new EncodeException("value " + value + " is outside " + lower + ".." + upper);
        var offset = value.subtract(lower);
        int spanBits = upper.subtract(lower).bitLength();
        if (aligned) {
            int octets = Math.max(1, (offset.bitLength() + 7) / 8);
            bits(octets - 1, PerReader.width((spanBits + 7) / 8));
            align();
            unsigned(offset, octets);
        } else {
            for (int left = spanBits; left > 0; ) {
                int take = left % 32 == 0 ? 32 : left % 32;
                left -= take;
                bits(offset.shiftRight(left).longValue() & -1L >>> 64 - take, take);
            }
        }
    }

    private void unsigned(BigInteger value, int octets) {
        for (int i = octets - 1; i >= 0; i--) bits(value.shiftRight(8 * i).longValue() & 0xFF, 8);
    }

    public void unconstrainedBig(BigInteger value) {
        var bytes = value.toByteArray();
        length(bytes.length);
        octets(bytes, 0, bytes.length);
    }

    public void semiConstrainedBig(BigInteger lower, BigInteger value) {
        if (value.compareTo(lower) < 0)
            throw new EncodeException("value " + value + " is below " + lower);
        var offset = value.subtract(lower);
        int octets = Math.max(1, (offset.bitLength() + 7) / 8);
        length(octets);
        unsigned(offset, octets);
    }

    public void unconstrained(long value) {
        int octets = (64 - Long.numberOfLeadingZeros(value < 0 ? ~value : value)) / 8 + 1;
        length(octets);
        bits(value & -1L >>> 64 - (octets << 3), octets << 3);
    }

    public void semiConstrained(long lower, long value) {
        if (value < lower) throw new EncodeException("value " + value + " is below " + lower);
        long offset = value - lower;
        int octets = Math.max(1, (64 - Long.numberOfLeadingZeros(offset) + 7) / 8);
        length(octets);
        bits(offset, octets << 3);
    }

    public void smallNumber(int value) {
        if (value < 64) {
            bits(value, 7);
        } else {
            bit(true);
            semiConstrained(0, value);
        }
    }

    public void smallLength(int length) {
        if (length <= 64) {
            bits(length - 1L, 7);
        } else {
            bit(true);
            length(length);
        }
    }

    /// An unconstrained length below 16K.
    private void length(int length) {
        align();
        if (length < 0x80) bits(length, 8);
        else if (length < PerReader.FRAGMENT) bits(0x8000 | length, 16);
        else throw new EncodeException("a length of " + length + " where at most 16383 fit");
    }

    /// The next length when `left` units are to come: all of them, or a fragment of 16K to 64K
    /// (then negative, and this is asked again for the rest).
    public int fragment(int left) {
        if (left < PerReader.FRAGMENT) {
            length(left);
            return left;
        }
        int fragments = Math.min(4, left / PerReader.FRAGMENT);
        align();
        bits(0xC0 | fragments, 8);
        return -fragments * PerReader.FRAGMENT;
    }

    /// A size between bounds (`upper` below 64K).
    public void size(int lower, int upper, int size) {
        if (size < lower || size > upper)
            throw new EncodeException("size " + size + " is outside " + lower + ".." + upper);
        int range = upper - lower + 1;
        if (range == 1) return;
        if (aligned && range > 255) {
            align();
            bits(size - lower, range == 256 ? 8 : 16);
        } else {
            bits(size - lower, PerReader.width(range));
        }
    }

    /// A list's size that has no upper bound.
    public void checkSize(int lower, int size) {
        if (size < lower) throw new EncodeException("size " + size + " is below " + lower);
    }

    /// Whether a size is in the root; writes the bit that says so where there is one.
    private boolean unbounded(int lower, int upper, boolean extensible, int size) {
        if (upper < 0 && !extensible) {
            checkSize(lower, size);
            return true;
        }
        if (!extensible) return false;
        boolean outside = size < lower || upper >= 0 && size > upper;
        bit(outside);
        return outside || upper < 0;
    }

    // ---- strings

    public void octetString(int lower, int upper, boolean extensible, Octets value) {
        int size = value.length();
        if (unbounded(lower, upper, extensible, size)) {
            fragmented(value.array());
            return;
        }
        size(lower, upper, size);
        if ((upper > 2 || lower != upper) && size > 0) align();
        octets(value.array(), 0, size);
    }

    private void fragmented(byte[] bytes) {
        int from = 0;
        int now;
        do {
            now = fragment(bytes.length - from);
            octets(bytes, from, Math.abs(now));
            from += Math.abs(now);
        } while (now < 0);
    }

    public void bitString(int lower, int upper, boolean extensible, BitString value) {
        int size = value.lengthBits();
        if (unbounded(lower, upper, extensible, size)) {
            int from = 0;
            int now;
            do {
                now = fragment(size - from);
                bitsOf(value, from, Math.abs(now));
                from += Math.abs(now);
            } while (now < 0);
            return;
        }
        size(lower, upper, size);
        if ((upper > 16 || lower != upper) && size > 0) align();
        bitsOf(value, 0, size);
    }

    private void bitsOf(BitString value, int from, int count) {
        octets(value.array(), from >> 3, count >> 3);
        int rest = count & 7;
        if (rest != 0) bits((value.array()[from + count >> 3] & 0xFF) >>> 8 - rest, rest);
    }

    public void string(
            int lower,
            int upper,
            boolean extensible,
            int bitsPerCharacter,
            @Nullable String alphabet,
            String value) {
        int size = value.codePointCount(0, value.length());
        if (unbounded(lower, upper, extensible, size)) {
            int at = 0;
            int left = size;
            int now;
            do {
                now = fragment(left);
                at = characters(value, at, Math.abs(now), bitsPerCharacter, alphabet);
                left -= Math.abs(now);
            } while (now < 0);
            return;
        }
        size(lower, upper, size);
        int most = upper * bitsPerCharacter;
        if ((most > 16 || lower != upper && most == 16) && size > 0) align();
        characters(value, 0, size, bitsPerCharacter, alphabet);
    }

    private int characters(
            String value, int from, int count, int width, @Nullable String alphabet) {
        int at = from;
        for (int i = 0; i < count; i++) {
            int character = value.codePointAt(at);
            at += Character.charCount(character);
            int code = alphabet == null ? character : alphabet.indexOf(character);
            if (code < 0 || code >= 1L << width)
                throw new EncodeException(
                        "character '" + Character.toString(character) + "' is not allowed here");
            bits(code, width);
        }
        return at;
    }

    public void utf8(String value) {
        fragmented(value.getBytes(StandardCharsets.UTF_8));
    }

    public void objectIdentifier(boolean relative, String value) {
        fragmented(ObjectIdentifiers.content(value, relative));
    }

    // ---- extensions of a SEQUENCE

    /// Whether what was read beyond the known additions asks for the extension bit: canonically, a
    /// bitmap of nothing does not.
    public boolean keeps(Extensions extensions) {
        return canonical ? !extensions.unknown().isEmpty() : extensions.any();
    }

    /// `bitmap`: which of the `known` additions, up to 64, are there, first one in the sign bit.
    public void extensionBitmap(Extensions extensions, int known, long bitmap) {
        int last = bitmap == 0 ? -1 : 63 - Long.numberOfTrailingZeros(bitmap);
        int count = bitmapLength(extensions, known, last);
        for (int i = 0; i < known && i < count; i++) bit(bitmap << i < 0);
        unknownBits(extensions, known, count);
    }

    /// As above, for more additions than a long has bits.
    public void extensionBitmap(Extensions extensions, boolean[] bitmap) {
        int last = bitmap.length - 1;
        while (last >= 0 && !bitmap[last]) last--;
        int count = bitmapLength(extensions, bitmap.length, last);
        for (int i = 0; i < bitmap.length && i < count; i++) bit(bitmap[i]);
        unknownBits(extensions, bitmap.length, count);
    }

    private int bitmapLength(Extensions extensions, int known, int lastPresent) {
        int count =
                canonical
                        ? Math.max(known, extensions.lastUnknown() + 1)
                        : extensions.bitsToWrite(known, lastPresent);
        if (count < 1 || count >= PerReader.FRAGMENT)
            throw new EncodeException(count + " extension additions; 1 to 16383 can be");
        smallLength(count);
        return count;
    }

    private void unknownBits(Extensions extensions, int known, int count) {
        int from = known;
        for (var addition : extensions.unknown()) {
            if (addition.index() < from)
                throw new EncodeException(
                        "unknown additions in ascending order from "
                                + known
                                + " on, not "
                                + addition.index());
            for (; from < addition.index(); from++) bit(false);
            bit(true);
            from++;
        }
        for (; from < count; from++) bit(false);
    }

    public void extensions(Extensions extensions) {
        for (var addition : extensions.unknown()) openOctets(addition.octets());
    }

    // ---- open types

    /// Writes an open type whose octets are known, as they are: none stay none.
    public void openOctets(Octets value) {
        fragmented(value.array());
    }

    /// Starts an open type with one octet kept free for its length; goes to {@link #closeOpen}.
    public int open() {
        align();
        int mark = position();
        bits(0, 8);
        return mark;
    }

    public void closeOpen(int mark) {
        int from = mark + 8;
        if (position() == from) bits(0, 8);
        int over = position() - from & 7;
        if (over != 0) bits(0, 8 - over);
        int octets = position() - from >> 3;
        int behind = position() - from;
        if (octets < 0x80) {
            if (behind + 8 <= pendingBits) {
                pending |= (long) octets << behind;
            } else if ((mark & 7) == 0) {
                data[mark >> 3] = (byte) octets;
            } else {
                if (behind < pendingBits) store();
                patch(mark, octets, 8);
            }
            return;
        }
        store();
        if (octets < PerReader.FRAGMENT) {
            room(8);
            int first = from >> 3;
            System.arraycopy(data, first, data, first + 1, stored + 1 - first);
            patch(mark, 0x8000 | octets, 16);
            stored++;
        } else {
            var content = PerReader.unaligned().reset(data);
            content.skip(from);
            var bytes = content.bytes(octets);
            backTo(mark);
            fragmented(bytes);
        }
    }

    private void backTo(int position) {
        stored = position >> 3;
        pendingBits = position & 7;
        pending = (data[stored] & 0xFF) >>> 8 - pendingBits;
    }

    /// Writes a value of a type its set knows, or an unknown one as it was.
    public void open(ObjectSet set, int field, int key, Object value) {
        if (value instanceof OpenValue(var octets)) {
            openOctets(octets);
            return;
        }
        if (value instanceof Verbatim(var inner, var octets)) {
            if (canonical) open(set, field, key, inner);
            else openOctets(octets);
            return;
        }
        int mark = open();
        try {
            if (!set.encode(field, key, this, value))
                throw new EncodeException(
                        "key " + key + " is not in the object set; give an OpenValue");
        } catch (ClassCastException e) {
            throw new EncodeException(
                    "key "
                            + key
                            + " asks for "
                            + set.nameOf(field, key)
                            + ", not "
                            + value.getClass().getSimpleName());
        } catch (EncodeException e) {
            var name = set.nameOf(field, key);
            throw name == null ? e : e.at(name);
        }
        closeOpen(mark);
    }
}

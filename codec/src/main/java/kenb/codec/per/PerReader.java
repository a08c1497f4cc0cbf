package kenb.codec.per;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Reads PER (X.691) from an array. One reader serves many PDUs by {@link #reset}; it allocates only
/// what it returns. Everything wrong with the bytes is a {@link DecodeException}.
public final class PerReader {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int DEEPEST = 128;
    static final int FRAGMENT = 16384;

    /// Octets of zeros that may be read behind the end.
    private static final int BEYOND = 1024;

    private final boolean aligned;
    private byte[] data = Octets.EMPTY.array();
    private int start;
    private int position;
    private int end;

    /// How far a field may reach so that eight octets from its first one on are in the array.
    private int limit;

    private int depth;

    /// What was read so far that a canonical encoder writes another way: numbers and lengths longer
    /// than need be, padding bits that are set, a DEFAULT spelt out.
    private int departures;

    /// List elements read so far. Those without bits cost a peer nothing, so they are counted.
    private int elements;

    /// Whether the PDU is a message that {@link #enterOpen} put together.
    private boolean reassembled;

    /// Whether a PDU may end where a later release goes on, see {@link #earlierReleases}.
    private boolean earlierReleases;

    /// Values being read that an earlier release may have had nothing for, from the first on that
    /// began where only padding was left.
    private int doubtful;

    /// Where the PDU really ends, in bits, once zeros are read behind it; else 0.
    private int realEnd;

    private byte[] scratch = Octets.EMPTY.array();

    private PerReader(boolean aligned) {
        this.aligned = aligned;
    }

    public static PerReader aligned() {
        return new PerReader(true);
    }

    public static PerReader unaligned() {
        return new PerReader(false);
    }

    /// `length` octets of `bytes` from `offset` are the next PDU.
    public PerReader reset(byte[] bytes, int offset, int length) {
        if (length > Integer.MAX_VALUE / 8 - 16 - offset)
            throw new DecodeException(0, "a PDU of " + length + " octets is too long to be one");
        Objects.checkFromIndexSize(offset, length, bytes.length);
        data = bytes;
        start = offset << 3;
        position = start;
        endAt(start + (length << 3));
        depth = 0;
        departures = 0;
        elements = 0;
        reassembled = false;
        doubtful = 0;
        realEnd = 0;
        return this;
    }

    /// The readable bytes of a buffer are the next PDU. They are copied once, into an array that this
    /// reader keeps; the buffer's indices stay as they are.
    public PerReader reset(ByteBuf pdu) {
        int length = pdu.readableBytes();
        if (scratch.length < length) scratch = new byte[Math.max(length, 512)];
        pdu.getBytes(pdu.readerIndex(), scratch, 0, length);
        return reset(scratch, 0, length);
    }

    public PerReader reset(byte[] bytes) {
        return reset(bytes, 0, bytes.length);
    }

    public int remainingBits() {
        return end - position;
    }

    /// From now on reads what an earlier release wrote, where that ended and a later one goes on: a
    /// spare alternative that means something since, an empty SEQUENCE that holds something since.
    /// Where such a value begins with nothing left but zero bits of padding, zeros are read behind the
    /// end. {@link #departure} tells.
    public PerReader earlierReleases() {
        earlierReleases = true;
        return this;
    }

    /// Called before a value that an earlier release may have had nothing for.
    public PerReader mayEnd() {
        if (earlierReleases) doubt();
        return this;
    }

    private void doubt() {
        if (doubtful > 0) doubtful++;
        else if (end - position < 8 && onlyZeros(end - position)) doubtful = 1;
    }

    /// Called after such a value. If it went beyond the end, nothing may come after it.
    public <T> T ended(T value) {
        if (doubtful > 0 && --doubtful == 0 && realEnd != 0) endAt(position);
        return value;
    }

    private boolean onlyZeros(int count) {
        return count == 0
                || (data[position >> 3]
                                & 0xFF >>> (position & 7)
                                & -1 << 8 - (position & 7) - count)
                        == 0;
    }

    /// Goes on with zeros behind the end, where that is allowed; whether `count` bits are there now.
    private boolean beyondEnd(long count) {
        if (doubtful == 0 || realEnd != 0) return false;
        var longer = Arrays.copyOf(data, (end >> 3) + BEYOND);
        Arrays.fill(longer, end >> 3, longer.length, (byte) 0);
        data = longer;
        realEnd = end;
        endAt(end + (BEYOND << 3));
        return count <= end - position;
    }

    /// After a PDU: how what was read departs from what a canonical encoder writes; null where it
    /// does not.
    @Nullable String departure() {
        if (realEnd != 0) return "it ends where a later release goes on";
        int from = Math.max(position + 7 >> 3, (start >> 3) + 1);
        int behind = (end >> 3) - from;
        if (behind > 0) return behind + (behind == 1 ? " octet" : " octets") + " behind it";
        if (!onlyZeros(end - position)) return "padding bits are set";
        return departures == 0 ? null : "numbers, lengths, padding or defaults are not canonical";
    }

    /// Offset in bits from the start of the PDU.
    public int bitOffset() {
        return position - start;
    }

    public DecodeException expected(String what) {
        return new DecodeException(position - start, what);
    }

    /// After a whole PDU: only the padding of its last octet may be left, and a lone zero octet where
    /// the value has no bits (X.691 §11.1). Unaligned PDUs may be filled up with zero octets, as RRC
    /// is on broadcast and paging channels (TS 36.331 §8.5).
    public void finish() {
        int left = end - position;
        if (left < 8 || position == start && left == 8 && bits(8) == 0) return;
        if (!aligned && onlyZeros()) return;
        throw expected((left >> 3) + " octets too many after the end of the value");
    }

    private boolean onlyZeros() {
        for (int i = position + 7 >> 3; i < end >> 3; i++) if (data[i] != 0) return false;
        return true;
    }

    // ---- bits

    public boolean bit() {
        if (position >= end && !beyondEnd(1)) throw tooShort(1);
        boolean bit = (data[position >> 3] & 0x80 >>> (position & 7)) != 0;
        position++;
        return bit;
    }

    /// `count` bits, 0 to 64, as an unsigned number.
    public long bits(int count) {
        if (count == 0) return 0;
        int at = position;
        int shift = at & 7;
        if (at + count > limit || count + shift > 64) return bitsNearTheEnd(count);
        position = at + count;
        return (long) LONGS.get(data, at >> 3) << shift >>> 64 - count;
    }

    /// Several components at once, at most 56 bits. `widths` has the bits of each in an octet, the first
    /// in the lowest, and `names` their names: where the PDU ends within them, the error names the one.
    public long run(int count, long widths, String names) {
        if (position + count > limit && count > end - position) runEnds(count, widths, names);
        return bits(count);
    }

    private void runEnds(int count, long widths, String names) {
        if (beyondEnd(count)) return;
        int at = position;
        long left = widths;
        for (var name : names.split(" ", -1)) {
            int width = (int) left & 0xFF;
            if (at + width > end) {
                position = at;
                throw tooShort(width).at(name);
            }
            at += width;
            left >>>= 8;
        }
        throw tooShort(count);
    }

    /// A number of a run that began `back` bits ago.
    public int within(int value, int lower, int upper, int back) {
        if (value > upper || value < lower) throw outside(position - back, value, lower, upper);
        return value;
    }

    /// Where eight octets from here on reach beyond the array, the last eight of it are read instead.
    private long bitsNearTheEnd(int count) {
        if (count > end - position && !beyondEnd(count)) throw tooShort(count);
        int last = data.length - 8;
        int skipped = position - (last << 3);
        if (last >= 0 && skipped >= 0 && skipped + count <= 64) {
            position += count;
            return (long) LONGS.get(data, last) << skipped >>> 64 - count;
        }
        long value = 0;
        for (int left = count; left > 0; ) {
            int inOctet = 8 - (position & 7);
            int take = Math.min(inOctet, left);
            int octet = data[position >> 3] & 0xFF;
            value = value << take | octet >>> inOctet - take & (1 << take) - 1;
            position += take;
            left -= take;
        }
        return value;
    }

    private void endAt(int bit) {
        end = bit;
        limit = Math.min(bit, data.length - 8 << 3);
    }

    private DecodeException tooShort(long needed) {
        return expected(needed + " bits wanted, " + (end - position) + " remain");
    }

    public void align() {
        int over = position & 7;
        if (!aligned || over == 0) return;
        if ((data[position >> 3] & 0xFF >>> over) != 0) departures++;
        position += 8 - over;
    }

    /// What was just read is not what a canonical encoder writes.
    public void departs() {
        departures++;
    }

    private void copy(byte[] target, int from, int octets) {
        if (octets <= 8) {
            fewOctets(target, from, octets);
            return;
        }
        if ((position & 7) == 0) {
            System.arraycopy(data, position >> 3, target, from, octets);
            position += octets << 3;
            return;
        }
        // Octets that straddle two are never the array's last, so one more is always there.
        int shift = position & 7;
        int octet = position >> 3;
        int last = from + octets - 8;
        for (int i = from; i < last; i += 8, octet += 8) eightOctets(octet, shift, target, i);
        eightOctets((position >> 3) + octets - 8, shift, target, last);
        position += octets << 3;
    }

    private void eightOctets(int octet, int shift, byte[] target, int at) {
        long eight = (long) LONGS.get(data, octet) << shift;
        LONGS.set(target, at, eight | (data[octet + 8] & 0xFF) >>> 8 - shift);
    }

    private void fewOctets(byte[] target, int from, int octets) {
        long value = bits(octets << 3);
        if (octets < 4) {
            for (int i = from + octets - 1; i >= from; i--, value >>>= 8) target[i] = (byte) value;
        } else {
            INTS.set(target, from, (int) (value >>> (octets - 4 << 3)));
            INTS.set(target, from + octets - 4, (int) value);
        }
    }

    void skip(int count) {
        position += count;
    }

    byte[] bytes(int octets) {
        return octetsExactly(octets);
    }

    private byte[] octetsExactly(int octets) {
        if (octets > end - position >> 3 && !beyondEnd((long) octets << 3))
            throw tooFewOctets(octets);
        var bytes = new byte[octets];
        copy(bytes, 0, octets);
        return bytes;
    }

    private DecodeException tooFewOctets(int octets) {
        return expected("length " + octets + " octets, " + (end - position >> 3) + " remain");
    }

    // ---- whole numbers (X.691 §11)

    /// A number in `count` bits with its lower bound taken off.
    public int constrained(int count, int lower, int upper) {
        int at = position;
        int value = (int) bits(count) + lower;
        if (value > upper || value < lower) throw outside(at, value, lower, upper);
        return value;
    }

    /// As {@link #constrained}, from the next octet on in aligned PER.
    public int constrainedAligned(int count, int lower, int upper) {
        align();
        return constrained(count, lower, upper);
    }

    public long constrainedAlignedLong(int count, long lower, long upper) {
        align();
        return constrainedLong(count, lower, upper);
    }

    public long constrainedLong(int count, long lower, long upper) {
        int at = position;
        long value = bits(count) + lower;
        if (value > upper || value < lower) throw outside(at, value, lower, upper);
        return value;
    }

    private DecodeException outside(int at, long value, long lower, long upper) {
        return new DecodeException(
                at - start, "value " + value + " is outside " + lower + ".." + upper);
    }

    /// Aligned PER, range over 64K: octets after their number (X.691 §11.5.7.4). Octets in excess of
    /// the shortest form are taken, as peers send them.
    public long lengthConstrained(int mostOctets, long lower, long upper) {
        int at = position;
        int octets = (int) bits(width(mostOctets)) + 1;
        if (octets > mostOctets)
            throw new DecodeException(
                    at - start,
                    "a number of " + octets + " octets, at most " + mostOctets + " allowed");
        align();
        long offset = bits(octets << 3);
        if (octets > 1 && offset >>> (octets - 1 << 3) == 0) departures++;
        long value = offset + lower;
        if (value > upper || value < lower) throw outside(at, value, lower, upper);
        return value;
    }

    static int width(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }

    public BigInteger constrainedBig(BigInteger lower, BigInteger upper) {
        int at = position;
        var span = upper.subtract(lower);
        BigInteger value;
        if (aligned) {
            int most = (span.bitLength() + 7) / 8;
            int octets = (int) bits(width(most)) + 1;
            if (octets > most)
                throw new DecodeException(
                        at - start, "a number of " + octets + " octets, at most " + most);
            align();
            var bytes = octetsExactly(octets);
            if (octets > 1 && bytes[0] == 0) departures++;
            value = new BigInteger(1, bytes);
        } else {
            int count = span.bitLength();
            if (count > end - position && !beyondEnd(count)) throw tooShort(count);
            value = BigInteger.ZERO;
            for (int left = count; left > 0; ) {
                int take = Math.min(32, left);
                value = value.shiftLeft(take).or(BigInteger.valueOf(bits(take)));
                left -= take;
            }
        }
        value = value.add(lower);
        if (value.compareTo(upper) > 0)
            throw new DecodeException(
                    at - start, "value " + value + " is outside " + lower + ".." + upper);
        return value;
    }

    /// A two's complement number after its length in octets.
    public BigInteger unconstrainedBig() {
        var octets = octetsExactly(numberLength());
        if (octets.length > 1 && octets[0] == (octets[1] < 0 ? -1 : 0)) departures++;
        return new BigInteger(octets);
    }

    public BigInteger semiConstrainedBig(BigInteger lower) {
        var octets = octetsExactly(numberLength());
        if (octets.length > 1 && octets[0] == 0) departures++;
        return new BigInteger(1, octets).add(lower);
    }

    public long unconstrained() {
        int at = position;
        int octets = numberLength();
        if (octets > 8) {
            position = at;
            var value = unconstrainedBig();
            if (value.bitLength() > 63) throw tooBig(at);
            return value.longValue();
        }
        int unused = 64 - (octets << 3);
        long value = bits(octets << 3) << unused >> unused;
        if (octets > 1 && value << unused + 8 >> unused + 8 == value) departures++;
        return value;
    }

    /// As {@link #unconstrained}, after the bit that says that a number is outside its bounds.
    public long outsideOf(long lower, long upper) {
        long value = unconstrained();
        if (value >= lower && value <= upper) departures++;
        return value;
    }

    public long semiConstrained(long lower) {
        int at = position;
        int octets = numberLength();
        if (octets > 7) {
            position = at;
            var value = semiConstrainedBig(BigInteger.valueOf(lower));
            if (value.bitLength() > 63) throw tooBig(at);
            return value.longValue();
        }
        long offset = bits(octets << 3);
        if (octets > 1 && offset >>> (octets - 1 << 3) == 0) departures++;
        if (lower > Long.MAX_VALUE - offset) throw tooBig(at);
        return offset + lower;
    }

    private DecodeException tooBig(int at) {
        return new DecodeException(at - start, "a number of over 64 bits");
    }

    private int numberLength() {
        int length = length();
        if (length <= 0) throw expected("a number of 1 to 16383 octets, not " + Math.abs(length));
        if (length > end - position >> 3) throw tooFewOctets(length);
        return length;
    }

    /// A normally small non-negative number (X.691 §11.6).
    public int smallNumber() {
        if (!bit()) return (int) bits(6);
        int at = position;
        long value = semiConstrained(0);
        if (value > Integer.MAX_VALUE)
            throw new DecodeException(at - start, "index " + value + " too large");
        if (value < 64) departures++;
        return (int) value;
    }

    /// A normally small length (X.691 §11.9.3.4), at least 1.
    public int smallLength() {
        if (!bit()) return (int) bits(6) + 1;
        int length = length();
        if (length <= 0) throw expected("a length of 1 to 16383");
        if (length <= 64) departures++;
        return length;
    }

    /// An unconstrained length (X.691 §11.9.3.5 to 8). Negative: that many (16K to 64K) come now and
    /// more follow.
    public int length() {
        align();
        int first = (int) bits(8);
        if (first < 0x80) return first;
        return longLength(first);
    }

    private int longLength(int first) {
        if (first < 0xC0) {
            int length = (first & 0x3F) << 8 | (int) bits(8);
            if (length < 0x80) departures++;
            return length;
        }
        int fragments = first & 0x3F;
        if (fragments < 1 || fragments > 4)
            throw new DecodeException(
                    position - start - 8, "a fragment of 1 to 4 times 16K, not " + fragments);
        return -fragments * FRAGMENT;
    }

    /// A size between bounds (`upper` below 64K), as a constrained number.
    public int size(int lower, int upper) {
        int range = upper - lower + 1;
        if (range == 1) return lower;
        if (aligned && range > 255) {
            align();
            return constrained(range == 256 ? 8 : 16, lower, upper);
        }
        return constrained(width(range), lower, upper);
    }

    /// `count` list elements follow. Elements without bits could come in any number, so over 64K in
    /// a PDU are taken only as far as its bits go.
    private void countElements(int count) {
        elements += count;
        if (elements > 65536 && elements > end - start)
            throw expected(elements + " list elements from a PDU of " + (end - start) + " bits");
    }

    /// An array with `size` elements already and room for `count` more, or for as many as the PDU's
    /// bits can hold where that is less.
    public Object[] room(Object[] elements, int size, int count) {
        countElements(count);
        int room = Math.min(count, Math.max(16, end - position));
        return size == 0 ? new Object[room] : Arrays.copyOf(elements, size + room);
    }

    /// The same array, or a longer one where it is full.
    public Object[] more(Object[] elements, int size) {
        return size < elements.length ? elements : Arrays.copyOf(elements, 2 * size + 16);
    }

    /// An immutable list of the first `size` elements; takes the array over.
    public <E> List<E> list(Object[] elements, int size) {
        return Elements.of(elements, size);
    }

    /// A list's size that has no upper bound, or is outside its bounds.
    public void checkSize(int lower, int size) {
        if (size < lower) throw expected("at least " + lower + " elements, not " + size);
    }

    // ---- strings

    /// Of one size.
    public Octets octetString(int size) {
        if (size > 2) align();
        return Octets.wrap(octetsExactly(size));
    }

    /// Of any size.
    public Octets octetString() {
        return Octets.wrap(unboundedOctets());
    }

    /// `upper` -1: unbounded. With `extensible`, a bit says whether the size is outside the bounds.
    public Octets octetString(int lower, int upper, boolean extensible) {
        boolean outside = extensible && bit();
        if (outside || upper < 0) {
            var octets = unboundedOctets();
            checkSize(outside, lower, upper, octets.length);
            return Octets.wrap(octets);
        }
        int size = size(lower, upper);
        if (upper > 2 || lower != upper) alignIf(size);
        return Octets.wrap(octetsExactly(size));
    }

    /// A size read as a plain length: after the bit that says it is outside the bounds, or because
    /// there is no upper one.
    private void checkSize(boolean outside, int lower, int upper, int size) {
        if (!outside && size < lower)
            throw expected("a size of at least " + lower + ", not " + size);
        if (outside && size >= lower && (upper < 0 || size <= upper)) departures++;
    }

    private void alignIf(int size) {
        if (size > 0) align();
    }

    private byte[] unboundedOctets() {
        int length = length();
        return length >= 0 ? octetsExactly(length) : fragments(length);
    }

    private byte[] fragments(int first) {
        int length = first;
        var whole = Octets.EMPTY.array();
        int had = 0;
        while (true) {
            int octets = Math.abs(length);
            if (octets > end - position >> 3) throw tooFewOctets(octets);
            if (had + octets > whole.length)
                whole = Arrays.copyOf(whole, Math.max(had + octets, 2 * whole.length));
            copy(whole, had, octets);
            had += octets;
            if (length >= 0) return Arrays.copyOf(whole, had);
            length = length();
        }
    }

    /// Of one size.
    public BitString bitString(int size) {
        if (size > 16) align();
        return bitsExactly(size);
    }

    public BitString bitString(int lower, int upper, boolean extensible) {
        boolean outside = extensible && bit();
        if (outside || upper < 0) {
            var bits = unboundedBits();
            checkSize(outside, lower, upper, bits.lengthBits());
            return bits;
        }
        int size = size(lower, upper);
        if (upper > 16 || lower != upper) alignIf(size);
        return bitsExactly(size);
    }

    private BitString bitsExactly(int count) {
        if (count > end - position && !beyondEnd(count)) throw tooShort(count);
        var bytes = new byte[(count + 7) / 8];
        copy(bytes, 0, count >> 3);
        if ((count & 7) != 0) bytes[count >> 3] = (byte) (bits(count & 7) << 8 - (count & 7));
        return BitString.wrap(bytes, count);
    }

    private BitString unboundedBits() {
        int length = length();
        if (length >= 0) return bitsExactly(length);
        var whole = Octets.EMPTY.array();
        int count = 0;
        while (true) {
            int now = Math.abs(length);
            if (now > end - position) throw tooShort(now);
            int octets = (count + now + 7) / 8;
            if (octets > whole.length)
                whole = Arrays.copyOf(whole, Math.max(octets, 2 * whole.length));
            copy(whole, count >> 3, now >> 3);
            if ((now & 7) != 0) whole[octets - 1] = (byte) (bits(now & 7) << 8 - (now & 7));
            count += now;
            if (length >= 0) return BitString.wrap(Arrays.copyOf(whole, octets), count);
            length = length();
        }
    }

    /// A known-multiplier string (X.691 §30.5). `alphabet` null: the characters are their own codes.
    public String string(
            int lower,
            int upper,
            boolean extensible,
            int bitsPerCharacter,
            @Nullable String alphabet) {
        boolean outside = extensible && bit();
        if (outside || upper < 0) {
            var text = new StringBuilder();
            int length;
            do {
                length = length();
                characters(text, Math.abs(length), bitsPerCharacter, alphabet);
            } while (length < 0);
            checkSize(outside, lower, upper, text.codePointCount(0, text.length()));
            return text.toString();
        }
        int size = size(lower, upper);
        int most = upper * bitsPerCharacter;
        if (most > 16 || lower != upper && most == 16) alignIf(size);
        var text = new StringBuilder(Math.min(size, 64));
        characters(text, size, bitsPerCharacter, alphabet);
        return text.toString();
    }

    private void characters(StringBuilder text, int count, int width, @Nullable String alphabet) {
        if ((long) count * width > end - position) throw tooShort((long) count * width);
        for (int i = 0; i < count; i++) {
            int code = (int) bits(width);
            if (alphabet == null) {
                if (!Character.isValidCodePoint(code)) throw expected("a character, not " + code);
                text.appendCodePoint(code);
            } else {
                if (code >= alphabet.length())
                    throw expected("a character of " + alphabet.length() + ", not number " + code);
                text.append(alphabet.charAt(code));
            }
        }
    }

    public String utf8() {
        var octets = unboundedOctets();
        var text = new String(octets, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), octets)) departures++;
        return text;
    }

    /// Arcs joined by dots.
    public String objectIdentifier(boolean relative) {
        int at = position;
        int length = length();
        if (length <= 0)
            throw new DecodeException(at - start, "an object identifier of 1 to 16383 octets");
        var content = octetsExactly(length);
        if (content[content.length - 1] < 0)
            throw new DecodeException(at - start, "an object identifier whose last arc ends");
        return ObjectIdentifiers.text(content, relative);
    }

    // ---- extensions of a SEQUENCE

    /// Passes over the bitmap of `count` additions; gives where it stands.
    public int extensionBitmap(int count) {
        if (count > end - position && !beyondEnd(count)) throw tooShort(count);
        position += count;
        return position - count;
    }

    /// Bits of such a bitmap from `index` on, the first in the sign bit; those beyond it are zero.
    public long additions(int bitmap, int count, int index) {
        int some = Math.min(count - index, 64);
        if (some <= 0) return 0;
        int behind = position;
        position = bitmap + index;
        long bits = bits(some) << 64 - some;
        position = behind;
        return bits;
    }

    /// The additions from `known` on, unread.
    public Extensions extensions(int bitmap, int count, int known) {
        if (count <= known) return Extensions.known(count);
        var unknown = new ArrayList<Extensions.Addition>(0);
        for (int i = known; i < count; i++)
            if (additions(bitmap, count, i) < 0)
                unknown.add(new Extensions.Addition(i, openOctets()));
        return unknown.isEmpty()
                ? Extensions.known(count)
                : new Extensions(count, List.copyOf(unknown));
    }

    // ---- open types

    /// Passes over an open type.
    void skipOpen() {
        int length;
        do {
            length = length();
            int octets = Math.abs(length);
            if (octets > end - position >> 3) throw tooFewOctets(octets);
            position += octets << 3;
        } while (length < 0);
    }

    /// Where the next octet begins, in bits from the start of the PDU (in aligned PER; else here).
    int nextOctet() {
        align();
        return position - start;
    }

    boolean reassembled() {
        return reassembled;
    }

    /// Goes to a place that an earlier pass over the PDU came by.
    void seek(int bitOffset) {
        position = start + bitOffset;
        depth = 0;
        elements = 0;
    }

    /// Goes into an open type that is the last thing of interest in the PDU. In fragments, it becomes
    /// the PDU.
    public void enterOpen() {
        int before = position;
        int length = length();
        if (length < 0) {
            position = before;
            reset(unboundedOctets());
            reassembled = true;
        } else if (length > end - position >> 3) {
            throw tooFewOctets(length);
        } else {
            endAt(position + (length << 3));
        }
    }

    /// Enters something that can hold itself; keeps nesting finite.
    public void enter() {
        if (++depth > DEEPEST) throw expected("nested deeper than " + DEEPEST);
    }

    public void leave() {
        depth--;
    }

    /// The content of an open type or extension addition, unread.
    public Octets openOctets() {
        return Octets.wrap(unboundedOctets());
    }

    public OpenValue openValue() {
        return new OpenValue(openOctets());
    }

    /// Starts reading an open type in place; what it returns goes to {@link #closeOpen}. Negative: it
    /// comes in fragments, which {@link #fragmented(Decoder)} reads.
    public long open() {
        int at = position;
        int length = length();
        if (length < 0) {
            position = at;
            return -1;
        }
        enter();
        if (length > end - position >> 3) throw tooFewOctets(length);
        long outer = (long) end << 32 | position & 0xFFFF_FFFFL;
        endAt(position + (length << 3));
        return outer;
    }

    public void closeOpen(long outer) {
        int left = end - position;
        int at = position;
        if (!onlyPadding((int) outer)) {
            if (left >= 8)
                throw new DecodeException(
                        at - start, (left >> 3) + " octets too many after the end of the value");
            departures++;
        }
        position = end;
        endAt((int) (outer >>> 32));
        leave();
    }

    /// Decodes what an object set says under a key, or keeps it as it is; what was not written
    /// the canonical way is kept beside the value ({@link Verbatim}).
    public Object open(ObjectSet set, int field, int key) {
        int at = position;
        int length = length();
        if (length < 0) {
            position = at;
            return set.has(field, key) ? fragmented(set, field, key) : openValue();
        }
        int outer = end;
        int from = position;
        if (length > outer - from >> 3) throw named(tooFewOctets(length), set, field, key);
        enter();
        endAt(from + (length << 3));
        int before = departures;
        Object value;
        try {
            value = set.decode(field, key, this);
        } catch (DecodeException e) {
            throw named(e, set, field, key);
        }
        if (value == null) {
            value = new OpenValue(Octets.wrap(octetsExactly(length)));
        } else if (position != end || departures != before || length == 0) {
            if (!onlyPadding(from) || departures != before) {
                departures = before;
                position = from;
                value = new Verbatim(value, Octets.wrap(octetsExactly(length)));
            }
        }
        position = end;
        endAt(outer);
        leave();
        return value;
    }

    /// Whether nothing is left but zero bits up to the octet, or the octet of a value without bits.
    private boolean onlyPadding(int from) {
        int left = end - position;
        if (left == 0) return position > from;
        return (left < 8 || position == from && left == 8) && bits(left) == 0;
    }

    private Object fragmented(ObjectSet set, int field, int key) {
        int at = position;
        var inside = new PerReader(aligned).reset(unboundedOctets());
        inside.depth = depth + 1;
        if (inside.depth > DEEPEST) throw expected("nested deeper than " + DEEPEST);
        try {
            var value = Objects.requireNonNull(set.decode(field, key, inside));
            inside.finish();
            return value;
        } catch (DecodeException e) {
            throw named(
                    new DecodeException(
                            at - start, e.getMessage() + " (counted inside a fragmented value)"),
                    set,
                    field,
                    key);
        }
    }

    private static DecodeException named(DecodeException e, ObjectSet set, int field, int key) {
        var name = set.nameOf(field, key);
        return name == null ? e : e.at(name);
    }

    /// Decodes an extension addition that comes in fragments.
    public <T> T fragmented(Decoder<T> decoder) {
        int at = position;
        var inside = new PerReader(aligned).reset(unboundedOctets());
        inside.depth = depth + 1;
        if (inside.depth > DEEPEST) throw expected("nested deeper than " + DEEPEST);
        try {
            var value = decoder.decode(inside);
            inside.finish();
            return value;
        } catch (DecodeException bad) {
            throw new DecodeException(
                    at - start, bad.getMessage() + " (counted inside a fragmented value)");
        }
    }

    @FunctionalInterface
    public interface Decoder<T> {
        T decode(PerReader in);
    }
}

package kenb.codec.per;

import java.util.List;
import java.util.stream.IntStream;

/// What an extensible SEQUENCE held beyond what is known here: the length in bits of the extension
/// bitmap that was read (0 where none was), and the unknown additions by their position in it. Kept
/// so that encoding gives the same bytes again.
public record Extensions(int bitmapBits, List<Addition> unknown) {
    public static final Extensions NONE = new Extensions(0, List.of());

    private static final List<Extensions> KNOWN =
            IntStream.range(0, 65).mapToObj(it -> new Extensions(it, List.<Addition>of())).toList();

    /// A bitmap of so many bits, with nothing unknown.
    static Extensions known(int bitmapBits) {
        return bitmapBits < KNOWN.size()
                ? KNOWN.get(bitmapBits)
                : new Extensions(bitmapBits, List.of());
    }

    /// Whether the extension bit was set, or has to be.
    public boolean any() {
        return bitmapBits > 0 || !unknown.isEmpty();
    }

    public record Addition(int index, Octets octets) {}

    /// Position of the last unknown addition; -1 where there is none.
    int lastUnknown() {
        return unknown.isEmpty() ? -1 : unknown.getLast().index();
    }

    /// Bitmap length to write: as read, or as many as the schema knows, and never less than needed.
    public int bitsToWrite(int known, int lastPresent) {
        int needed = Math.max(lastPresent, lastUnknown()) + 1;
        return Math.max(bitmapBits > 0 ? bitmapBits : known, needed);
    }
}

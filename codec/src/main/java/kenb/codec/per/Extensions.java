package kenb.codec.per;

import java.util.List;

/// What an extensible SEQUENCE held beyond what is known here: the length in bits of the extension
/// bitmap that was read (0 where none was), and the unknown additions by their position in it. Kept
/// so that encoding gives the same bytes again.
public record Extensions(int bitmapBits, List<Addition> unknown) {
    public static final Extensions NONE = new Extensions(0, List.of());

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

package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeMap;

/// Puts IP fragments together. Keeps a bounded number of unfinished packets; the oldest go first.
final class IpReassembly {
    private static final int MAX_UNFINISHED = 256;
    private static final int MAX_PACKET = 65_535;
    private static final int MAX_PIECES = 2048; // of the smallest MTU there are fewer

    private record Key(
            InetAddress source, InetAddress destination, int protocol, int identification) {}

    private static final class Pieces {
        final TreeMap<Integer, byte[]> byOffset = new TreeMap<>();
        final long packet;
        int octets;
        int total = -1;
        boolean seenTwice;

        Pieces(long packet) {
            this.packet = packet;
        }
    }

    private final LinkedHashMap<Key, Pieces> unfinished = new LinkedHashMap<>();
    private final LinkedHashMap<Key, Set<Integer>> finished = new LinkedHashMap<>();
    private long lost;
    private long firstLost;

    /// Packets given up because too many were unfinished.
    long lost() {
        return lost;
    }

    int unfinished() {
        return unfinished.size();
    }

    /// The capture's packet that brought the first fragment of those lost or unfinished.
    long firstIncomplete() {
        return lost > 0 || unfinished.isEmpty()
                ? firstLost
                : unfinished.firstEntry().getValue().packet;
    }

    /// The whole packet once its last missing fragment arrives, else null.
    ///
    /// @param number of the capture's packet that `fragment` is in
    @Nullable IpPacket add(IpPacket fragment, long number) {
        var key =
                new Key(
                        fragment.source(),
                        fragment.destination(),
                        fragment.protocol(),
                        fragment.identification());
        int end = fragment.fragmentOffset() + fragment.payload().remaining();
        if (end > MAX_PACKET) return null;
        byte[] octets = new byte[fragment.payload().remaining()];
        fragment.payload().get(0, octets);
        // Who captures on several interfaces sees fragments again, in between those of the first
        // sight.
        var seen = finished.get(key);
        if (seen != null && seen.remove(fingerprint(fragment.fragmentOffset(), octets)))
            return null;
        var pieces = unfinished.computeIfAbsent(key, _ -> new Pieces(number));
        boolean isNew = pieces.byOffset.putIfAbsent(fragment.fragmentOffset(), octets) == null;
        if (isNew) pieces.octets += octets.length;
        else pieces.seenTwice = true;
        if (!fragment.moreFragments()) pieces.total = end;
        boolean enough = pieces.total >= 0 && pieces.octets >= pieces.total;
        byte[] whole = enough ? join(pieces) : null;
        if (whole == null) {
            if (pieces.byOffset.size() > MAX_PIECES) lose(key, pieces);
            if (unfinished.size() > MAX_UNFINISHED) {
                var eldest = unfinished.firstEntry();
                lose(eldest.getKey(), eldest.getValue());
            }
            return null;
        }
        unfinished.remove(key);
        finish(key, pieces);
        return new IpPacket(
                fragment.source(),
                fragment.destination(),
                fragment.protocol(),
                fragment.identification(),
                0,
                false,
                ByteBuffer.wrap(whole),
                whole.length);
    }

    private void finish(Key key, Pieces pieces) {
        var seen = new HashSet<Integer>();
        if (pieces.seenTwice)
            pieces.byOffset.forEach((offset, octets) -> seen.add(fingerprint(offset, octets)));
        finished.remove(key);
        if (seen.isEmpty()) return;
        finished.put(key, seen);
        if (finished.size() > MAX_UNFINISHED) finished.pollFirstEntry();
    }

    private static int fingerprint(int offset, byte[] octets) {
        return 31 * offset + Arrays.hashCode(octets);
    }

    private void lose(Key key, Pieces pieces) {
        unfinished.remove(key);
        if (lost++ == 0) firstLost = pieces.packet;
    }

    private static byte @Nullable [] join(Pieces pieces) {
        byte[] whole = new byte[pieces.total];
        int reached = 0;
        for (var piece : pieces.byOffset.entrySet()) {
            int offset = piece.getKey();
            if (offset > reached) return null;
            int length = Math.min(piece.getValue().length, pieces.total - offset);
            if (length > 0) System.arraycopy(piece.getValue(), 0, whole, offset, length);
            reached = Math.max(reached, offset + length);
        }
        return reached == pieces.total ? whole : null;
    }
}

package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.TreeMap;

/// Puts IP fragments together. Keeps a bounded number of unfinished packets; the oldest go first.
final class IpReassembly {
    private static final int MAX_UNFINISHED = 256;
    private static final int MAX_PACKET = 65_535;

    private record Key(
            InetAddress source, InetAddress destination, int protocol, int identification) {}

    private static final class Pieces {
        final TreeMap<Integer, byte[]> byOffset = new TreeMap<>();
        int total = -1;
    }

    private final LinkedHashMap<Key, Pieces> unfinished = new LinkedHashMap<>();
    private long lost;

    /// Packets given up because too many were unfinished.
    long lost() {
        return lost;
    }

    int unfinished() {
        return unfinished.size();
    }

    /// The whole packet once its last missing fragment arrives, else null.
    @Nullable IpPacket add(IpPacket fragment) {
        var key =
                new Key(
                        fragment.source(),
                        fragment.destination(),
                        fragment.protocol(),
                        fragment.identification());
        int end = fragment.fragmentOffset() + fragment.payload().remaining();
        if (end > MAX_PACKET) return null;
        var pieces = unfinished.computeIfAbsent(key, _ -> new Pieces());
        byte[] octets = new byte[fragment.payload().remaining()];
        fragment.payload().get(0, octets);
        pieces.byOffset.putIfAbsent(fragment.fragmentOffset(), octets);
        if (!fragment.moreFragments()) pieces.total = end;
        byte[] whole = pieces.total < 0 ? null : join(pieces);
        if (whole == null) {
            if (unfinished.size() > MAX_UNFINISHED) {
                unfinished.pollFirstEntry();
                lost++;
            }
            return null;
        }
        unfinished.remove(key);
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

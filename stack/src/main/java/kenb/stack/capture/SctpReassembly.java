package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;

/// The DATA chunks of one direction of one association: drops what was sent again, joins fragments
/// (RFC 9260 §3.3.1: B and E bits, consecutive TSNs). Messages come out when complete, in the order of
/// the wire, which is not always the order of delivery.
final class SctpReassembly {
    private static final int REMEMBERED = 8192;
    private static final int MAX_FRAGMENTS = 4096;

    record Chunk(
            int tsn,
            boolean begins,
            boolean ends,
            boolean unordered,
            int streamId,
            int streamSequence,
            int payloadProtocolId,
            byte[] payload) {

        int fingerprint() {
            return 31 * (31 * (31 * streamId + streamSequence) + payloadProtocolId)
                    + Arrays.hashCode(payload);
        }
    }

    record Whole(Chunk first, byte[] payload) {}

    private final LinkedHashMap<Integer, Integer> seen = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, Chunk> fragments = new LinkedHashMap<>();
    private long lost;

    /// The message that `chunk` completes, or null.
    @Nullable Whole add(Chunk chunk) {
        // Same TSN and other content is no repetition: tools that make captures number carelessly.
        var before = seen.put(chunk.tsn, chunk.fingerprint());
        if (before != null && before == chunk.fingerprint()) return null;
        if (seen.size() > REMEMBERED) seen.pollFirstEntry();
        if (chunk.begins && chunk.ends) return new Whole(chunk, chunk.payload);
        fragments.put(chunk.tsn, chunk);
        var whole = joinAround(chunk);
        if (whole == null && fragments.size() > MAX_FRAGMENTS) {
            fragments.pollFirstEntry();
            lost++;
        }
        return whole;
    }

    /// Fragments whose message never became whole.
    long incomplete() {
        return lost + fragments.size();
    }

    private @Nullable Whole joinAround(Chunk chunk) {
        var first = chunk;
        while (!first.begins) {
            var previous = fragments.get(first.tsn - 1);
            if (previous == null || previous.ends) return null;
            first = previous;
        }
        var last = chunk;
        while (!last.ends) {
            var next = fragments.get(last.tsn + 1);
            if (next == null || next.begins) return null;
            last = next;
        }
        var payload = new ByteArrayOutputStream();
        for (int tsn = first.tsn; tsn != last.tsn + 1; tsn++) {
            var part = fragments.remove(tsn);
            if (part != null) payload.writeBytes(part.payload);
        }
        return new Whole(first, payload.toByteArray());
    }
}

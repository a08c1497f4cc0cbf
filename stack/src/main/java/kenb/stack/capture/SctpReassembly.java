package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The DATA and I-DATA chunks of one direction of one association: drops what was sent again, joins fragments
/// (RFC 9260 §3.3.1: B and E bits, consecutive TSNs; RFC 8260 §2.1: consecutive FSNs of one message).
/// Messages come out when complete, in the order of the wire, which is not always the order of delivery.
final class SctpReassembly {
    private static final int MAX_FRAGMENTS = 4096;

    /// What a fragment costs beside its octets.
    private static final int OVERHEAD = 128;

    /// @param message of I-DATA the stream and the message's number, of DATA 0: there the TSN tells
    /// @param number TSN of DATA, FSN of I-DATA
    record Fragment(
            long message,
            int number,
            boolean begins,
            boolean ends,
            boolean unordered,
            int streamId,
            int payloadProtocolId,
            long packet,
            byte[] payload) {
        Place place() {
            return new Place(message, number);
        }
    }

    private record Place(long message, int number) {}

    record Whole(Fragment first, byte[] payload) {}

    private final TsnWindow window = new TsnWindow();
    private final LinkedHashMap<Place, Fragment> fragments = new LinkedHashMap<>();
    private long octets;
    private long lost;
    private long firstIncomplete;

    /// Whether a chunk comes for the first time.
    ///
    /// @param last field of the chunk's header: PPID or FSN
    boolean isNew(int tsn, int streamAndSequence, int last, byte[] payload) {
        int fingerprint = 31 * (31 * streamAndSequence + last);
        return window.isNew(tsn, fingerprint + Arrays.hashCode(payload));
    }

    /// The message that a new chunk completes, or null.
    @Nullable Whole add(Fragment fragment) {
        if (fragment.begins && fragment.ends) return new Whole(fragment, fragment.payload);
        var before = fragments.put(fragment.place(), fragment);
        octets += fragment.payload.length + OVERHEAD;
        if (before != null) octets -= before.payload.length + OVERHEAD;
        var whole = joinAround(fragment);
        if (whole == null && fragments.size() > MAX_FRAGMENTS) {
            forget(fragments.firstEntry().getValue());
        }
        return whole;
    }

    /// Memory held by fragments, in octets or so.
    long octets() {
        return octets;
    }

    /// Gives up all fragments.
    void drop() {
        for (Map.Entry<Place, Fragment> it : new HashMap<>(fragments).entrySet())
            forget(it.getValue());
    }

    /// Fragments whose message never became whole.
    long incomplete() {
        return lost + fragments.size();
    }

    /// The packet that brought the first of those.
    long firstIncomplete() {
        return lost > 0 || fragments.isEmpty()
                ? firstIncomplete
                : fragments.firstEntry().getValue().packet;
    }

    private void forget(Fragment fragment) {
        fragments.remove(fragment.place());
        octets -= fragment.payload.length + OVERHEAD;
        if (lost++ == 0) firstIncomplete = fragment.packet;
    }

    private @Nullable Whole joinAround(Fragment fragment) {
        var first = fragment;
        while (!first.begins) {
            var previous = fragments.get(new Place(first.message, first.number - 1));
            if (previous == null || previous.ends) return null;
            first = previous;
        }
        var last = fragment;
        while (!last.ends) {
            var next = fragments.get(new Place(last.message, last.number + 1));
            if (next == null || next.begins) return null;
            last = next;
        }
        int length = 0;
        for (int i = first.number; i != last.number + 1; i++) {
            var part = fragments.get(new Place(first.message, i));
            if (part != null) length += part.payload.length;
        }
        byte[] payload = new byte[length];
        int at = 0;
        for (int i = first.number; i != last.number + 1; i++) {
            var part = fragments.remove(new Place(first.message, i));
            if (part == null) continue;
            System.arraycopy(part.payload, 0, payload, at, part.payload.length);
            at += part.payload.length;
            octets -= part.payload.length + OVERHEAD;
        }
        return new Whole(first, payload);
    }
}

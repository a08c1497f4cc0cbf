package kenb.stack.cipher;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Which plaintext each (key, COUNT, BEARER, DIRECTION) has ciphered, as far as memory is given to it: no two plaintexts may share a keystream (TS
/// 33.401 B.1). One ledger for all that may hold the same key: it remembers a key by its fingerprint, also once that key is dead,
/// and so grows with the keys it has seen: for runs, not for a node that is up for weeks. Safe for threads.
public final class KeystreamLedger {
    private final int mostCounts;
    private final Consumer<? super KeystreamReuse> violations;
    private final ConcurrentHashMap<Stream, Track> tracks = new ConcurrentHashMap<>();
    private final LongAdder uses = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder reuses = new LongAdder();
    private final LongAdder forgotten = new LongAdder();

    private record Stream(String fingerprint, int bearer, int direction) {}

    /// @param mostCounts how many COUNTs of a bearer and direction are remembered, a power of two; 12 octets each, once they are used
    /// @param violations told of each COUNT that ciphers a second plaintext, on the thread that does it, before it is done
    public KeystreamLedger(int mostCounts, Consumer<? super KeystreamReuse> violations) {
        if (Integer.bitCount(mostCounts) != 1)
            throw new IllegalArgumentException(mostCounts + " is no power of two");
        this.mostCounts = mostCounts;
        this.violations = violations;
    }

    /// PDUs that were ciphered.
    public long uses() {
        return uses.sum();
    }

    /// Those that had been ciphered before, octet for octet: retransmissions, and one PDU on two legs.
    public long repeats() {
        return repeats.sum();
    }

    /// Those whose keystream had been another plaintext's.
    public long reuses() {
        return reuses.sum();
    }

    /// Those that came so late that nobody knows any more.
    public long forgotten() {
        return forgotten.sum();
    }

    Track track(String fingerprint, int bearer, int direction) {
        return tracks.computeIfAbsent(
                new Stream(fingerprint, bearer, direction), it -> new Track(this, it));
    }

    /// The COUNTs of one key, bearer and direction, each in the place its low bits say; twice as many places when two want the same one.
    static final class Track {
        private static final int FEWEST = 64;

        private final KeystreamLedger ledger;
        private final Stream stream;
        private long[] digests = new long[FEWEST];
        private int[] counts = new int[FEWEST];

        private Track(KeystreamLedger ledger, Stream stream) {
            this.ledger = ledger;
            this.stream = stream;
        }

        /// @param digest of a plaintext; never zero, which is a free place
        synchronized void use(int count, long digest) {
            ledger.uses.increment();
            int at = count & digests.length - 1;
            while (digests[at] != 0 && counts[at] != count && digests.length < ledger.mostCounts) {
                grow();
                at = count & digests.length - 1;
            }
            if (digests[at] == 0 || Integer.compareUnsigned(counts[at], count) < 0) {
                digests[at] = digest;
                counts[at] = count;
            } else if (counts[at] != count) {
                ledger.forgotten.increment();
            } else if (digests[at] == digest) {
                ledger.repeats.increment();
            } else {
                ledger.reuses.increment();
                ledger.violations.accept(
                        new KeystreamReuse(
                                stream.fingerprint(),
                                Integer.toUnsignedLong(count),
                                stream.bearer(),
                                Direction.values()[stream.direction()]));
            }
        }

        private void grow() {
            int places = digests.length * 2;
            var movedDigests = new long[places];
            var movedCounts = new int[places];
            for (int i = 0; i < digests.length; i++) {
                if (digests[i] == 0) continue;
                int at = counts[i] & places - 1;
                movedDigests[at] = digests[i];
                movedCounts[at] = counts[i];
            }
            digests = movedDigests;
            counts = movedCounts;
        }
    }
}

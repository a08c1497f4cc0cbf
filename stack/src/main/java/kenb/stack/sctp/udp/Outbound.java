package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// The sending half of an association: messages waiting, chunks under way, what SACKs and timeouts do to them (RFC 9260 §6, §7).
///
/// Knows neither timers nor packets; [Association] asks it for the next chunk that may go.
final class Outbound {
    /// What a chunk costs in memory besides its payload; keeps many small messages from outgrowing the buffer.
    private static final int CHUNK_OVERHEAD = 64;

    /// Gap offsets are 16 bits wide (RFC 9260 §3.3.4).
    private static final int MAX_OUTSTANDING = 32768;

    private static final int MAX_SPARE = 1024;
    private static final int FAST_RETRANSMIT_AFTER = 3;

    private final int mtu;
    private final Paths paths;
    private final boolean noDelay;
    private final ArrayDeque<SctpMessage> waiting = new ArrayDeque<>();
    private final ArrayDeque<OutChunk> spare = new ArrayDeque<>();
    private final short[] nextSequence;

    private @Nullable OutChunk[] ring = new OutChunk[16];
    private int ackedTsn;
    private int nextTsn;
    private int headOffset;
    private int bufferedOctets;
    private int flightOctets;
    private int waitingOctets;
    private long peerWindow;
    private int lostCount;
    private int lostFrom;
    private int gapAckedCount;

    /// The first packet of a retransmission goes whatever cwnd says (§7.2.4, §6.3.3 E3).
    private boolean freeRetransmission;

    private boolean packetIsFree;
    private int timedTsn;
    private boolean timing;

    /// @param mtu octets of chunks a packet holds
    Outbound(Paths paths, int mtu, boolean noDelay, int streams, int initialTsn, long peerWindow) {
        this.paths = paths;
        this.noDelay = noDelay;
        this.mtu = mtu;
        this.nextSequence = new short[streams];
        this.nextTsn = initialTsn;
        this.ackedTsn = initialTsn - 1;
        this.lostFrom = initialTsn;
        this.peerWindow = peerWindow;
        paths.begin(mtu, peerWindow);
    }

    int streams() {
        return nextSequence.length;
    }

    int bufferedOctets() {
        return bufferedOctets;
    }

    int flightOctets() {
        return flightOctets;
    }

    boolean hasOutstanding() {
        return nextTsn - ackedTsn > 1;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !hasOutstanding();
    }

    boolean peerWindowClosed() {
        return peerWindow == 0;
    }

    boolean hasLost() {
        return lostCount > 0;
    }

    /// Takes a message over.
    void add(SctpMessage message) {
        waiting.add(message);
        waitingOctets += message.payload().readableBytes();
        bufferedOctets += message.payload().readableBytes() + CHUNK_OVERHEAD;
    }

    /// The next chunk to go into a packet with `room` octets left, or null; retransmissions come first.
    ///
    /// @param path where the packet goes; what was lost goes to that for retransmissions only
    /// @param packetHasData true where a chunk from here is in the packet already
    @Nullable OutChunk next(Path path, int room, boolean packetHasData, long nowNanos) {
        if (!packetHasData && path.burstIsOver()) {
            return null;
        }
        if (!packetHasData) {
            packetIsFree = freeRetransmission;
        }
        if (lostCount > 0) {
            if (path != paths.forRetransmission() || !packetIsFree && path.isFull()) {
                return null;
            }
            OutChunk lost = firstLost();
            if (lost.wireLength() > room) {
                return null;
            }
            freeRetransmission = false;
            lost.lost = false;
            lost.flags |=
                    Wire.IMMEDIATE; // a SACK held back could meet the next timeout (RFC 7053 §4)
            lostCount--;
            lostFrom = lost.tsn + 1;
            if (timing && timedTsn == lost.tsn) {
                timing = false;
            }
            return sent(lost, path, nowNanos);
        }
        SctpMessage head = waiting.peek();
        if (head == null
                || path != paths.forData()
                || path.isFull()
                || nextTsn - ackedTsn > MAX_OUTSTANDING) {
            return null;
        }
        if (!noDelay && !packetHasData && flightOctets > 0 && waitingOctets < mtu) {
            return null;
        }
        int left = head.payload().readableBytes() - headOffset;
        int most = mtu - Wire.DATA_HEADER;
        int length = Math.min(left, most);
        if (Wire.padded(Wire.DATA_HEADER + length) > room) {
            return null;
        }
        // A chunk may always be under way, window or not: it probes a closed one (§6.1 A).
        if (length > peerWindow && flightOctets > 0) {
            return null;
        }
        return sent(cut(head, length, left), path, nowNanos);
    }

    private OutChunk cut(SctpMessage head, int length, int left) {
        OutChunk chunk = spare.poll();
        if (chunk == null) {
            chunk = new OutChunk();
        }
        int stream = head.streamId();
        chunk.tsn = nextTsn++;
        chunk.flags =
                (headOffset == 0 ? Wire.BEGIN : 0)
                        | (length == left ? Wire.END : 0)
                        | (head.unordered() ? Wire.UNORDERED : 0);
        chunk.streamId = stream;
        chunk.streamSequence = head.unordered() ? 0 : nextSequence[stream] & 0xFFFF;
        chunk.payloadProtocolId = head.payloadProtocolId();
        chunk.payload = head.payload();
        chunk.offset = head.payload().readerIndex() + headOffset;
        chunk.length = length;
        if (length == left) {
            waiting.remove();
            headOffset = 0;
            if (!head.unordered()) {
                nextSequence[stream]++;
            }
        } else {
            head.payload().retain();
            headOffset += length;
            bufferedOctets += CHUNK_OVERHEAD;
        }
        waitingOctets -= length;
        put(chunk);
        if (!timing) {
            timing = true;
            timedTsn = chunk.tsn;
        }
        return chunk;
    }

    private OutChunk sent(OutChunk chunk, Path path, long nowNanos) {
        chunk.sentAtNanos = nowNanos;
        chunk.path = path;
        path.sent(chunk);
        chunk.transmissions++;
        flightOctets += chunk.length;
        peerWindow = Math.max(0, peerWindow - chunk.length);
        return chunk;
    }

    private OutChunk firstLost() {
        int tsn = lostFrom;
        while (!at(tsn).lost) {
            tsn++;
        }
        return at(tsn);
    }

    private OutChunk at(int tsn) {
        OutChunk chunk = ring[tsn & ring.length - 1];
        assert chunk != null && chunk.tsn == tsn;
        return chunk;
    }

    private void put(OutChunk chunk) {
        if (nextTsn - ackedTsn - 1 > ring.length) {
            @Nullable OutChunk[] wider = new OutChunk[2 * ring.length];
            for (int tsn = ackedTsn + 1; tsn != chunk.tsn; tsn++) {
                wider[tsn & wider.length - 1] = at(tsn);
            }
            ring = wider;
        }
        ring[chunk.tsn & ring.length - 1] = chunk;
    }

    /// How a SACK or the Cumulative TSN Ack of a SHUTDOWN was taken.
    enum Taken {
        OLD,
        NO_PROGRESS,
        PROGRESS,
        /// It acknowledges what was never sent.
        IMPOSSIBLE
    }

    /// Takes a SACK in (§6.2.1).
    ///
    /// @param gaps packet with `gapCount` blocks of start(16) ‖ end(16) from `gapsAt`
    /// @param window a_rwnd, or -1 where there is none (SHUTDOWN)
    Taken acknowledge(
            int cumulativeTsn, long window, ByteBuf gaps, int gapsAt, int gapCount, long nowNanos) {
        if (Wire.before(cumulativeTsn, ackedTsn)) {
            return Taken.OLD;
        }
        if (!Wire.before(cumulativeTsn, nextTsn)) {
            return Taken.IMPOSSIBLE;
        }
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            path.flightBefore = path.flightOctets;
            path.newlyAcked = 0;
            path.oldestAcked = false;
        }
        int acked = 0;
        boolean advanced = cumulativeTsn != ackedTsn;
        int highestNew = ackedTsn;
        while (ackedTsn != cumulativeTsn) {
            OutChunk chunk = at(++ackedTsn);
            ring[ackedTsn & ring.length - 1] = null;
            if (!chunk.gapAcked) {
                acked += leaveFlight(chunk, nowNanos);
                chunk.path().oldestAcked = true;
                highestNew = chunk.tsn;
            } else {
                gapAckedCount--;
            }
            bufferedOctets -= chunk.length + CHUNK_OVERHEAD;
            chunk.clear();
            if (spare.size() < MAX_SPARE) {
                spare.push(chunk);
            }
        }
        if (Wire.before(lostFrom, ackedTsn + 1)) {
            lostFrom = ackedTsn + 1;
        }
        boolean hasGaps = window >= 0; // a SHUTDOWN tells nothing of what is above its TSN (§9.2)
        if (hasGaps && (gapCount > 0 || gapAckedCount > 0)) {
            long newlyGapped = takeGaps(gaps, gapsAt, gapCount, highestNew, nowNanos);
            acked += (int) (newlyGapped >>> 32);
            highestNew = (int) newlyGapped;
        }
        for (int i = 0; i < paths.size(); i++) {
            grow(paths.get(i), advanced);
        }
        if (hasGaps && gapAckedCount > 0) {
            countMisses(advanced, highestNew);
        }
        if (window >= 0) {
            peerWindow = Math.max(0, window - flightOctets);
        }
        if (lostCount == 0) {
            paths.turnBack();
        }
        return acked > 0 ? Taken.PROGRESS : Taken.NO_PROGRESS;
    }

    private void grow(Path path, boolean advanced) {
        if (path.inRecovery && !Wire.before(ackedTsn, path.recoveryExit)) {
            path.inRecovery = false;
        }
        if (advanced && path.newlyAcked > 0) {
            if (!path.inRecovery) {
                path.congestion().acked(path.newlyAcked, path.flightBefore);
            }
            if (path.flightOctets == 0) {
                path.congestion().allAcked();
            }
        }
        path.earnBurst(path.newlyAcked);
    }

    private int leaveFlight(OutChunk chunk, long nowNanos) {
        Path path = chunk.path();
        if (chunk.lost) {
            lostCount--;
            chunk.lost = false;
        } else {
            takeFromFlight(chunk);
        }
        path.newlyAcked += chunk.length;
        if (timing && timedTsn == chunk.tsn) {
            timing = false;
            if (chunk.transmissions == 1) {
                path.rto().sample(nowNanos - chunk.sentAtNanos);
            }
        }
        return chunk.length;
    }

    private void takeFromFlight(OutChunk chunk) {
        flightOctets -= chunk.length;
        chunk.path().flightOctets -= chunk.length;
    }

    /// Marks what the gap blocks report and takes marks back that they no longer report; blocks out of order are ignored.
    ///
    /// @return octets newly acknowledged(32) ‖ highest TSN newly acknowledged(32)
    private long takeGaps(ByteBuf gaps, int gapsAt, int gapCount, int highestNew, long nowNanos) {
        int acked = 0;
        int highest = highestNew;
        int tsn = ackedTsn + 1;
        for (int i = 0; i < gapCount; i++) {
            int start = ackedTsn + gaps.getUnsignedShort(gapsAt + 4 * i);
            int end = ackedTsn + gaps.getUnsignedShort(gapsAt + 4 * i + 2);
            if (Wire.before(start, tsn) || Wire.before(end, start) || !Wire.before(end, nextTsn)) {
                break;
            }
            for (; tsn != start; tsn++) {
                renege(at(tsn));
            }
            for (; tsn != end + 1; tsn++) {
                OutChunk chunk = at(tsn);
                if (!chunk.gapAcked) {
                    acked += leaveFlight(chunk, nowNanos);
                    chunk.gapAcked = true;
                    gapAckedCount++;
                    highest = tsn;
                }
            }
        }
        int stillGapped = 0;
        for (int t = ackedTsn + 1; t != tsn; t++) {
            if (at(t).gapAcked) {
                stillGapped++;
            }
        }
        for (; gapAckedCount > stillGapped && tsn != nextTsn; tsn++) {
            renege(at(tsn));
        }
        return (long) acked << 32 | highest & 0xFFFFFFFFL;
    }

    /// §6.2.1 D iii: what was reported and no longer is counts as missed once. It is not sent again at once: mostly this SACK was
    /// overtaken by a later one.
    private void renege(OutChunk chunk) {
        if (chunk.gapAcked) {
            chunk.gapAcked = false;
            gapAckedCount--;
            chunk.missed = Math.min(chunk.missed + 1, FAST_RETRANSMIT_AFTER - 1);
            flightOctets += chunk.length;
            chunk.path().flightOctets += chunk.length;
        }
    }

    /// §7.2.4: three reports of a hole below the highest TSN newly acknowledged mean loss; while a path recovers, all holes count.
    private void countMisses(boolean advanced, int highestNew) {
        int gapped = 0;
        for (int tsn = ackedTsn + 1; tsn != nextTsn; tsn++) {
            OutChunk chunk = at(tsn);
            if (chunk.gapAcked) {
                if (++gapped == gapAckedCount) {
                    return;
                }
                continue;
            }
            Path path = chunk.path();
            boolean counts = Wire.before(tsn, highestNew) || path.inRecovery && advanced;
            if (counts
                    && !chunk.lost
                    && !chunk.fastRetransmitted
                    && ++chunk.missed == FAST_RETRANSMIT_AFTER) {
                chunk.fastRetransmitted = true;
                takeFromFlight(chunk);
                lose(chunk);
                if (!path.inRecovery) {
                    path.inRecovery = true;
                    path.recoveryExit = nextTsn - 1;
                    path.congestion().fastRetransmit();
                    freeRetransmission = true;
                }
            }
        }
    }

    private void lose(OutChunk chunk) {
        chunk.lost = true;
        lostCount++;
        if (Wire.before(chunk.tsn, lostFrom)) {
            lostFrom = chunk.tsn;
        }
    }

    /// T3-rtx of a path expired (§6.3.3): all that is out on it counts as lost.
    void timeout(Path path) {
        path.congestion().timeout();
        for (int tsn = ackedTsn + 1; tsn != nextTsn; tsn++) {
            OutChunk chunk = at(tsn);
            if (chunk.inFlight() && chunk.path() == path) {
                takeFromFlight(chunk);
                lose(chunk);
            }
            chunk.missed = 0;
            chunk.fastRetransmitted = false;
        }
        path.inRecovery = false;
        freeRetransmission = true;
        timing = false;
    }

    /// Whether this is the earliest chunk not acknowledged.
    boolean isOldest(OutChunk chunk) {
        return chunk.tsn == ackedTsn + 1;
    }

    /// Lets everything go.
    ///
    /// @return messages that were not acknowledged
    int release() {
        int messages = waiting.size();
        for (int tsn = ackedTsn + 1; tsn != nextTsn; tsn++) {
            OutChunk chunk = at(tsn);
            if ((chunk.flags & Wire.END) != 0) {
                messages++;
            }
            chunk.clear();
        }
        waiting.forEach(SctpMessage::release);
        waiting.clear();
        ring = new OutChunk[0];
        spare.clear();
        ackedTsn = nextTsn - 1;
        bufferedOctets = 0;
        waitingOctets = 0;
        flightOctets = 0;
        lostCount = 0;
        gapAckedCount = 0;
        return messages;
    }
}

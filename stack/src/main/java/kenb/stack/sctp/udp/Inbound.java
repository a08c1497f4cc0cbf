package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The receiving half of an association behind its TSNs: puts fragments together and messages into the order of their stream.
///
/// RFC 9260 §6.5, §6.6, §6.9.
final class Inbound {
    /// What a fragment or a message costs in memory besides its payload.
    private static final int HELD_OVERHEAD = 64;

    private final ByteBufAllocator allocator;
    private final Consumer<SctpMessage> deliver;
    private final int maxMessage;
    private final short[] nextSequence;
    private final Map<Integer, SctpMessage> early = new HashMap<>();
    private @Nullable InChunk[] fragments = {};
    private int heldFragments;
    private int heldOctets;
    private long steps;

    /// @param deliver takes each whole message, in order
    Inbound(
            ByteBufAllocator allocator,
            int streams,
            int maxMessage,
            Consumer<SctpMessage> deliver) {
        this.allocator = allocator;
        this.deliver = deliver;
        this.maxMessage = maxMessage;
        this.nextSequence = new short[streams];
    }

    int streams() {
        return nextSequence.length;
    }

    /// Octets that messages not yet whole or not yet in turn cost.
    int heldOctets() {
        return heldOctets;
    }

    /// Takes a DATA chunk whose TSN is new and whose stream exists.
    ///
    /// @param received the TSNs that arrived
    /// @return what the peer did wrong, or null
    @Nullable String add(ByteBuf packet, int at, int length, int flags, ReceivedTsns received) {
        int from = at + Wire.DATA_HEADER;
        int octets = length - Wire.DATA_HEADER;
        int stream = packet.getUnsignedShort(at + 8);
        int sequence = packet.getUnsignedShort(at + 10);
        int protocol = packet.getInt(at + 12);
        if ((flags & (Wire.BEGIN | Wire.END)) != (Wire.BEGIN | Wire.END)) {
            var chunk =
                    new InChunk(
                            packet.getInt(at + 4),
                            flags,
                            stream,
                            sequence,
                            protocol,
                            held(packet, from, octets));
            hold(chunk);
            return fits(chunk, received) ? assemble(chunk) : broken(chunk.tsn());
        }
        int tsn = packet.getInt(at + 4);
        if (heldFragments > 0 && !fits(at(tsn - 1), at(tsn + 1))) {
            return broken(tsn);
        }
        boolean unordered = (flags & Wire.UNORDERED) != 0;
        boolean now = unordered || (short) sequence == nextSequence[stream];
        ByteBuf payload = now ? packet.retainedSlice(from, octets) : held(packet, from, octets);
        return inTurn(new SctpMessage(stream, protocol, unordered, payload), sequence);
    }

    /// What has to wait is copied: a slice would pin the datagrams that arrived with it.
    private ByteBuf held(ByteBuf packet, int from, int octets) {
        return allocator.directBuffer(octets).writeBytes(packet, from, octets);
    }

    private @Nullable String inTurn(SctpMessage message, int sequenceNumber) {
        int stream = message.streamId();
        if (message.unordered()) {
            deliver.accept(message);
            return null;
        }
        short sequence = (short) sequenceNumber;
        short ahead = (short) (sequence - nextSequence[stream]);
        if (ahead == 0) {
            nextSequence[stream]++;
            deliver.accept(message);
            return early.isEmpty() ? null : catchUp(stream);
        }
        if (ahead < 0 || early.putIfAbsent(key(stream, sequence), message) != null) {
            message.release();
            return "stream sequence number " + sequenceNumber + " used twice on stream " + stream;
        }
        heldOctets += charge(message.payload());
        return null;
    }

    private static int charge(ByteBuf payload) {
        return payload.readableBytes() + HELD_OVERHEAD;
    }

    private @Nullable String catchUp(int stream) {
        SctpMessage message;
        while ((message = early.remove(key(stream, nextSequence[stream]))) != null) {
            heldOctets -= charge(message.payload());
            nextSequence[stream]++;
            deliver.accept(message);
        }
        return null;
    }

    private static int key(int stream, short sequence) {
        return stream << 16 | sequence & 0xFFFF;
    }

    /// Whether a fragment goes on with what is beside it, as far as that has arrived: a message delivered whole, or one of another
    /// stream, is no part of it. So no fragment is left behind for good.
    private boolean fits(InChunk chunk, ReceivedTsns received) {
        InChunk previous = at(chunk.tsn() - 1);
        InChunk next = at(chunk.tsn() + 1);
        boolean left =
                previous == null
                        ? chunk.begins() || !received.has(chunk.tsn() - 1)
                        : previous.ends() ? chunk.begins() : previous.continuesIn(chunk);
        boolean right =
                next == null
                        ? chunk.ends() || !received.has(chunk.tsn() + 1)
                        : chunk.ends() ? next.begins() : chunk.continuesIn(next);
        return left && right;
    }

    /// The same for a whole message.
    private static boolean fits(@Nullable InChunk previous, @Nullable InChunk next) {
        return (previous == null || previous.ends()) && (next == null || next.begins());
    }

    private static String broken(int tsn) {
        return "fragment at TSN "
                + Integer.toUnsignedString(tsn)
                + " does not go on with the message beside it";
    }

    /// Looks left and right of a new fragment, a step each in turn, for the whole of its message. The nearer hole ends the search, so that
    /// fragments cost little in whatever order they come.
    private @Nullable String assemble(InChunk chunk) {
        InChunk first = chunk;
        InChunk last = chunk;
        while (!first.begins() || !last.ends()) {
            steps++;
            InChunk next = last.ends() ? last : at(last.tsn() + 1);
            InChunk previous = first.begins() ? first : at(first.tsn() - 1);
            if (next == null || previous == null) {
                return null;
            }
            last = next;
            first = previous;
        }
        int octets = 0;
        for (int tsn = first.tsn(); tsn != last.tsn() + 1; tsn++) {
            octets += require(tsn).payload().readableBytes();
        }
        if (octets > maxMessage) {
            return "message of " + octets + " octets, " + maxMessage + " are taken";
        }
        ByteBuf whole = joined(first.tsn(), last.tsn(), octets);
        return inTurn(
                new SctpMessage(
                        first.streamId(), first.payloadProtocolId(), first.unordered(), whole),
                first.streamSequence());
    }

    /// Fragments looked at in search of whole messages.
    long steps() {
        return steps;
    }

    private ByteBuf joined(int firstTsn, int lastTsn, int octets) {
        CompositeByteBuf whole = allocator.compositeDirectBuffer(lastTsn - firstTsn + 1);
        for (int tsn = firstTsn; tsn != lastTsn + 1; tsn++) {
            whole.addComponent(true, require(tsn).payload());
            fragments[tsn & fragments.length - 1] = null;
        }
        heldOctets -= octets + (lastTsn - firstTsn + 1) * HELD_OVERHEAD;
        heldFragments -= lastTsn - firstTsn + 1;
        return whole;
    }

    private InChunk require(int tsn) {
        InChunk chunk = at(tsn);
        if (chunk == null) {
            throw new IllegalStateException("fragment gone while its message was put together");
        }
        return chunk;
    }

    /// Lets everything go.
    void release() {
        for (InChunk chunk : fragments) {
            if (chunk != null) {
                chunk.payload().release();
            }
        }
        fragments = new InChunk[0];
        heldFragments = 0;
        early.values().forEach(SctpMessage::release);
        early.clear();
        heldOctets = 0;
    }

    private void hold(InChunk chunk) {
        while (true) {
            int length = fragments.length;
            if (length > 0) {
                InChunk there = fragments[chunk.tsn() & length - 1];
                if (there == null) {
                    break;
                }
            }
            widen();
        }
        fragments[chunk.tsn() & fragments.length - 1] = chunk;
        heldFragments++;
        heldOctets += charge(chunk.payload());
    }

    private void widen() {
        @Nullable InChunk[] old = fragments;
        int length = Math.max(16, 2 * old.length);
        fragments = new InChunk[length];
        for (InChunk chunk : old) {
            if (chunk != null) {
                fragments[chunk.tsn() & length - 1] = chunk;
            }
        }
    }

    private @Nullable InChunk at(int tsn) {
        if (heldFragments == 0) {
            return null;
        }
        InChunk chunk = fragments[tsn & fragments.length - 1];
        return chunk != null && chunk.tsn() == tsn ? chunk : null;
    }
}

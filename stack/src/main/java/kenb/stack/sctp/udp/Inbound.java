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
    private int heldOctets;

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
    /// @return what the peer did wrong, or null
    @Nullable String add(ByteBuf packet, int at, int length, int flags) {
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
            return assemble(chunk);
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

    /// Looks right, then left, of a new fragment for the whole of its message: in order that is one step each.
    private @Nullable String assemble(InChunk chunk) {
        InChunk last = chunk;
        while (!last.ends()) {
            InChunk next = at(last.tsn() + 1);
            if (next == null) {
                return checkLeft(chunk);
            }
            if (!last.continuesIn(next)) {
                return broken(next);
            }
            last = next;
        }
        InChunk first = chunk;
        int octets = 0;
        while (!first.begins()) {
            InChunk previous = at(first.tsn() - 1);
            if (previous == null) {
                return null;
            }
            if (!previous.continuesIn(first)) {
                return broken(first);
            }
            first = previous;
        }
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

    private @Nullable String checkLeft(InChunk chunk) {
        InChunk previous = at(chunk.tsn() - 1);
        return previous == null || previous.ends() && chunk.begins() || previous.continuesIn(chunk)
                ? null
                : broken(chunk);
    }

    private static String broken(InChunk chunk) {
        return "fragment at TSN "
                + Integer.toUnsignedString(chunk.tsn())
                + " does not go on with the message before it";
    }

    private ByteBuf joined(int firstTsn, int lastTsn, int octets) {
        CompositeByteBuf whole = allocator.compositeDirectBuffer(lastTsn - firstTsn + 1);
        for (int tsn = firstTsn; tsn != lastTsn + 1; tsn++) {
            whole.addComponent(true, require(tsn).payload());
            fragments[tsn & fragments.length - 1] = null;
        }
        heldOctets -= octets + (lastTsn - firstTsn + 1) * HELD_OVERHEAD;
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
        InChunk chunk = fragments[tsn & fragments.length - 1];
        return chunk != null && chunk.tsn() == tsn ? chunk : null;
    }
}

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

/// A DATA chunk sent and not yet cumulatively acknowledged. Objects are reused: one per chunk under way, none per message.
final class OutChunk {
    int tsn;
    int flags;
    int streamId;
    int streamSequence;
    int payloadProtocolId;

    /// The message's payload, retained; this chunk is `length` octets from `offset`.
    ByteBuf payload = Unpooled.EMPTY_BUFFER;

    int offset;
    int length;

    /// Where it went last.
    @Nullable Path path;

    long sentAtNanos;
    int transmissions;
    int missed;
    boolean gapAcked;
    boolean fastRetransmitted;

    /// Waits for retransmission, so it does not count as in flight.
    boolean lost;

    int wireLength() {
        return Wire.padded(Wire.DATA_HEADER + length);
    }

    Path path() {
        Path last = path;
        if (last == null) {
            throw new IllegalStateException("a chunk under way that went nowhere");
        }
        return last;
    }

    boolean inFlight() {
        return !gapAcked && !lost;
    }

    void writeTo(ByteBuf packet) {
        Wire.writeChunkHeader(packet, Wire.DATA, flags, Wire.DATA_HEADER + length);
        packet.writeInt(tsn)
                .writeShort(streamId)
                .writeShort(streamSequence)
                .writeInt(payloadProtocolId);
        packet.writeBytes(payload, offset, length);
        Wire.pad(packet, length);
    }

    void clear() {
        payload.release();
        payload = Unpooled.EMPTY_BUFFER;
        transmissions = 0;
        missed = 0;
        gapAcked = false;
        fastRetransmitted = false;
        lost = false;
        path = null;
    }
}

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

/// A DATA chunk that arrived; owns its payload.
record InChunk(
        int tsn,
        int flags,
        int streamId,
        int streamSequence,
        int payloadProtocolId,
        ByteBuf payload) {

    boolean begins() {
        return (flags & Wire.BEGIN) != 0;
    }

    boolean ends() {
        return (flags & Wire.END) != 0;
    }

    boolean unordered() {
        return (flags & Wire.UNORDERED) != 0;
    }

    /// Whether `next`, one TSN later, goes on with the message of this one.
    boolean continuesIn(InChunk next) {
        return !ends()
                && !next.begins()
                && next.streamId == streamId
                && next.streamSequence == streamSequence
                && next.unordered() == unordered();
    }
}

package kenb.stack.sctp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;

/// One user message of an association (RFC 9260 §3.3.1), whole: fragmentation is the carrier's business.
///
/// Owns its payload: whoever gets the message passes it on or releases it.
///
/// @param streamId stream, 0 to 65535, below the count agreed at set-up
/// @param payloadProtocolId PPID, 32 bits unsigned (18 S1AP, 27 X2AP, 60 NGAP, 61 XnAP)
/// @param unordered true where the receiver may get it out of the order of its stream
/// @param payload readable bytes are the message; never empty on the wire
public record SctpMessage(int streamId, int payloadProtocolId, boolean unordered, ByteBuf payload)
        implements ByteBufHolder {

    /// S1AP, TS 36.412 §7.
    public static final int PPID_S1AP = 18;

    /// X2AP, TS 36.422 §7.
    public static final int PPID_X2AP = 27;

    /// NGAP, TS 38.412 §7.
    public static final int PPID_NGAP = 60;

    /// XnAP, TS 38.422 §7.
    public static final int PPID_XNAP = 61;

    /// An ordered message.
    public SctpMessage(int streamId, int payloadProtocolId, ByteBuf payload) {
        this(streamId, payloadProtocolId, false, payload);
    }

    @Override
    public ByteBuf content() {
        return payload;
    }

    @Override
    public SctpMessage copy() {
        return replace(payload.copy());
    }

    @Override
    public SctpMessage duplicate() {
        return replace(payload.duplicate());
    }

    @Override
    public SctpMessage retainedDuplicate() {
        return replace(payload.retainedDuplicate());
    }

    @Override
    public SctpMessage replace(ByteBuf content) {
        return new SctpMessage(streamId, payloadProtocolId, unordered, content);
    }

    @Override
    public int refCnt() {
        return payload.refCnt();
    }

    @Override
    public SctpMessage retain() {
        payload.retain();
        return this;
    }

    @Override
    public SctpMessage retain(int increment) {
        payload.retain(increment);
        return this;
    }

    @Override
    public SctpMessage touch() {
        payload.touch();
        return this;
    }

    @Override
    public SctpMessage touch(Object hint) {
        payload.touch(hint);
        return this;
    }

    @Override
    public boolean release() {
        return payload.release();
    }

    @Override
    public boolean release(int decrement) {
        return payload.release(decrement);
    }

    /// Sizes and ids only: a payload may carry keys.
    @Override
    public String toString() {
        return "SctpMessage[stream "
                + streamId
                + ", PPID "
                + Integer.toUnsignedString(payloadProtocolId)
                + (unordered ? ", unordered, " : ", ")
                + (payload.refCnt() > 0 ? payload.readableBytes() + " octets]" : "released]");
    }
}

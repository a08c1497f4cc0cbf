package kenb.stack.ap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import kenb.codec.per.DecodeException;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

/// SctpMessage ↔ PDU. Inbound a PDU of type `P` goes up; what can't be decoded, or has another protocol's payload
/// protocol identifier, becomes an {@link Undecodable} event. Outbound it takes {@link ApMessage}s.
public final class ApCodec<P> extends ChannelDuplexHandler {

    /// Reads one PDU from all readable octets, without taking ownership.
    @FunctionalInterface
    public interface Decoder<P> {
        P decode(ByteBuf payload) throws DecodeException;
    }

    @FunctionalInterface
    public interface Encoder<P> {
        byte[] encode(P pdu);
    }

    private final ApProtocol protocol;
    private final Class<P> type;
    private final Decoder<P> decoder;
    private final Encoder<P> encoder;
    private int outStreams = 1;

    public ApCodec(ApProtocol protocol, Class<P> type, Decoder<P> decoder, Encoder<P> encoder) {
        this.protocol = protocol;
        this.type = type;
        this.decoder = decoder;
        this.encoder = encoder;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof AssociationEvent.Up up) {
            outStreams = up.outStreams();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof SctpMessage message)) {
            ctx.fireChannelRead(msg);
            return;
        }
        P pdu;
        try {
            if (message.payloadProtocolId() != protocol.payloadProtocolId()) {
                report(
                        ctx,
                        message,
                        "payload protocol identifier "
                                + message.payloadProtocolId()
                                + ", expected "
                                + protocol.payloadProtocolId());
                return;
            }
            pdu = decoder.decode(message.payload());
        } catch (DecodeException e) {
            report(ctx, message, String.valueOf(e.getMessage()));
            return;
        } finally {
            message.payload().release();
        }
        ctx.fireChannelRead(pdu);
    }

    private void report(ChannelHandlerContext ctx, SctpMessage message, String reason) {
        ctx.fireUserEventTriggered(new Undecodable(protocol, message.streamId(), reason));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (!(msg instanceof ApMessage<?>(long ue, Object pdu) && type.isInstance(pdu))) {
            ctx.write(msg, promise);
            return;
        }
        ByteBuf payload = Unpooled.wrappedBuffer(encoder.encode(type.cast(pdu)));
        int stream = new ApMessage<>(ue, pdu).stream(outStreams);
        ctx.write(new SctpMessage(stream, protocol.payloadProtocolId(), false, payload), promise);
    }
}

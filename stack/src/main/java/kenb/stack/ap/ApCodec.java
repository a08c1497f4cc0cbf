package kenb.stack.ap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import kenb.codec.criticality.Verdict;
import kenb.codec.per.DecodeException;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

/// SctpMessage ↔ PDU. Inbound a PDU of type `P` goes up; what can't be decoded, or has another protocol's payload
/// protocol identifier, becomes an {@link Undecodable} event, and so does what clause 10 of the protocol finds wrong with
/// it; the sender is answered as it asks for. Outbound it takes {@link ApMessage}s.
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
    private final ErrorHandling<P> errors;
    private int outStreams = 1;

    public ApCodec(
            ApProtocol protocol,
            Class<P> type,
            Decoder<P> decoder,
            Encoder<P> encoder,
            ErrorHandling<P> errors) {
        this.protocol = protocol;
        this.type = type;
        this.decoder = decoder;
        this.encoder = encoder;
        this.errors = errors;
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
        try {
            if (message.payloadProtocolId() == protocol.payloadProtocolId()) {
                read(ctx, message);
            } else {
                report(
                        ctx,
                        message,
                        "payload protocol identifier "
                                + message.payloadProtocolId()
                                + ", expected "
                                + protocol.payloadProtocolId());
            }
        } finally {
            message.payload().release();
        }
    }

    private void read(ChannelHandlerContext ctx, SctpMessage message) {
        P pdu;
        try {
            pdu = decoder.decode(message.payload());
        } catch (DecodeException e) {
            var reason = String.valueOf(e.getMessage());
            answer(ctx, message, errors.answerToUndecodable(message.payload()), reason);
            return;
        }
        var verdict = errors.check(message.payload());
        if (verdict != Verdict.ACCEPT) answer(ctx, message, errors.answer(verdict), verdict.text());
        if (verdict.accepted()) ctx.fireChannelRead(pdu);
    }

    /// On the stream that the faulty message came by, or on stream 0 where there are fewer this way.
    private void answer(
            ChannelHandlerContext ctx, SctpMessage message, @Nullable P answer, String reason) {
        report(ctx, message, reason + (answer == null ? "" : " (answered)"));
        if (answer == null) return;
        int stream = message.streamId() < outStreams ? message.streamId() : 0;
        ByteBuf payload = Unpooled.wrappedBuffer(encoder.encode(answer));
        ctx.writeAndFlush(new SctpMessage(stream, protocol.payloadProtocolId(), false, payload));
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

package kenb.nodes.host;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import kenb.codec.per.DecodeException;
import kenb.stack.ap.ApMessage;
import kenb.stack.ap.ApProtocol;
import kenb.stack.ap.Undecodable;

import java.util.function.Function;

/// PDU ↔ the message that procedures know. A PDU that lacks what its message must have is {@link Undecodable} too.
///
/// @param <P> the PDU, as {@link kenb.stack.ap.ApCodec} hands it on
/// @param <M> the message
final class MessageCodec<P, M> extends ChannelDuplexHandler {
    private final ApProtocol protocol;
    private final Class<P> pduType;
    private final Class<M> messageType;
    private final Function<P, M> read;
    private final Function<M, P> write;

    MessageCodec(
            ApProtocol protocol,
            Class<P> pduType,
            Class<M> messageType,
            Function<P, M> read,
            Function<M, P> write) {
        this.protocol = protocol;
        this.pduType = pduType;
        this.messageType = messageType;
        this.read = read;
        this.write = write;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object object) {
        if (!pduType.isInstance(object)) {
            ctx.fireChannelRead(object);
            return;
        }
        M message;
        try {
            message = read.apply(pduType.cast(object));
        } catch (DecodeException e) {
            ctx.fireUserEventTriggered(
                    new Undecodable(protocol, 0, String.valueOf(e.getMessage())));
            return;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object object, ChannelPromise promise) {
        if (object instanceof ApMessage<?>(long ue, Object message)
                && messageType.isInstance(message)) {
            ctx.write(new ApMessage<>(ue, write.apply(messageType.cast(message))), promise);
        } else {
            ctx.write(object, promise);
        }
    }
}

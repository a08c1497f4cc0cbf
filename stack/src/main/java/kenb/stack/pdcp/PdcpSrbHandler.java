package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import kenb.stack.cipher.Direction;

import org.jspecify.annotations.Nullable;

/// An [SrbEntity] in a pipeline: PDCP PDUs towards the head, RRC messages towards the tail, both as ByteBuf; [PdcpEvent]s go up as user
/// events. Anything else passes through.
public final class PdcpSrbHandler extends ChannelDuplexHandler {
    private final SrbEntity entity;
    private @Nullable ChannelHandlerContext context;

    /// Parameters as of [SrbEntity].
    public PdcpSrbHandler(int rbId, Direction transmitDirection) {
        entity = new SrbEntity(rbId, transmitDirection, this::report);
    }

    public SrbEntity entity() {
        return entity;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf pdu) {
            ByteBuf sdu = entity.receive(pdu);
            if (sdu != null) ctx.fireChannelRead(sdu);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf sdu) {
            ByteBuf pdu = entity.transmit(sdu);
            if (pdu == null) {
                promise.setFailure(new IllegalStateException("COUNT is used up"));
            } else {
                ctx.write(pdu, promise);
            }
        } else {
            ctx.write(message, promise);
        }
    }

    private void report(PdcpEvent event) {
        if (context != null) context.fireUserEventTriggered(event);
    }
}

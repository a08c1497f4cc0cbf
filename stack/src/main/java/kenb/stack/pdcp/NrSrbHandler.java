package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import kenb.stack.cipher.Direction;

import org.jspecify.annotations.Nullable;

/// An [NrSrbEntity] in a pipeline: PDCP PDUs towards the head, RRC messages towards the tail, both as ByteBuf; [PdcpEvent]s go up as user
/// events. t-Reordering runs on the channel's event loop. Anything else passes through.
public final class NrSrbHandler extends ChannelDuplexHandler {
    private final NrSrbEntity entity;
    private final EventLoopTimer reordering;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ChannelPromise promise;

    /// Parameters as of [NrSrbEntity].
    ///
    /// @param reorderingNanos t-Reordering
    public NrSrbHandler(int srbId, Direction transmitDirection, long reorderingNanos) {
        reordering = new EventLoopTimer(reorderingNanos, this::reorderingExpired);
        entity =
                new NrSrbEntity(
                        srbId, transmitDirection, reordering, this::down, this::up, this::report);
    }

    public NrSrbEntity entity() {
        return entity;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        reordering.runOn(ctx.executor());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        entity.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf pdu) entity.receive(pdu);
        else ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise written) {
        if (message instanceof ByteBuf rrc) {
            promise = written;
            boolean accepted = entity.transmit(rrc);
            promise = null;
            if (!accepted) written.setFailure(new IllegalStateException("COUNT is used up"));
        } else {
            ctx.write(message, written);
        }
    }

    private void reorderingExpired() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) return;
        try {
            entity.reorderingExpired();
            ctx.fireChannelReadComplete();
        } catch (RuntimeException e) {
            ctx.fireExceptionCaught(e);
        }
    }

    private void down(ByteBuf pdu, long count) {
        ChannelPromise written = promise;
        if (context == null || written == null) pdu.release();
        else context.write(pdu, written);
    }

    private void up(ByteBuf message, long count) {
        if (context == null) message.release();
        else context.fireChannelRead(message);
    }

    private void report(PdcpEvent event) {
        if (context != null) context.fireUserEventTriggered(event);
    }
}

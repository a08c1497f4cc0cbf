package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import kenb.stack.cipher.Direction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// A [DrbEntity] in a pipeline: PDCP PDUs towards the head, user packets towards the tail, both as ByteBuf. What one read or one
/// flush brings is ciphered as one batch. [PdcpEvent]s go up as user events; anything else passes through.
public final class PdcpDrbHandler extends ChannelDuplexHandler {
    private final DrbEntity entity;
    private final ArrayDeque<ChannelPromise> promises = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;

    /// Parameters as of [DrbEntity].
    public PdcpDrbHandler(
            DrbSettings settings, Direction transmitDirection, SecurityContext security) {
        entity =
                new DrbEntity(
                        settings, transmitDirection, security, this::down, this::up, this::report);
    }

    public DrbEntity entity() {
        return entity;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /// Nothing that was accepted stays behind.
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        entity.flushReceive();
        entity.flushTransmit();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf pdu) {
            entity.receive(pdu);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        entity.flushReceive();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf sdu) {
            promises.add(promise);
            try {
                if (!entity.transmit(sdu)) {
                    promises.removeLast();
                    promise.setFailure(new IllegalStateException("COUNT is used up"));
                }
            } catch (RuntimeException e) {
                failPromises(e);
            }
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        try {
            entity.flushTransmit();
        } catch (RuntimeException e) {
            failPromises(e);
        }
        ctx.flush();
    }

    /// The entity has released the packets they belong to.
    private void failPromises(RuntimeException cause) {
        for (ChannelPromise p; (p = promises.poll()) != null; ) p.tryFailure(cause);
    }

    private void down(ByteBuf pdu, long count) {
        ChannelPromise promise = promises.remove();
        if (context == null) {
            pdu.release();
            promise.setFailure(new IllegalStateException("not in a pipeline"));
        } else {
            context.write(pdu, promise);
        }
    }

    private void up(ByteBuf sdu, long count) {
        if (context == null) {
            sdu.release();
        } else {
            context.fireChannelRead(sdu);
        }
    }

    private void report(PdcpEvent event) {
        if (context != null) context.fireUserEventTriggered(event);
    }
}

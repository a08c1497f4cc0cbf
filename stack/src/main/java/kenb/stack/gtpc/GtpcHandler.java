package kenb.stack.gtpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

import kenb.codec.per.Octets;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Puts a [GtpcEntity] on a datagram channel: datagrams in, timers by the event loop. The entity's output sends through
/// [#send(InetSocketAddress, Octets)]; its calls belong to the channel's event loop.
public final class GtpcHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private final GtpcEntity entity;
    private final LongSupplier clock;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timer;
    private long timerDue = Long.MAX_VALUE;

    /// @param clock milliseconds that never go back, as the entity's
    public GtpcHandler(GtpcEntity entity, LongSupplier clock) {
        this.entity = entity;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        arm();
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (timer != null) timer.cancel(false);
        ctx.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        entity.receive(packet.sender(), ByteBufUtil.getBytes(packet.content()), clock.getAsLong());
        arm();
    }

    /// Writes a datagram; where the entity's output has nothing else to do with it, its `send` is this.
    ///
    /// @throws IllegalStateException before the handler is in a pipeline
    public void send(InetSocketAddress peer, Octets datagram) {
        if (context == null) throw new IllegalStateException("in no pipeline yet");
        ByteBuf content = Unpooled.wrappedBuffer(datagram.toByteArray());
        context.writeAndFlush(new DatagramPacket(content, peer));
    }

    /// Sets the timer anew: to be called after requests and watches that came from elsewhere than this handler.
    public void arm() {
        if (context == null || !context.channel().isActive()) return;
        long now = clock.getAsLong();
        long due = entity.tick(now);
        if (due == timerDue && timer != null && !timer.isDone()) return;
        if (timer != null) timer.cancel(false);
        timerDue = due;
        timer =
                due == Long.MAX_VALUE
                        ? null
                        : context.executor()
                                .schedule(this::arm, Math.max(1, due - now), TimeUnit.MILLISECONDS);
    }
}

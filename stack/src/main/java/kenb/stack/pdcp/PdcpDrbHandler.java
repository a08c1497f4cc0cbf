package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import kenb.stack.cipher.Direction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// A [DataBearer] in a pipeline: PDCP PDUs towards the head, user packets towards the tail, both as ByteBuf. What one read or one
/// flush brings is protected as one batch, in the packet's own buffer where that has room: as many octets in front as [SnLength#headerOctets],
/// and in NR four behind. t-Reordering runs on the channel's event loop. [PdcpEvent]s go up as user events; anything else passes through.
public final class PdcpDrbHandler extends ChannelDuplexHandler {
    private final DataBearer entity;
    private final EventLoopTimer reordering;
    private final ArrayDeque<ChannelPromise> promises = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;

    /// A bearer of LTE without the reordering function. Parameters as of [DrbEntity].
    public PdcpDrbHandler(
            DrbSettings settings, Direction transmitDirection, SecurityContext security) {
        this(settings, transmitDirection, security, 0);
    }

    /// A bearer of LTE. Parameters as of [DrbEntity].
    ///
    /// @param reorderingNanos t-Reordering
    public PdcpDrbHandler(
            DrbSettings settings,
            Direction transmitDirection,
            SecurityContext security,
            long reorderingNanos) {
        reordering = new EventLoopTimer(reorderingNanos, this::reorderingExpired);
        entity =
                new DrbEntity(
                        settings,
                        transmitDirection,
                        security,
                        reordering,
                        System::nanoTime,
                        this::down,
                        this::up,
                        this::report);
    }

    /// A bearer of NR. Parameters as of [NrDrbEntity].
    ///
    /// @param reorderingNanos t-Reordering
    public PdcpDrbHandler(
            NrDrbSettings settings,
            Direction transmitDirection,
            SecurityContext security,
            long reorderingNanos) {
        reordering = new EventLoopTimer(reorderingNanos, this::reorderingExpired);
        entity =
                new NrDrbEntity(
                        settings,
                        transmitDirection,
                        security,
                        reordering,
                        System::nanoTime,
                        this::down,
                        this::up,
                        this::report);
    }

    public DataBearer entity() {
        return entity;
    }

    /// New keys, as [DataBearer#reestablish]; what goes out because of it is flushed.
    ///
    /// @param statusReport statusReportRequired: the other end is told first what is missing here
    public void reestablish(SecurityContext security, boolean statusReport) {
        entity.flushTransmit();
        entity.flushReceive();
        if (statusReport) sendStatusReport();
        entity.reestablish(security);
        if (context != null) context.flush();
    }

    /// Data recovery, as [DataBearer#recover]; parameters as of [#reestablish].
    public void recover(boolean statusReport) {
        entity.flushTransmit();
        if (statusReport) sendStatusReport();
        entity.recover();
        if (context != null) context.flush();
    }

    private void sendStatusReport() {
        if (context != null) context.write(entity.statusReport(context.alloc()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        reordering.runOn(ctx.executor());
    }

    /// Nothing that was accepted stays behind.
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        entity.flushReceive();
        entity.flushTransmit();
        entity.release();
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
        ChannelPromise promise = promises.poll(); // none for what is sent again
        if (context == null) {
            pdu.release();
            if (promise != null) promise.setFailure(new IllegalStateException("not in a pipeline"));
        } else {
            context.write(pdu, promise == null ? context.voidPromise() : promise);
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

package kenb.stack.ap;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Finds a peer whose SCTP answers while nothing above it does: heartbeats and SACKs are the business of its kernel, which goes on
/// when the application hangs.
///
/// Stands above the codec. From the first message that wants an answer, something must arrive within the limit, whatever it is;
/// else [PeerSilent] is fired once, and again only after the peer was heard of. Nothing is closed here: whether to reset or to abort
/// is the node's to say. A peer that is asked nothing may be silent as long as it likes.
public final class SilenceWatchdog extends ChannelDuplexHandler {

    /// Fired as a user event.
    ///
    /// @param since how long nothing came after a message that wanted an answer
    public record PeerSilent(Duration since) {}

    private final long limitNanos;
    private final Predicate<Object> wantsAnswer;
    private @Nullable Future<?> timer;
    private long askedNanos;
    private boolean waiting;
    private boolean told;

    /// @param limit at which silence is reported
    /// @param wantsAnswer whether the peer has to react to a message that is written: a request, not an indication
    public SilenceWatchdog(Duration limit, Predicate<Object> wantsAnswer) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("silence limit " + limit + ": more than zero");
        }
        this.limitNanos = limit.toNanos();
        this.wantsAnswer = wantsAnswer;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise)
            throws Exception {
        if (!waiting && !told && wantsAnswer.test(msg)) {
            waiting = true;
            askedNanos = ctx.executor().ticker().nanoTime();
            if (timer == null) {
                watch(ctx, limitNanos);
            }
        }
        super.write(ctx, msg, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        waiting = false;
        told = false;
        super.channelRead(ctx, msg);
    }

    /// One timer at most, which is not touched by messages: it looks when it expires, and goes on for what is left.
    private void watch(ChannelHandlerContext ctx, long nanos) {
        timer =
                ctx.executor()
                        .schedule(
                                () -> {
                                    timer = null;
                                    look(ctx);
                                },
                                nanos,
                                TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        if (!waiting) {
            return;
        }
        long since = ctx.executor().ticker().nanoTime() - askedNanos;
        if (since < limitNanos) {
            watch(ctx, limitNanos - since);
            return;
        }
        waiting = false;
        told = true;
        ctx.fireUserEventTriggered(new PeerSilent(Duration.ofNanos(since)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        stop();
        super.channelInactive(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    private void stop() {
        waiting = false;
        told = true;
        Future<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }
}

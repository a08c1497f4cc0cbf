package kenb.stack.ap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpCarrier;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// An association that is set up again whenever it is lost, ended by the peer or could not be set up, after a wait by [Backoff].
///
/// Every association is a new channel with a pipeline of its own: what belonged to the lost one is for its handlers to forget.
public final class StandingAssociation implements AutoCloseable {

    /// What happens to it, told on the executor.
    public sealed interface Event {
        /// Established, for the first time or anew.
        record Up(Channel channel) implements Event {}

        /// Not there, and the next try begins after a wait.
        ///
        /// @param failures in a row
        record Down(String reason, int failures, Duration retryIn) implements Event {}
    }

    private final EventExecutor executor;
    private final SctpCarrier carrier;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final ChannelInitializer<Channel> init;
    private final Backoff backoff;
    private final Duration steady;
    private final RandomGenerator random;
    private final Consumer<Event> listener;
    private @Nullable Channel channel;
    private @Nullable Future<?> waiting;
    private int failures;
    private long upNanos;
    private boolean started;
    private boolean closed;

    /// @param executor its clock and thread: all below runs there
    /// @param local address to connect from, with port 0 for any
    /// @param steady an association that stood this long was a success: the next wait is the first again. One that goes sooner counts
    ///     with the failures, or a peer that aborts at once would be asked without end
    /// @param random spreads the waits
    public StandingAssociation(
            EventExecutor executor,
            SctpCarrier carrier,
            InetSocketAddress local,
            InetSocketAddress remote,
            ChannelInitializer<Channel> init,
            Backoff backoff,
            Duration steady,
            RandomGenerator random,
            Consumer<Event> listener) {
        this.executor = executor;
        this.carrier = carrier;
        this.local = local;
        this.remote = remote;
        this.init = init;
        this.backoff = backoff;
        this.steady = steady;
        this.random = random;
        this.listener = listener;
    }

    /// Begins with the first try, at once. A second call does nothing.
    public void start() {
        executor.execute(() -> {
            if (!started && !closed) {
                started = true;
                attempt();
            }
        });
    }

    /// Shuts the association down and sets up no more.
    @Override
    public void close() {
        executor.execute(() -> {
            closed = true;
            Future<?> timer = waiting;
            if (timer != null) {
                timer.cancel(false);
            }
            Channel standing = channel;
            if (standing != null) {
                standing.close();
            }
        });
    }

    private void attempt() {
        waiting = null;
        var reasons = new Reasons();
        ChannelFuture connecting = carrier.connect(local, remote, reasons.before(init));
        connecting.addListener(done ->
                executor.execute(() -> {
                    if (!done.isSuccess()) {
                        down(String.valueOf(done.cause().getMessage()));
                        return;
                    }
                    up(connecting.channel(), reasons);
                }));
    }

    private void up(Channel established, Reasons reasons) {
        channel = established;
        upNanos = executor.ticker().nanoTime();
        if (closed) {
            established.close();
            return;
        }
        listener.accept(new Event.Up(established));
        established
                .closeFuture()
                .addListener(_ ->
                        executor.execute(() -> {
                            channel = null;
                            if (executor.ticker().nanoTime() - upNanos >= steady.toNanos()) {
                                failures = 0;
                            }
                            down(reasons.reason);
                        }));
    }

    private void down(String reason) {
        if (closed) {
            return;
        }
        failures++;
        Duration wait = backoff.after(failures, random);
        waiting = executor.schedule(this::attempt, wait.toNanos(), TimeUnit.NANOSECONDS);
        listener.accept(new Event.Down(reason, failures, wait));
    }

    /// Overhears why the association ended.
    private static final class Reasons extends ChannelInboundHandlerAdapter {
        private volatile String reason = "closed here";

        ChannelInitializer<Channel> before(ChannelInitializer<Channel> init) {
            return new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel ch) {
                    ch.pipeline().addLast(Reasons.this, init);
                }
            };
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
            if (event instanceof AssociationEvent.Lost(String why)) {
                reason = why;
            } else if (event instanceof AssociationEvent.PeerShutdown) {
                reason = "shut down by the peer";
            }
            super.userEventTriggered(ctx, event);
        }
    }
}

package kenb.tools.sctp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpCarrier;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One association to a peer, to be tried from a thread that may wait.
public final class Client implements AutoCloseable {

    /// What the messages look like.
    ///
    /// @param streams sent on in turn, at most
    /// @param octets of each message
    public record Messages(int streams, int ppid, boolean unordered, int octets) {}

    private final Messages messages;
    private final LinkedBlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch agreed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Channel channel;
    private volatile AssociationEvent.@Nullable Up up;
    private volatile @Nullable AssociationEvent end;
    private long written;

    /// @param told path changes and the like as they happen, in words
    /// @throws AssociationFailure where the peer can't be reached
    public static Client connect(
            SctpCarrier carrier,
            InetSocketAddress local,
            InetSocketAddress remote,
            Messages messages,
            Duration patience,
            Consumer<String> told)
            throws AssociationFailure, InterruptedException {
        return new Client(carrier, local, remote, messages, patience, told);
    }

    /// A peer that could not be reached; the message says why.
    public static final class AssociationFailure extends Exception {
        private static final long serialVersionUID = 1;

        AssociationFailure(String message) {
            super(message);
        }
    }

    private Client(
            SctpCarrier carrier,
            InetSocketAddress local,
            InetSocketAddress remote,
            Messages messages,
            Duration patience,
            Consumer<String> told)
            throws AssociationFailure, InterruptedException {
        this.messages = messages;
        var connecting =
                carrier.connect(
                        local,
                        remote,
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel ch) {
                                ch.pipeline().addLast(new Handler(told));
                            }
                        });
        channel = connecting.channel();
        if (!connecting.await(patience.toMillis())) {
            channel.close();
            throw new AssociationFailure("no answer within " + patience.toSeconds() + " s");
        }
        if (!connecting.isSuccess()) {
            throw new AssociationFailure(String.valueOf(connecting.cause().getMessage()));
        }
        agreed.await();
    }

    private final class Handler extends ChannelInboundHandlerAdapter {
        private final Consumer<String> told;

        Handler(Consumer<String> told) {
            this.told = told;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            SctpMessage message = (SctpMessage) msg;
            arrived.add(message.payload().readableBytes());
            message.release();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            synchronized (Client.this) {
                Client.this.notifyAll();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            switch (event) {
                case AssociationEvent.Up it -> {
                    up = it;
                    agreed.countDown();
                }
                case AssociationEvent.Closed _, AssociationEvent.Lost _ -> {
                    end = (AssociationEvent) event;
                    ended.countDown();
                    channelWritabilityChanged(ctx);
                }
                case AssociationEvent.PathUnreachable(var peer) ->
                        told.accept("path to " + peer.getAddress().getHostAddress() + " is dead");
                case AssociationEvent.PathReachable(var peer) ->
                        told.accept("path to " + peer.getAddress().getHostAddress() + " is back");
                case AssociationEvent.PeerShutdown _ -> told.accept("the peer shuts down");
                case AssociationEvent other -> told.accept(other.toString());
                default -> {}
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            agreed.countDown();
            ended.countDown();
            channelWritabilityChanged(ctx);
        }
    }

    /// Streams as agreed, in and out.
    public AssociationEvent.Up streams() {
        var counts = up;
        return counts == null ? new AssociationEvent.Up(0, 0) : counts;
    }

    /// Sends a message and waits until as many octets have come back.
    ///
    /// @return nanoseconds, or -1 where they did not all come in time, or the association ended
    public long roundTrip(Duration patience) throws InterruptedException {
        arrived.clear();
        long start = System.nanoTime();
        channel.writeAndFlush(message());
        long until = start + patience.toNanos();
        int missing = messages.octets();
        while (missing > 0) {
            if (ended.getCount() == 0 && arrived.isEmpty()) {
                return -1;
            }
            long left = until - System.nanoTime();
            Integer octets =
                    left <= 0
                            ? null
                            : arrived.poll(Math.min(left, 50_000_000L), TimeUnit.NANOSECONDS);
            if (octets != null) {
                missing -= octets;
            } else if (left <= 0) {
                return -1;
            }
        }
        return System.nanoTime() - start;
    }

    /// Sends messages as fast as the association takes them.
    ///
    /// @return how many were handed over; fewer than asked for where time is up or the association ended
    public long flood(long count, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        long sent = 0;
        while (sent < count && System.nanoTime() < until && channel.isActive()) {
            if (channel.isWritable()) {
                int batch = 0;
                while (batch < 64 && sent < count && channel.isWritable()) {
                    channel.write(message(), channel.voidPromise());
                    batch++;
                    sent++;
                }
                channel.flush();
            } else {
                synchronized (this) {
                    if (!channel.isWritable() && channel.isActive()) {
                        wait(100);
                    }
                }
            }
        }
        return sent;
    }

    private SctpMessage message() {
        ByteBuf payload = channel.alloc().directBuffer(messages.octets());
        payload.writeZero(messages.octets());
        int streams = Math.max(1, Math.min(messages.streams(), streams().outStreams()));
        return new SctpMessage(
                (int) (written++ % streams), messages.ppid(), messages.unordered(), payload);
    }

    /// Shuts down, and waits until the peer has acknowledged all that was sent.
    ///
    /// @return [AssociationEvent.Closed] where it has, else why not
    public AssociationEvent shutDown(Duration patience) throws InterruptedException {
        channel.close();
        if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return new AssociationEvent.Lost(
                    "the peer has not acknowledged everything within "
                            + patience.toSeconds()
                            + " s");
        }
        channel.closeFuture().await(patience.toMillis());
        var how = end;
        return how == null ? new AssociationEvent.Lost("closed") : how;
    }

    @Override
    public void close() {
        channel.close();
    }

    /// Statistics of round trips.
    ///
    /// @param least milliseconds, as the others; 0 where there was none
    public record Times(double least, double median, double p99, double most) {
        public static Times of(long[] nanos) {
            if (nanos.length == 0) return new Times(0, 0, 0, 0);
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Times(
                    sorted[0] / 1e6,
                    sorted[sorted.length / 2] / 1e6,
                    sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6,
                    sorted[sorted.length - 1] / 1e6);
        }
    }
}

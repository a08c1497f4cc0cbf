package kenb.stack.sctp.udp;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Keeps what an association's channel fires, to be waited for.
final class Recorder {
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<AssociationEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
    private volatile Channel channel;
    boolean autoRead = true;

    /// Events of other paths are left out: a peer may list whatever addresses its host has.
    @Nullable InetAddress onlyPath;

    static SctpMessage message(int stream, int ppid, String text) {
        return new SctpMessage(stream, ppid, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    ChannelInitializer<Channel> initializer() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel ch) {
                ch.config().setAutoRead(autoRead);
                ch.pipeline().addLast(new Handler());
            }
        };
    }

    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            channels.add(ctx.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            SctpMessage message = (SctpMessage) msg;
            ByteBuf payload = message.payload();
            messages.add(
                    message.streamId()
                            + "/"
                            + message.payloadProtocolId()
                            + ": "
                            + payload.toString(StandardCharsets.UTF_8));
            message.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof AssociationEvent e && !isOfOtherPath(e)) {
                events.add(e);
            }
        }

        private boolean isOfOtherPath(AssociationEvent event) {
            InetSocketAddress path =
                    switch (event) {
                        case AssociationEvent.PathConfirmed(var peer) -> peer;
                        case AssociationEvent.PathReachable(var peer) -> peer;
                        case AssociationEvent.PathUnreachable(var peer) -> peer;
                        default -> null;
                    };
            return onlyPath != null && path != null && !path.getAddress().equals(onlyPath);
        }
    }

    private static <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        T got = queue.poll(PATIENCE_SECONDS, SECONDS);
        if (got == null) {
            throw new AssertionError("no " + what + " within " + PATIENCE_SECONDS + " s");
        }
        return got;
    }

    String message() throws InterruptedException {
        return next(messages, "message");
    }

    AssociationEvent event() throws InterruptedException {
        return next(events, "event");
    }

    /// The channel last found active.
    Channel channel() throws InterruptedException {
        if (channel == null) {
            channel = next(channels, "channel");
        }
        return channel;
    }
}

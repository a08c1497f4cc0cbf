package kenb.stack.sctp.vm;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Keeps what associations fire, to be waited for.
final class Observer {
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<AssociationEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
    private final boolean autoRead;
    private final boolean echo;

    private Observer(boolean autoRead, boolean echo) {
        this.autoRead = autoRead;
        this.echo = echo;
    }

    static Observer reading() {
        return new Observer(true, false);
    }

    static Observer echoing() {
        return new Observer(true, true);
    }

    /// Reads nothing until told to.
    static Observer waiting() {
        return new Observer(false, false);
    }

    record Message(int stream, int ppid, boolean unordered, byte[] octets) {

        /// Octets that follow from their number and length.
        static Message of(int stream, int ppid, boolean unordered, int seed, int length) {
            byte[] octets = new byte[length];
            for (int i = 0; i < length; i++) {
                octets[i] = (byte) (seed * 31 + i * 7 + (i >> 8));
            }
            return new Message(stream, ppid, unordered, octets);
        }

        SctpMessage toSend() {
            return new SctpMessage(stream, ppid, unordered, Unpooled.wrappedBuffer(octets));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Message it
                    && it.stream == stream
                    && it.ppid == ppid
                    && it.unordered == unordered
                    && Arrays.equals(it.octets, octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }

        @Override
        public String toString() {
            return "stream "
                    + stream
                    + ", PPID "
                    + Integer.toUnsignedString(ppid)
                    + (unordered ? ", unordered, " : ", ")
                    + octets.length
                    + " octets "
                    + ByteBufUtil.hexDump(octets, 0, Math.min(8, octets.length));
        }
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
            messages.add(
                    new Message(
                            message.streamId(),
                            message.payloadProtocolId(),
                            message.unordered(),
                            ByteBufUtil.getBytes(message.payload())));
            if (echo) {
                ctx.writeAndFlush(message);
            } else {
                message.release();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof AssociationEvent it) {
                events.add(it);
            }
        }
    }

    private <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        T got = queue.poll(PATIENCE_SECONDS, SECONDS);
        if (got == null) {
            throw new AssertionError(
                    "no "
                            + what
                            + " within "
                            + PATIENCE_SECONDS
                            + " s; not looked at: events "
                            + events
                            + ", messages "
                            + messages.stream().limit(10).toList());
        }
        return got;
    }

    Message message() throws InterruptedException {
        return next(messages, "message");
    }

    AssociationEvent event() throws InterruptedException {
        return next(events, "event");
    }

    /// The next event of a kind; others before it are let go.
    <E extends AssociationEvent> E event(Class<E> kind) throws InterruptedException {
        while (true) {
            AssociationEvent event = next(events, kind.getSimpleName());
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /// The next channel that came up.
    Channel channel() throws InterruptedException {
        return next(channels, "channel");
    }
}

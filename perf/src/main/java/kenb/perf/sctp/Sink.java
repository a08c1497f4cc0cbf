package kenb.perf.sctp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import kenb.stack.sctp.SctpMessage;

import java.util.concurrent.atomic.AtomicLong;

/// Counts what arrives and lets it go; what comes on the stream of requests goes back.
final class Sink extends ChannelInboundHandlerAdapter {
    static final int REQUESTS = 1;

    private final AtomicLong messages;

    Sink(AtomicLong messages) {
        this.messages = messages;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        var message = (SctpMessage) msg;
        if (message.streamId() == REQUESTS) {
            ctx.writeAndFlush(message, ctx.voidPromise());
            return;
        }
        message.release();
        messages.lazySet(messages.getPlain() + 1);
    }
}

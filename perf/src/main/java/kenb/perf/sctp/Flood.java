package kenb.perf.sctp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import kenb.stack.sctp.SctpMessage;

/// Writes messages of one length as long as the channel takes them; each shares the same octets.
final class Flood extends ChannelInboundHandlerAdapter {
    private final ByteBuf payload;
    private volatile boolean stopped;

    Flood(ByteBuf payload) {
        this.payload = payload;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channelWritabilityChanged(ctx);
    }

    /// What is still to be sent when the end comes, fails.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (ctx.channel().isActive()) {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        while (!stopped && ctx.channel().isWritable()) {
            ctx.write(new SctpMessage(0, 18, payload.retainedDuplicate()), ctx.voidPromise());
        }
        ctx.flush();
    }
}

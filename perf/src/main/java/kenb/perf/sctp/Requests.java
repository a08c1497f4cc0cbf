package kenb.perf.sctp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import kenb.stack.sctp.SctpMessage;

import java.util.Arrays;

/// Sends a request of 100 octets, waits for its answer, and so on, and keeps how long each took.
final class Requests extends ChannelInboundHandlerAdapter {
    private static final int OCTETS = 100;
    private static final int MOST = 1 << 20;

    private final long[] nanos = new long[MOST];
    private volatile int count;
    private long sent;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        request(ctx);
    }

    private void request(ChannelHandlerContext ctx) {
        sent = System.nanoTime();
        var payload = ctx.alloc().directBuffer(OCTETS).writeZero(OCTETS);
        ctx.writeAndFlush(new SctpMessage(Sink.REQUESTS, 18, payload), ctx.voidPromise());
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ((SctpMessage) msg).release();
        if (count < MOST) {
            nanos[count] = System.nanoTime() - sent;
            count++;
        }
        request(ctx);
    }

    /// What they took, in order of time, from the `from`th on.
    long[] sortedSince(int from) {
        long[] times = Arrays.copyOfRange(nanos, from, count);
        Arrays.sort(times);
        return times;
    }

    int count() {
        return count;
    }
}

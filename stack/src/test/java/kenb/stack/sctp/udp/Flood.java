package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/// A quick measurement, not a test: messages a second over loopback, both ends ours. Arguments: octets, count.
final class Flood {
    private Flood() {}

    public static void main(String[] args) throws Exception {
        int octets = Integer.parseInt(args[0]);
        int count = Integer.parseInt(args[1]);
        var group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        try (var server =
                new UdpCarrier(group, SctpSettings.builder().encapsulationPorts(0, 9899).build())) {
            var done = new CountDownLatch(1);
            var local = new InetSocketAddress("127.0.0.1", 36412);
            server.listen(local, counting(count, done)).sync();
            var settings =
                    SctpSettings.builder()
                            .encapsulationPorts(0, server.udpPort(local.getAddress()));
            try (var client = new UdpCarrier(group, settings.build())) {
                long start = System.nanoTime();
                client.connect(
                                new InetSocketAddress("127.0.0.1", 0),
                                local,
                                flooding(octets, count))
                        .sync();
                done.await();
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "%d messages of %d octets: %.0f a second%n",
                        count, octets, count / seconds);
            }
        }
        group.shutdownGracefully();
    }

    private static ChannelInitializer<Channel> counting(int count, CountDownLatch done) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel ch) {
                ch.pipeline()
                        .addLast(
                                new ChannelInboundHandlerAdapter() {
                                    private int seen;

                                    @Override
                                    public void channelRead(ChannelHandlerContext ctx, Object msg) {
                                        ((SctpMessage) msg).release();
                                        if (++seen == count) {
                                            done.countDown();
                                        }
                                    }
                                });
            }
        };
    }

    private static ChannelInitializer<Channel> flooding(int octets, int count) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel ch) {
                ch.pipeline()
                        .addLast(
                                new ChannelInboundHandlerAdapter() {
                                    private int sent;

                                    @Override
                                    public void channelActive(ChannelHandlerContext ctx) {
                                        channelWritabilityChanged(ctx);
                                    }

                                    @Override
                                    public void channelWritabilityChanged(
                                            ChannelHandlerContext ctx) {
                                        while (sent < count && ctx.channel().isWritable()) {
                                            ByteBuf payload =
                                                    PooledByteBufAllocator.DEFAULT.directBuffer(
                                                            octets);
                                            payload.writeZero(octets);
                                            ctx.write(
                                                    new SctpMessage(0, 18, payload),
                                                    ctx.voidPromise());
                                            sent++;
                                        }
                                        ctx.flush();
                                    }
                                });
            }
        };
    }
}

package kenb.nodes.host;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;

import kenb.stack.net.Datagrams;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// A datagram socket of a node: what arrives goes to the node, whole.
final class DatagramNode {
    private static final int RECEIVE_BUFFER_OCTETS = 4 << 20;
    private static final int LARGEST_DATAGRAM = 2048;

    /// Takes over the datagram's content.
    interface Receiver {
        void datagram(DatagramPacket packet);
    }

    private DatagramNode() {}

    /// @param hooks may put handlers nearest to the network
    static ChannelFuture bind(
            EventLoop loop,
            InetSocketAddress local,
            Consumer<ChannelPipeline> hooks,
            Receiver receiver) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(Datagrams.factory(loop))
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_OCTETS)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .handler(
                        new ChannelInitializer<DatagramChannel>() {
                            @Override
                            protected void initChannel(DatagramChannel channel) {
                                hooks.accept(channel.pipeline());
                                channel.pipeline().addLast(new Tail(receiver));
                            }
                        })
                .bind(local);
    }

    private static final class Tail extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Receiver receiver;

        Tail(Receiver receiver) {
            super(false);
            this.receiver = receiver;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            receiver.datagram(packet);
        }

        /// A port unreachable or a full buffer is no end of the socket: datagrams get lost.
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
    }
}

package kenb.stack.sctp.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ReferenceCountUtil;

import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One bound UDP socket with the [Endpoint] behind it; many listeners and associations share it, the last to go closes it.
final class UdpSocket extends ChannelInboundHandlerAdapter {
    private static final int SOCKET_BUFFER_OCTETS = 4 << 20;

    private final EventLoop loop;
    private final int remoteEncapsulationPort;
    private final long origin = System.nanoTime();
    private final Endpoint endpoint;
    private final Channel channel;
    private final ChannelFuture bound;
    private final List<AssociationChannel> reading = new ArrayList<>();
    private boolean inBatch;
    private int users;

    UdpSocket(EventLoop loop, SctpSettings settings, Random random, InetSocketAddress local) {
        this.loop = loop;
        this.remoteEncapsulationPort = settings.remoteEncapsulationPort();
        var bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_OCTETS)
                        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_OCTETS)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel ch) {
                                        ch.config().setRecvByteBufAllocator(new DatagramSizes());
                                        ch.pipeline().addLast("sctp", UdpSocket.this);
                                        settings.datagramPipeline().accept(ch.pipeline());
                                    }
                                });
        this.bound = bootstrap.bind(local);
        this.channel = bound.channel();
        this.endpoint = new Endpoint(settings, this::nanos, random, channel.alloc(), this::send);
    }

    EventLoop loop() {
        return loop;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ChannelFuture bound() {
        return bound;
    }

    /// UDP port of peers to connect to.
    int remoteEncapsulationPort() {
        return remoteEncapsulationPort;
    }

    /// Nanoseconds since this socket was made: the associations' clock.
    long nanos() {
        return System.nanoTime() - origin;
    }

    void use() {
        users++;
    }

    void leave() {
        if (--users == 0) {
            channel.flush();
            channel.close();
        }
    }

    @Nullable InetSocketAddress localAddress() {
        return (InetSocketAddress) channel.localAddress();
    }

    ChannelFuture closed() {
        return channel.closeFuture();
    }

    /// Aborts all associations, then closes.
    void shutDown() {
        endpoint.abortAll("carrier closed");
        channel.flush();
        channel.close();
    }

    void send(ByteBuf packet, InetSocketAddress to) {
        channel.write(new DatagramPacket(packet, to));
    }

    /// Puts written packets on the wire, within a batch of arriving ones at its end.
    void flush() {
        if (!inBatch) {
            channel.flush();
        }
    }

    /// The channel fired messages in this batch and wants to be told of its end.
    void reading(AssociationChannel association) {
        reading.add(association);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (msg instanceof DatagramPacket datagram) {
                inBatch = true;
                endpoint.receive(datagram.content(), datagram.sender());
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        for (int i = 0; i < reading.size(); i++) {
            reading.get(i).readComplete();
        }
        reading.clear();
        endpoint.flush();
        inBatch = false;
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        endpoint.abortAll("UDP socket closed");
    }

    /// A datagram that could not be sent is a lost one: SCTP repeats it.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
}

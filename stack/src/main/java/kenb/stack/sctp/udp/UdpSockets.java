package kenb.stack.sctp.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;

import kenb.stack.net.Datagrams;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The bound UDP sockets of a local address and of those beside it, with the [Endpoint] behind them; many listeners and associations
/// share them, the last to go closes them.
final class UdpSockets implements Sockets {
    private static final int SOCKET_BUFFER_OCTETS = 4 << 20;

    private final EventLoop loop;
    private final SctpSettings settings;
    private final long origin = System.nanoTime();
    private final Endpoint endpoint;
    private final List<Channel> channels = new ArrayList<>();
    private final List<InetAddress> addresses;
    private final Promise<@Nullable Void> bound;
    private final Promise<@Nullable Void> closed;
    private final Alarms alarms;
    private final List<AssociationChannel> reading = new ArrayList<>();
    private boolean inBatch;
    private int users;

    /// Begins to bind; done when [#bound()] is.
    ///
    /// @param addresses the first is the one asked for; all get the same UDP port
    UdpSockets(EventLoop loop, SctpSettings settings, Random random, List<InetAddress> addresses) {
        this.loop = loop;
        this.settings = settings;
        this.addresses = addresses;
        this.alarms = new Alarms(loop, this::nanos, this::flushAll);
        this.bound = loop.newPromise();
        this.closed = loop.newPromise();
        this.endpoint = new Endpoint(settings, this::nanos, random, ByteBufAllocator.DEFAULT, this);
        bind(settings.localEncapsulationPort());
    }

    private void bind(int port) {
        int index = channels.size();
        var future = bootstrap(index).bind(new InetSocketAddress(addresses.get(index), port));
        channels.add(future.channel());
        future.addListener(done -> {
            if (!done.isSuccess()) {
                bound.setFailure(
                        new IllegalStateException(
                                addresses.get(index).getHostAddress()
                                        + ": "
                                        + done.cause().getMessage(),
                                done.cause()));
                shutDown();
            } else if (channels.size() < addresses.size()) {
                InetSocketAddress first = localAddress();
                bind(first == null ? port : first.getPort());
            } else {
                bound.setSuccess(null);
            }
        });
    }

    private Bootstrap bootstrap(int index) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(Datagrams.factory(loop))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_OCTETS)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_OCTETS)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel ch) {
                                ch.config()
                                        .setRecvByteBufAllocator(
                                                new DatagramSizes(
                                                        Datagrams.takeManyOf(
                                                                ch, DatagramSizes.USUAL)));
                                ch.pipeline().addLast("sctp", new Receiver(index));
                                settings.datagramPipeline().accept(ch.pipeline());
                            }
                        });
    }

    EventLoop loop() {
        return loop;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Alarms alarms() {
        return alarms;
    }

    Future<@Nullable Void> bound() {
        return bound;
    }

    /// UDP port of peers to connect to.
    int remoteEncapsulationPort() {
        return settings.remoteEncapsulationPort();
    }

    /// Nanoseconds since these sockets were made: the associations' clock.
    long nanos() {
        return System.nanoTime() - origin;
    }

    void use() {
        users++;
    }

    void leave() {
        if (--users == 0) {
            close();
        }
    }

    @Nullable InetSocketAddress localAddress() {
        return (InetSocketAddress) channels.getFirst().localAddress();
    }

    Future<@Nullable Void> closed() {
        return closed;
    }

    /// Aborts all associations, then closes.
    void shutDown() {
        endpoint.abortAll("carrier closed");
        close();
    }

    private void close() {
        for (Channel channel : channels) {
            channel.flush();
            channel.close();
        }
        closed.trySuccess(null);
    }

    // ---- Sockets ----

    @Override
    public List<InetAddress> listedTo(InetAddress peer) {
        return addresses.size() < 2
                ? List.of()
                : addresses.stream()
                        .filter(it -> !it.isAnyLocalAddress())
                        .filter(it -> it.isLoopbackAddress() == peer.isLoopbackAddress())
                        .toList();
    }

    /// The socket whose address shares the most leading bits with the peer's.
    @Override
    public int towards(InetAddress peer) {
        int best = -1;
        int bits = -1;
        byte[] there = peer.getAddress();
        for (int i = 0; i < addresses.size(); i++) {
            byte[] here = addresses.get(i).getAddress();
            if (here.length == there.length || addresses.get(i).isAnyLocalAddress()) {
                int common = here.length == there.length ? commonBits(here, there) : 0;
                if (common > bits) {
                    bits = common;
                    best = i;
                }
            }
        }
        return best;
    }

    private static int commonBits(byte[] a, byte[] b) {
        for (int i = 0; i < a.length; i++) {
            int differing = (a[i] ^ b[i]) & 0xFF;
            if (differing != 0) {
                return 8 * i + Integer.numberOfLeadingZeros(differing) - 24;
            }
        }
        return 8 * a.length;
    }

    @Override
    public void send(int socket, ByteBuf packet, InetSocketAddress to) {
        Channel channel = channels.get(socket);
        channel.write(new DatagramPacket(packet, to), channel.voidPromise());
    }

    /// Puts written packets on the wire, within a batch of arriving ones at its end.
    void flush() {
        if (!inBatch) {
            flushAll();
        }
    }

    private void flushAll() {
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).flush();
        }
    }

    /// The channel fired messages in this batch and wants to be told of its end.
    void reading(AssociationChannel association) {
        reading.add(association);
    }

    /// One socket's datagrams go to the endpoint.
    private final class Receiver extends ChannelInboundHandlerAdapter {
        private final int socket;

        Receiver(int socket) {
            this.socket = socket;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            try {
                if (msg instanceof DatagramPacket datagram) {
                    inBatch = true;
                    if (datagram.content().readableBytes() == DatagramSizes.USUAL) {
                        Datagrams.takeManyOf(ctx.channel(), DatagramSizes.LARGEST);
                    }
                    endpoint.receive(socket, datagram.content(), datagram.sender());
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
            flushAll();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            endpoint.abortAll("UDP socket closed");
        }

        /// A datagram that could not be sent is a lost one: SCTP repeats it.
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
    }
}

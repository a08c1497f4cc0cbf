package kenb.stack.capture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;

/// Sits at the head of a datagram channel's pipeline and records what passes, changing nothing: what is
/// sent when it is written, and what is received from peers outside. Made by [Capture#tap]; sharable.
@ChannelHandler.Sharable
public final class CaptureTap extends ChannelDuplexHandler {
    private final Capture capture;
    private final int networkInterface;
    private final Predicate<InetSocketAddress> outside;

    CaptureTap(Capture capture, int networkInterface, Predicate<InetSocketAddress> outside) {
        this.capture = capture;
        this.networkInterface = networkInterface;
        this.outside = outside;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof DatagramPacket datagram) {
            var remote = datagram.recipient();
            var sender = datagram.sender(); // often left out on the way out
            var local = sender == null ? local(ctx, remote) : sender;
            record(PcapngWriter.Direction.OUTBOUND, local, remote, datagram.content());
        } else if (msg instanceof ByteBuf payload
                && ctx.channel().remoteAddress() instanceof InetSocketAddress remote) {
            record(PcapngWriter.Direction.OUTBOUND, local(ctx, remote), remote, payload);
        }
        ctx.write(msg, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof DatagramPacket datagram && outside.test(datagram.sender())) {
            var remote = datagram.sender();
            record(PcapngWriter.Direction.INBOUND, remote, local(ctx, remote), datagram.content());
        }
        ctx.fireChannelRead(msg);
    }

    private void record(
            PcapngWriter.Direction direction,
            InetSocketAddress source,
            InetSocketAddress destination,
            ByteBuf payload) {
        if (source.getAddress() instanceof InetAddress from
                && destination.getAddress() instanceof InetAddress to
                && from.getClass() == to.getClass()) {
            capture.record(networkInterface, direction, source, destination, payload);
        }
    }

    /// The channel's own address; where it is bound to all, the loopback of the peer's family.
    private static InetSocketAddress local(ChannelHandlerContext ctx, InetSocketAddress remote) {
        if (ctx.channel().localAddress() instanceof InetSocketAddress local
                && local.getAddress() instanceof InetAddress address) {
            boolean sameFamily = address.getClass() == remote.getAddress().getClass();
            if (sameFamily && !address.isAnyLocalAddress()) return local;
            return new InetSocketAddress(loopback(remote.getAddress()), local.getPort());
        }
        return new InetSocketAddress(loopback(remote.getAddress()), 0);
    }

    private static InetAddress loopback(InetAddress peer) {
        try {
            return switch (peer) {
                case Inet6Address _ -> InetAddress.getByName("::1");
                case Inet4Address _ -> InetAddress.getByName("127.0.0.1");
                default -> InetAddress.getLoopbackAddress();
            };
        } catch (java.net.UnknownHostException literal) {
            throw new AssertionError(literal);
        }
    }
}

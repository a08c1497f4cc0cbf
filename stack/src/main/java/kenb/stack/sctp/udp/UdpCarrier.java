package kenb.stack.sctp.udp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpCarrier;
import kenb.stack.sctp.SctpSettings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// SCTP over UDP in user space (RFC 6951): one UDP socket for each local address, all on one event loop of the group.
///
/// Needs nothing installed and no root. An association has the address given to [#listen] or [#connect] and the setting
/// `furtherLocalAddresses` on this side, and on the peer's all that it lists: multihoming as in RFC 9260 §6.4.
public final class UdpCarrier implements SctpCarrier {
    private final EventLoop loop;
    private final SctpSettings settings;
    private final Random random;
    private final Map<InetAddress, UdpSockets> sockets = new HashMap<>();
    private boolean closed;

    /// @param group of Netty's NIO event loops
    public UdpCarrier(EventLoopGroup group, SctpSettings settings) {
        this(group, settings, new SecureRandom());
    }

    /// @param random makes tags, TSNs and the cookie key: unpredictable outside of tests
    public UdpCarrier(EventLoopGroup group, SctpSettings settings, Random random) {
        this.loop = group.next();
        this.settings = settings;
        this.random = random;
    }

    @Override
    public String name() {
        return "udp";
    }

    @Override
    public ChannelFuture listen(InetSocketAddress local, ChannelInitializer<Channel> child) {
        var channel = new ListenerChannel(child);
        var promise = new DefaultChannelPromise(channel, loop);
        onSocket(
                local,
                promise,
                socket -> {
                    channel.socket(socket);
                    loop.register(channel);
                    channel.bind(local, promise)
                            .addListener(done -> closeUnless(done.isSuccess(), channel));
                });
        return promise;
    }

    private static void closeUnless(boolean good, Channel channel) {
        if (!good) {
            channel.close();
        }
    }

    @Override
    public ChannelFuture connect(
            InetSocketAddress local, InetSocketAddress remote, ChannelInitializer<Channel> init) {
        var channel = new AssociationChannel(null);
        var promise = new DefaultChannelPromise(channel, loop);
        if (remote.isUnresolved()) {
            return promise.setFailure(
                    new AssociationException("unknown host " + remote.getHostString()));
        }
        onSocket(
                local,
                promise,
                socket -> {
                    channel.socket(socket);
                    channel.pipeline().addLast(init);
                    loop.register(channel);
                    channel.connect(remote, local, promise);
                });
        return promise;
    }

    /// Runs `then` on the loop with the bound socket of an address.
    private void onSocket(
            InetSocketAddress local, ChannelPromise promise, Consumer<UdpSockets> then) {
        loop.execute(() -> {
            if (closed) {
                promise.setFailure(new AssociationException("the carrier is closed"));
                return;
            }
            UdpSockets socket = sockets.computeIfAbsent(local.getAddress(), this::open);
            // Held while binding, so that a listener that fails meanwhile doesn't close it for us.
            socket.use();
            socket.bound()
                    .addListener(bound -> {
                        if (bound.isSuccess()) {
                            then.accept(socket);
                        } else {
                            promise.setFailure(notBound(local, bound.cause()));
                        }
                        socket.leave();
                    });
        });
    }

    private AssociationException notBound(InetSocketAddress local, Throwable cause) {
        var failure =
                new AssociationException(
                        "UDP port "
                                + settings.localEncapsulationPort()
                                + " of "
                                + local.getAddress().getHostAddress()
                                + " can't be bound ("
                                + cause.getMessage()
                                + "): choose another encapsulation port, 0 for a free one");
        failure.initCause(cause);
        return failure;
    }

    private UdpSockets open(InetAddress address) {
        List<InetAddress> addresses = new ArrayList<>();
        addresses.add(address);
        settings.furtherLocalAddresses().stream()
                .filter(it -> !it.equals(address))
                .forEach(addresses::add);
        var socket = new UdpSockets(loop, settings, random, addresses);
        socket.closed().addListener(_ -> sockets.remove(address, socket));
        return socket;
    }

    /// UDP port of the socket bound to a local address, or -1 where there is none. Waits for the event loop: not for use on it.
    public int udpPort(InetAddress local) {
        return loop.submit(
                        () -> {
                            UdpSockets socket = sockets.get(local);
                            InetSocketAddress bound = socket == null ? null : socket.localAddress();
                            return bound == null ? -1 : bound.getPort();
                        })
                .syncUninterruptibly()
                .getNow();
    }

    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            List.copyOf(sockets.values()).forEach(UdpSockets::shutDown);
        });
    }
}

package kenb.stack.sctp.vm;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;

import kenb.stack.sctp.Carriers;
import kenb.stack.sctp.SctpCarrier;
import kenb.stack.sctp.SctpSettings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// A carrier of ours on an event loop in a network namespace; "" is the JVM's own.
final class Side implements AutoCloseable {
    private final EventLoopGroup group;
    private final SctpCarrier carrier;

    private Side(EventLoopGroup group, SctpCarrier carrier) {
        this.group = group;
        this.carrier = carrier;
    }

    /// @param further local addresses
    static Side kernel(String namespace, String... further) throws Exception {
        return open(
                "kernel",
                namespace,
                SctpSettings.builder().furtherLocalAddresses(addresses(further)).build());
    }

    static Side udp(String namespace, String... further) throws Exception {
        return open(
                "udp",
                namespace,
                SctpSettings.builder()
                        .rto(Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofSeconds(2))
                        .heartbeatInterval(Duration.ofMillis(500))
                        .pathMaxRetrans(2)
                        .furtherLocalAddresses(addresses(further))
                        .build());
    }

    private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (String text : texts) {
            all.add(InetAddress.getByName(text));
        }
        return all;
    }

    private static Side open(String carrier, String namespace, SctpSettings settings)
            throws Exception {
        EventLoopGroup group =
                NetworkNamespace.group(
                        namespace,
                        carrier.equals("udp") && Epoll.isAvailable()
                                ? EpollIoHandler.newFactory()
                                : NioIoHandler.newFactory());
        return new Side(
                group, NetworkNamespace.on(group, () -> Carriers.of(carrier, group, settings)));
    }

    void listen(String address, int port, Observer observer) throws Exception {
        ready(
                NetworkNamespace.on(
                        group,
                        () ->
                                carrier.listen(
                                        new InetSocketAddress(address, port),
                                        observer.initializer())));
    }

    Channel connect(String from, String to, int port, Observer observer) throws Exception {
        return ready(
                NetworkNamespace.on(
                        group,
                        () ->
                                carrier.connect(
                                        new InetSocketAddress(from, 0),
                                        new InetSocketAddress(to, port),
                                        observer.initializer())));
    }

    private static Channel ready(ChannelFuture future)
            throws ExecutionException, InterruptedException {
        future.get();
        return future.channel();
    }

    @Override
    public void close() {
        carrier.close();
        group.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS)
                .awaitUninterruptibly();
    }
}

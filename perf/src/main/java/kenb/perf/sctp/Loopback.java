package kenb.perf.sctp;

import com.sun.management.ThreadMXBean;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;

import kenb.stack.net.EventLoops;
import kenb.stack.sctp.SctpSettings;
import kenb.stack.sctp.udp.UdpCarrier;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/// A client and a server on loopback, an event loop each.
final class Loopback implements AutoCloseable {
    private static final int PORT = 36412;
    private static final String CLIENT = "bench-client";
    private static final String SERVER = "bench-server";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final EventLoopGroup clientLoop = EventLoops.forDatagrams(1, CLIENT);
    private final EventLoopGroup serverLoop = EventLoops.forDatagrams(1, SERVER);
    private final InetSocketAddress at =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
    private final UdpCarrier server;
    private final UdpCarrier client;

    /// @param settings but for the ports, which are free ones
    /// @param accepted makes the handler of each association at the server
    Loopback(Supplier<SctpSettings.Builder> settings, Supplier<? extends ChannelHandler> accepted) {
        server = new UdpCarrier(serverLoop, settings.get().encapsulationPorts(0, 9899).build());
        server.listen(at, initializer(accepted)).syncUninterruptibly();
        client =
                new UdpCarrier(
                        clientLoop,
                        settings.get()
                                .encapsulationPorts(0, server.udpPort(at.getAddress()))
                                .build());
    }

    private static ChannelInitializer<Channel> initializer(
            Supplier<? extends ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handler.get());
            }
        };
    }

    Channel connect(ChannelHandler handler) {
        return client.connect(
                        new InetSocketAddress(at.getAddress(), 0), at, initializer(() -> handler))
                .syncUninterruptibly()
                .channel();
    }

    /// Nanoseconds of processor time that both loops have used.
    static long processorNanos() {
        return sum(THREADS::getThreadCpuTime);
    }

    /// Octets that both loops have allocated on the heap.
    static long allocatedOctets() {
        return sum(THREADS::getThreadAllocatedBytes);
    }

    private static long sum(LongUnaryOperator ofThread) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().startsWith(CLIENT) || it.getName().startsWith(SERVER))
                .mapToLong(it -> ofThread.applyAsLong(it.threadId()))
                .sum();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        clientLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        serverLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}

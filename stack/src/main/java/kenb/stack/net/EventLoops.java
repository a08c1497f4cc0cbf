package kenb.stack.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/// Groups of event loops.
public final class EventLoops {
    private EventLoops() {}

    /// For UDP: Linux's epoll, which takes and sends many datagrams in a system call, where Netty's native part is there; else Java's NIO.
    ///
    /// @param name of the threads
    public static MultiThreadIoEventLoopGroup forDatagrams(int threads, String name) {
        return group(
                threads,
                name,
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /// Java's NIO, which the kernel's SCTP needs.
    ///
    /// @param name of the threads
    public static MultiThreadIoEventLoopGroup nio(int threads, String name) {
        return group(threads, name, NioIoHandler.newFactory());
    }

    private static MultiThreadIoEventLoopGroup group(
            int threads, String name, IoHandlerFactory handlers) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), handlers);
    }
}

package kenb.stack.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;

/// The kind of UDP socket that fits an event loop of [EventLoops].
public final class Datagrams {
    private Datagrams() {}

    public static ChannelFactory<DatagramChannel> factory(EventLoop loop) {
        return isEpoll(loop) ? EpollDatagramChannel::new : NioDatagramChannel::new;
    }

    private static boolean isEpoll(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
    }

    /// Lets a socket take as many datagrams of this size in a system call as its receive buffer holds.
    ///
    /// @return whether it can
    public static boolean takeManyOf(Channel channel, int octets) {
        return channel instanceof EpollDatagramChannel
                && channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, octets);
    }
}

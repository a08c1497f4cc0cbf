package kenb.stack.sctp.udp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;

/// The kind of UDP socket that fits an event loop: Linux's epoll with many datagrams to a system call, or Java's NIO.
final class Datagrams {
    private Datagrams() {}

    static ChannelFactory<Channel> factory(EventLoop loop) {
        return isEpoll(loop) ? EpollDatagramChannel::new : NioDatagramChannel::new;
    }

    private static boolean isEpoll(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
    }

    static void prepare(Channel channel) {
        channel.config().setRecvByteBufAllocator(new DatagramSizes());
        if (channel instanceof EpollDatagramChannel) {
            channel.config()
                    .setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DatagramSizes.USUAL);
        }
    }
}

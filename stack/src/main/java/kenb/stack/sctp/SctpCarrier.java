package kenb.stack.sctp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;

import java.net.InetSocketAddress;

/// Opens SCTP associations as Netty channels, whatever carries the packets.
///
/// A channel of an association reads and writes [SctpMessage], fires [AssociationEvent]s, and heeds Netty's back-pressure: it is
/// unwritable while its send buffer is full, and with auto-read off its receive window closes. A write is done when the
/// carrier has taken the message over. Closing the channel delivers what was written, then shuts down (RFC 9260 §9.2); writing an
/// [AssociationAbort] aborts. Ports in addresses are SCTP ports; 0 as local port of a connect picks a free one.
public interface SctpCarrier extends AutoCloseable {

    /// `udp` or `kernel`.
    String name();

    /// Accepts associations at a local address; closing the future's channel stops accepting and leaves the accepted ones alone.
    ChannelFuture listen(InetSocketAddress local, ChannelInitializer<Channel> child);

    /// Sets an association up; the future is done when it is established, or fails with an [AssociationException].
    ChannelFuture connect(
            InetSocketAddress local, InetSocketAddress remote, ChannelInitializer<Channel> init);

    /// Lets go of listeners and sockets; associations still up are aborted. Returns at once, the event loops finish the work.
    @Override
    void close();
}

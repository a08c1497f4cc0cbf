package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.SctpChannel;

import io.netty.channel.sctp.nio.NioSctpServerChannel;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;

/// Netty's listening channel, at one or more addresses, whose associations are [KernelChannel]s.
final class KernelServerChannel extends NioSctpServerChannel {
    private final List<InetAddress> further;
    private final int maxMessageOctets;

    /// @param further addresses to listen at besides the one to bind
    KernelServerChannel(List<InetAddress> further, int maxMessageOctets) {
        this.further = further;
        this.maxMessageOctets = maxMessageOctets;
    }

    @Override
    protected void doBind(SocketAddress first) throws Exception {
        super.doBind(first);
        for (InetAddress other : further) {
            javaChannel().bindAddress(other);
        }
    }

    @Override
    protected int doReadMessages(List<Object> into) throws Exception {
        SctpChannel accepted = javaChannel().accept();
        if (accepted == null) {
            return 0;
        }
        into.add(new KernelChannel(this, accepted, maxMessageOctets));
        return 1;
    }
}

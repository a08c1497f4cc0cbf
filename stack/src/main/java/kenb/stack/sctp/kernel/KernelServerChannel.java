package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.SctpChannel;

import io.netty.channel.sctp.nio.NioSctpServerChannel;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/// Netty's listening channel, at one or more addresses, whose associations are [KernelChannel]s.
final class KernelServerChannel extends NioSctpServerChannel {
    private final List<InetSocketAddress> locals;
    private final int maxMessageOctets;

    KernelServerChannel(List<InetSocketAddress> locals, int maxMessageOctets) {
        this.locals = locals;
        this.maxMessageOctets = maxMessageOctets;
    }

    @Override
    protected void doBind(SocketAddress first) throws Exception {
        super.doBind(first);
        for (InetSocketAddress other : locals.subList(1, locals.size())) {
            javaChannel().bindAddress(other.getAddress());
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

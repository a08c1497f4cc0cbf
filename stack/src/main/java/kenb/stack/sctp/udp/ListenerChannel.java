package kenb.stack.sctp.udp;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;

import kenb.stack.sctp.AssociationException;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// A listening SCTP port on a shared UDP socket; its children are [AssociationChannel]s on the same event loop.
final class ListenerChannel extends AbstractServerChannel {
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final ChannelInitializer<Channel> childInitializer;
    private @Nullable UdpSockets socket;
    private @Nullable InetSocketAddress local;
    private boolean open = true;

    ListenerChannel(ChannelInitializer<Channel> childInitializer) {
        this.childInitializer = childInitializer;
    }

    void socket(UdpSockets shared) {
        socket = shared;
        shared.use();
    }

    @Override
    protected void doBind(SocketAddress address) throws AssociationException {
        UdpSockets shared = socket;
        var wanted = (InetSocketAddress) address;
        if (shared == null) {
            throw new IllegalStateException("listener without a socket");
        }
        if (wanted.getPort() == 0) {
            throw new AssociationException(
                    "SCTP port 0 can't be listened to: give one from 1 to 65535");
        }
        shared.endpoint().listen(wanted.getPort(), association -> accept(shared, association));
        local = wanted;
    }

    private AssociationOutput accept(UdpSockets shared, Association association) {
        var child = new AssociationChannel(this);
        child.socket(shared);
        child.association(association);
        child.pipeline().addLast(childInitializer);
        shared.loop().register(child);
        return child;
    }

    @Override
    protected void doClose() {
        open = false;
        if (socket != null) {
            if (local != null) {
                socket.endpoint().unlisten(local.getPort());
            }
            socket.leave();
        }
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return socket != null && socket.loop() == loop;
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return local;
    }

    @Override
    protected void doBeginRead() {}

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && local != null;
    }
}

package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.AssociationChangeNotification;
import com.sun.nio.sctp.PeerAddressChangeNotification;
import com.sun.nio.sctp.SendFailedNotification;
import com.sun.nio.sctp.ShutdownNotification;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.sctp.nio.NioSctpChannel;

import kenb.stack.sctp.AssociationAbort;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// Between Netty's SCTP messages and the kernel's notifications on one side, ours on the other.
final class KernelMessages extends ChannelDuplexHandler {
    private final NioSctpChannel channel;
    private final SctpSettings settings;
    private boolean up;
    private @Nullable AssociationEvent end;

    KernelMessages(NioSctpChannel channel, SctpSettings settings) {
        this.channel = channel;
        this.settings = settings;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        var association = channel.association();
        if (association != null) {
            up(ctx, association.maxInboundStreams(), association.maxOutboundStreams());
        }
    }

    private void up(ChannelHandlerContext ctx, int inStreams, int outStreams) {
        if (!up) {
            up = true;
            ctx.fireUserEventTriggered(new AssociationEvent.Up(inStreams, outStreams));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ctx.fireChannelRead(
                msg instanceof io.netty.channel.sctp.SctpMessage message
                        ? new SctpMessage(
                                message.streamIdentifier(),
                                message.protocolIdentifier(),
                                message.isUnordered(),
                                message.content())
                        : msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        switch (msg) {
            case SctpMessage message
                    when message.payload().readableBytes() > settings.maxMessageOctets() -> {
                int octets = message.payload().readableBytes();
                message.release();
                promise.tryFailure(
                        new AssociationException(
                                "message of "
                                        + octets
                                        + " octets, at most "
                                        + settings.maxMessageOctets()));
            }
            case SctpMessage(int stream, int ppid, boolean unordered, var payload) ->
                    ctx.write(
                            new io.netty.channel.sctp.SctpMessage(ppid, stream, unordered, payload),
                            promise);
            case AssociationAbort(String reason) -> {
                // Java can't send an ABORT through Netty's channel; the kernel does when a socket
                // closes with data unread.
                end = new AssociationEvent.Lost("ended here: " + reason);
                ctx.close(promise);
            }
            default -> ctx.write(msg, promise);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case AssociationChangeNotification change -> changed(ctx, change);
            case PeerAddressChangeNotification change -> pathChanged(ctx, change);
            case SendFailedNotification failed ->
                    ctx.fireUserEventTriggered(
                            new AssociationEvent.SendFailed(
                                    failed.streamNumber(), 0, "error " + failed.errorCode()));
            case ShutdownNotification _ -> {
                end = new AssociationEvent.Closed();
                ctx.fireUserEventTriggered(new AssociationEvent.PeerShutdown());
            }
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    private void changed(ChannelHandlerContext ctx, AssociationChangeNotification change) {
        switch (change.event()) {
            case COMM_UP ->
                    up(
                            ctx,
                            change.association().maxInboundStreams(),
                            change.association().maxOutboundStreams());
            case RESTART -> ctx.fireUserEventTriggered(new AssociationEvent.Restarted(-1));
            case COMM_LOST -> {
                end = new AssociationEvent.Lost("aborted, or the peer does not answer");
                ctx.close();
            }
            case SHUTDOWN -> {
                end = new AssociationEvent.Closed();
                ctx.close();
            }
            case CANT_START -> {
                end = new AssociationEvent.Lost("could not be set up");
                ctx.close();
            }
        }
    }

    private static void pathChanged(
            ChannelHandlerContext ctx, PeerAddressChangeNotification change) {
        SocketAddress address = change.address();
        if (address instanceof InetSocketAddress peer) {
            switch (change.event()) {
                case ADDR_UNREACHABLE ->
                        ctx.fireUserEventTriggered(new AssociationEvent.PathUnreachable(peer));
                case ADDR_AVAILABLE ->
                        ctx.fireUserEventTriggered(new AssociationEvent.PathReachable(peer));
                default -> {}
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (up) {
            AssociationEvent how = end;
            ctx.fireUserEventTriggered(how == null ? new AssociationEvent.Closed() : how);
        }
        super.channelInactive(ctx);
    }
}

package kenb.stack.sctp.kernel;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

import kenb.stack.sctp.AssociationAbort;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// Makes a [KernelChannel] behave as [kenb.stack.sctp.SctpCarrier] says: events, refusals, the ways to end.
final class KernelMessages extends ChannelDuplexHandler {
    private final KernelChannel channel;
    private final SctpSettings settings;
    private boolean up;
    private boolean closing;
    private boolean asking;
    private int askMillis = 1;
    private int outStreams;
    private int sendBufferOctets;
    private @Nullable AssociationEvent end;

    KernelMessages(KernelChannel channel, SctpSettings settings) {
        this.channel = channel;
        this.settings = settings;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        up = true;
        outStreams = channel.outStreams();
        sendBufferOctets = channel.config().getSendBufferSize();
        super.channelActive(ctx);
        ctx.fireUserEventTriggered(new AssociationEvent.Up(channel.inStreams(), outStreams));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        switch (msg) {
            case AssociationEvent.Lost lost -> end(ctx, lost);
            case AssociationEvent.Closed closed -> end(ctx, closed);
            case AssociationEvent event -> ctx.fireUserEventTriggered(event);
            case KernelChannel.NoMore _ -> askForTheEnd(ctx);
            case KernelChannel.TooLong(String reason) -> {
                channel.abortOnClose();
                end(ctx, new AssociationEvent.Lost("aborted here: " + reason));
            }
            default -> ctx.fireChannelRead(msg);
        }
    }

    /// A socket reads as ended from the peer's SHUTDOWN on, but the kernel's word that all is over comes when our side has been
    /// acknowledged as well. It would be readable without end, so it is looked at now and then.
    private void askForTheEnd(ChannelHandlerContext ctx) {
        if (end == null && !asking) {
            asking = true;
            channel.config().setAutoRead(false);
            askMillis = Math.min(2 * askMillis, 500);
            ctx.executor()
                    .schedule(
                            () -> {
                                asking = false;
                                ctx.read();
                            },
                            askMillis,
                            TimeUnit.MILLISECONDS);
        }
    }

    private void end(ChannelHandlerContext ctx, AssociationEvent how) {
        if (end == null) {
            end = how;
        }
        ctx.close();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        switch (msg) {
            case SctpMessage message when refusal(message) instanceof String refusal -> {
                message.release();
                promise.tryFailure(new AssociationException(refusal));
            }
            case SctpMessage(int stream, int ppid, boolean unordered, var payload) ->
                    ctx.write(
                            new io.netty.channel.sctp.SctpMessage(ppid, stream, unordered, payload),
                            promise);
            case AssociationAbort(String reason) -> {
                channel.abortOnClose();
                end = new AssociationEvent.Lost("aborted here: " + reason);
                ctx.close(promise);
            }
            default -> {
                ReferenceCountUtil.release(msg);
                promise.tryFailure(
                        new UnsupportedOperationException(
                                "an association carries SctpMessage, not "
                                        + msg.getClass().getName()));
            }
        }
    }

    private @Nullable String refusal(SctpMessage message) {
        int octets = message.payload().readableBytes();
        if (closing || end != null) {
            return "the association is shutting down";
        }
        if (message.streamId() < 0 || message.streamId() >= outStreams) {
            return "stream " + message.streamId() + ": 0 to " + (outStreams - 1) + " were agreed";
        }
        if (octets == 0) {
            return "an empty message can't be sent";
        }
        if (octets > settings.maxMessageOctets()) {
            return "message of " + octets + " octets, at most " + settings.maxMessageOctets();
        }
        return octets > sendBufferOctets
                ? "message of "
                        + octets
                        + " octets, but the kernel's send buffer has "
                        + sendBufferOctets
                        + ": sysctl net.core.wmem_max allows larger ones"
                : null;
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!up || end != null) {
            ctx.close(promise);
            return;
        }
        if (!promise.isVoid()) {
            channel.closeFuture().addListener(_ -> promise.trySuccess());
        }
        if (!closing) {
            closing = true;
            channel.shutDown();
            // The kernel's word that it is over comes behind what is unread.
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (up) {
            up = false;
            AssociationEvent how = end;
            ctx.fireUserEventTriggered(
                    how == null ? new AssociationEvent.Lost("the socket was closed") : how);
        }
        super.channelInactive(ctx);
    }
}

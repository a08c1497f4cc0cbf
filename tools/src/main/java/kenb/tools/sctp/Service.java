package kenb.tools.sctp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// Takes messages of any peer, and sends them back or not.
public final class Service extends ChannelInitializer<Channel> {

    /// What happens to an association of a peer.
    public sealed interface Told {
        record Up(InetSocketAddress peer, int inStreams, int outStreams) implements Told {}

        /// @param seconds it stood
        record Ended(
                InetSocketAddress peer,
                long messages,
                long octets,
                double seconds,
                boolean inOrder,
                String how)
                implements Told {}
    }

    private final boolean echo;
    private final Consumer<Told> told;

    /// @param told called on event loops
    public Service(boolean echo, Consumer<Told> told) {
        this.echo = echo;
        this.told = told;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new Handler());
    }

    private final class Handler extends ChannelInboundHandlerAdapter {
        private InetSocketAddress peer = new InetSocketAddress(0);
        private long messages;
        private long octets;
        private long since = System.nanoTime();
        private boolean inOrder;
        private String how = "closed";

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            SctpMessage message = (SctpMessage) msg;
            messages++;
            octets += message.payload().readableBytes();
            if (!echo) {
                message.release();
                return;
            }
            ctx.write(message);
            // A peer that sends and does not read is read no more.
            if (!ctx.channel().isWritable()) ctx.channel().config().setAutoRead(false);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (echo) ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            switch (event) {
                case AssociationEvent.Up(int inStreams, int outStreams) -> {
                    since = System.nanoTime();
                    peer = (InetSocketAddress) ctx.channel().remoteAddress();
                    told.accept(new Told.Up(peer, inStreams, outStreams));
                }
                case AssociationEvent.Closed _ -> {
                    inOrder = true;
                    how = "shut down in order";
                }
                case AssociationEvent.Lost(String reason) -> how = reason;
                default -> {}
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            double seconds = (System.nanoTime() - since) / 1e9;
            told.accept(new Told.Ended(peer, messages, octets, seconds, inOrder, how));
        }
    }
}

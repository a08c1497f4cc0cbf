package kenb.nodes.host;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import kenb.nodes.Event;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.x2ap.X2Message;
import kenb.stack.ap.ApProtocol;
import kenb.stack.ap.Undecodable;
import kenb.stack.sctp.AssociationEvent;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Consumer;

/// The tail of an association's pipeline: makes the node's events of what comes up.
final class AssociationHandler extends ChannelInboundHandlerAdapter {
    private final int association;
    private final ApProtocol protocol;
    private final boolean initiatedHere;
    private final Map<Integer, Channel> associations;
    private final Consumer<Event> node;
    private @Nullable String end;
    private boolean up;
    private boolean inOrder;

    AssociationHandler(
            int association,
            ApProtocol protocol,
            boolean initiatedHere,
            Map<Integer, Channel> associations,
            Consumer<Event> node) {
        this.association = association;
        this.protocol = protocol;
        this.initiatedHere = initiatedHere;
        this.associations = associations;
        this.node = node;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case AssociationEvent.Up _ -> {
                up = true;
                associations.put(association, ctx.channel());
                node.accept(
                        new Event.AssociationUp(
                                association,
                                protocol,
                                (InetSocketAddress) ctx.channel().remoteAddress(),
                                initiatedHere));
            }
            case AssociationEvent.Closed _ -> {
                end = "shut down in order";
                inOrder = true;
            }
            case AssociationEvent.Lost(String reason) -> end = reason;
            case Undecodable(_, _, String reason) ->
                    node.accept(new Event.Undecodable(association, protocol, reason));
            default -> {}
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case S1Message s1 -> node.accept(new Event.S1apReceived(association, s1));
            case X2Message x2 -> node.accept(new Event.X2apReceived(association, x2));
            default -> io.netty.util.ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        associations.remove(association);
        if (up) {
            up = false;
            node.accept(
                    new Event.AssociationDown(
                            association, protocol, inOrder, end == null ? "closed" : end));
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end = String.valueOf(cause);
        ctx.close();
    }
}

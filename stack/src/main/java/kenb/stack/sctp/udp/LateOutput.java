package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/// Output of an accepted association, known only once its owner has seen it.
final class LateOutput implements AssociationOutput {
    @Nullable AssociationOutput output;

    private AssociationOutput output() {
        AssociationOutput known = output;
        if (known == null) {
            throw new IllegalStateException("output of an association before it is accepted");
        }
        return known;
    }

    @Override
    public void send(int socket, ByteBuf packet, InetSocketAddress udpAddress) {
        output().send(socket, packet, udpAddress);
    }

    @Override
    public void deliver(SctpMessage message) {
        output().deliver(message);
    }

    @Override
    public void event(AssociationEvent event) {
        output().event(event);
    }

    @Override
    public void setUpFailed(String reason) {
        output().setUpFailed(reason);
    }

    @Override
    public void sendBufferFreed() {
        output().sendBufferFreed();
    }

    @Override
    public void wakeAt(long nanos) {
        output().wakeAt(nanos);
    }
}

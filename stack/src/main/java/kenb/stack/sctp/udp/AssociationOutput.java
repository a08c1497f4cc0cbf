package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;

import java.net.InetSocketAddress;

/// Where an [Association] puts what it wants done. Called on its thread, in the midst of its work: none may call back into it
/// except [Association#consumed(SctpMessage)], [Association#send(SctpMessage)] and [Association#abort(String)].
interface AssociationOutput {
    /// Sends a complete SCTP packet from a socket of this index; takes it over.
    void send(int socket, ByteBuf packet, InetSocketAddress udpAddress);

    /// A message arrived, in order; takes it over. Its octets count against the receive window until `consumed`.
    void deliver(SctpMessage message);

    void event(AssociationEvent event);

    /// The set-up failed: no event follows.
    void setUpFailed(String reason);

    /// The send buffer has room again.
    void sendBufferFreed();

    /// Call [Association#expire()] at this time of the clock, or earlier; a later call replaces it. Long.MAX_VALUE: never.
    void wakeAt(long nanos);
}

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// The UDP sockets of an endpoint, one for each of its addresses.
interface Sockets {
    /// Addresses to list to a peer in INIT and INIT ACK; empty where there is but one, which the peer sees anyway.
    List<InetAddress> listedTo(InetAddress peer);

    /// Index of the socket that reaches an address best, or -1 where none is of its family.
    int towards(InetAddress peer);

    /// Sends a complete SCTP packet; takes it over.
    void send(int socket, ByteBuf packet, InetSocketAddress udpAddress);
}

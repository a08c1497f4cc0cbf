package kenb.stack.gtpc;

import java.net.InetSocketAddress;

/// A question and its answer: they share the peer and the sequence number, which belongs to the side that asked.
///
/// @param ours whether this node asked
record Exchange(InetSocketAddress peer, int sequence, boolean ours) {}

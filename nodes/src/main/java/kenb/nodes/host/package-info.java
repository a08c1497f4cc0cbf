/// Binds a {@link kenb.nodes.Node} to the network with Netty: one event loop for each node, SCTP associations, a GTP-U
/// socket, a socket for the radio stand-in, timers. Thin: what is decided is decided in the node.
@NullMarked
package kenb.nodes.host;

import org.jspecify.annotations.NullMarked;

/// What every node of the lab has in common: it is a plain class that takes events and says through an
/// {@link kenb.nodes.Outbox} what is to be done. Nothing in here or in the procedures knows of sockets, threads or the
/// time of day; {@link kenb.nodes.host} binds a node to the network, a simulation can do so as well.
@NullMarked
package kenb.nodes;

import org.jspecify.annotations.NullMarked;

/// GTP-U tunnels (TS 29.281): tunnel endpoint identifiers and what happens to a message that arrives. Knows neither bearers
/// nor sockets.
@NullMarked
package kenb.stack.gtpu;

import org.jspecify.annotations.NullMarked;

/// Event loops and UDP sockets, by the operating system's own means where there are any.
@NullMarked
package kenb.stack.net;

import org.jspecify.annotations.NullMarked;

/// Keys of a mobile network: how each is derived (TS 33.220 annex B, TS 33.401 and TS 33.501 annex A), who holds it, when it is
/// born and when it dies. Knows nothing of bearers, messages or sockets.
@NullMarked
package kenb.stack.keys;

import org.jspecify.annotations.NullMarked;

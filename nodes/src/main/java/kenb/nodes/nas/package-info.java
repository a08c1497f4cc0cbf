/// The NAS messages (TS 24.301) that UE and MME exchange, as plain records, and their translation from and to the octets
/// that {@link kenb.codec.nas} describes. Protection is {@link kenb.stack.nas}'s business.
@NullMarked
package kenb.nodes.nas;

import org.jspecify.annotations.NullMarked;

/// The X2AP messages (TS 36.423) that procedures exchange, as plain records, and their translation from and to the PDUs
/// of {@link kenb.codec.x2ap}. Says what a message must hold; what it does is the procedures' business.
@NullMarked
package kenb.nodes.x2ap;

import org.jspecify.annotations.NullMarked;

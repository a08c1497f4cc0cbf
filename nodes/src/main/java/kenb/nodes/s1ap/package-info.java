/// The S1AP messages (TS 36.413) that procedures exchange, as plain records, and their translation from and to the PDUs
/// of {@link kenb.codec.s1ap}.
@NullMarked
package kenb.nodes.s1ap;

import org.jspecify.annotations.NullMarked;

/// The application protocols on SCTP: S1AP (TS 36.412) and X2AP (TS 36.422). Turns SCTP messages into PDUs and back,
/// picks streams, and makes an event of a message that can't be decoded. Knows no procedure and no node.
@NullMarked
package kenb.stack.ap;

import org.jspecify.annotations.NullMarked;

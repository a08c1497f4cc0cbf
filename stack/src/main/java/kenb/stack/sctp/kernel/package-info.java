/// The kernel's SCTP through Netty's SCTP transport and libsctp, in the shape of [kenb.stack.sctp.SctpCarrier].
@NullMarked
package kenb.stack.sctp.kernel;

import org.jspecify.annotations.NullMarked;

/// GTPv2-C (TS 29.274): messages as a header and information elements, all of them kept byte for byte; typed values of the elements that
/// a handover, a context transfer and a session need. Octets only: the path is {@code kenb.stack.gtpc}'s business.
@NullMarked
package kenb.codec.gtpc;

import org.jspecify.annotations.NullMarked;

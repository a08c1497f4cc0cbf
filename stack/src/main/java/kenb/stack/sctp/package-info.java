@NullMarked
package kenb.stack.sctp;

import org.jspecify.annotations.NullMarked;

/// Trying an SCTP peer: messages there and back, as many as it takes, and the two services to try against. What the commands print is
/// theirs.
@NullMarked
package kenb.tools.sctp;

import org.jspecify.annotations.NullMarked;

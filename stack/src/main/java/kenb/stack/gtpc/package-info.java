/// GTPv2-C paths (TS 29.274 §7.1, §7.6, §7.7): requests and their answers, repetitions, restarts of the peer. The path is a plain class with
/// its clock given; a handler puts it on a datagram channel. Knows no procedure.
@NullMarked
package kenb.stack.gtpc;

import org.jspecify.annotations.NullMarked;

/// What SCTP over UDP costs: messages a second, answers under load, idle associations.
@NullMarked
package kenb.perf.sctp;

import org.jspecify.annotations.NullMarked;

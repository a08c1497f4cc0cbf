/// GTPv1-U messages (TS 29.281). Octets only: tunnels are {@code kenb.stack.gtpu}'s business.
@NullMarked
package kenb.codec.gtp;

import org.jspecify.annotations.NullMarked;

/// Protection of NAS messages in EPS (TS 24.301 §4.4, TS 33.401 §8): NAS COUNT, MAC and ciphering around octets. Knows the
/// security header and no message.
@NullMarked
package kenb.stack.nas;

import org.jspecify.annotations.NullMarked;

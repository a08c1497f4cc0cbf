/// Authentication and key agreement (TS 33.102 §6.3, TS 33.401 §6.1): Milenage, sequence numbers, and the two ends, authentication
/// centre and USIM. Knows no message: what it takes and gives are octets and keys.
@NullMarked
package kenb.stack.aka;

import org.jspecify.annotations.NullMarked;

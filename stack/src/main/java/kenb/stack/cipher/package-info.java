/// Ciphering and integrity protection of TS 33.401 annex B over batches of PDUs, in place. Knows keys, COUNT, BEARER and DIRECTION;
/// knows no PDU format: PDCP and NAS say which octets.
@NullMarked
package kenb.stack.cipher;

import org.jspecify.annotations.NullMarked;

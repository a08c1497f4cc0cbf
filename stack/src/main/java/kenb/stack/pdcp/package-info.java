/// PDCP of LTE (TS 36.323) and NR (TS 38.323): numbering, COUNT, integrity protection, ciphering and order of the PDUs of one radio bearer, in place. The entities
/// are plain classes of one thread; the handlers put them into a Netty pipeline. Knows nothing of RRC messages or of the air below.
@NullMarked
package kenb.stack.pdcp;

import org.jspecify.annotations.NullMarked;

@NullMarked
package kenb.asn1;

import org.jspecify.annotations.NullMarked;

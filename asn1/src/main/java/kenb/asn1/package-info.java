/// The compiler's main: modules in, Java out.
@NullMarked
package kenb.asn1;

import org.jspecify.annotations.NullMarked;

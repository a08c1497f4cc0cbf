/// Settles the names of parsed modules and works out what PER sees: syntax in, {@link kenb.asn1.model} out.
@NullMarked
package kenb.asn1.resolve;

import org.jspecify.annotations.NullMarked;

/// A user's own ASN.1 modules: resolved, made into Java, compiled and loaded without touching the disk.
@NullMarked
package kenb.tools.asn1;

import org.jspecify.annotations.NullMarked;

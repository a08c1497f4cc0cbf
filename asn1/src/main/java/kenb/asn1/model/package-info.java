/// A set of ASN.1 modules with every name resolved (X.680 to X.683), immutable, and with the
/// PER-visible constraints (X.691 §9.3) worked out: what the emitters need and nothing of the notation.
/// Knows neither the syntax tree nor Java.
@NullMarked
package kenb.asn1.model;

import org.jspecify.annotations.NullMarked;

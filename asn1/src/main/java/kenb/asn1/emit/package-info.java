/// The model to Java: one emitter a kind of type, all plain text, the same input giving the same output.
/// Knows the model and the names of the runtime (kenb.codec.per), never the notation.
@NullMarked
package kenb.asn1.emit;

import org.jspecify.annotations.NullMarked;

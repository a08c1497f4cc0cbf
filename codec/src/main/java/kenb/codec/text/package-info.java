/// Values of any generated codec for people and programs: by their record components and the names of
/// their specification. Knows the runtime of the codecs, none of the protocols.
@NullMarked
package kenb.codec.text;

import org.jspecify.annotations.NullMarked;

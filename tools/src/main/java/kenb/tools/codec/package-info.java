/// The codecs at work on single messages: which types there are, messages from files of JSON lines, decoding
/// and encoding them again.
@NullMarked
package kenb.tools.codec;

import org.jspecify.annotations.NullMarked;

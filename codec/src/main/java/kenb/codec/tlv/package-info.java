/// Octet by octet: the reader and the writer under the formats that are written by hand, NAS and GTPv2-C. Knows neither.
@NullMarked
package kenb.codec.tlv;

import org.jspecify.annotations.NullMarked;

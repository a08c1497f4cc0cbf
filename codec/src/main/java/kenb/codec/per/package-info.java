@NullMarked
package kenb.codec.per;

import org.jspecify.annotations.NullMarked;

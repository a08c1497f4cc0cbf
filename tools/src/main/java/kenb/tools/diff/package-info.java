/// Two captures compared message by message: aligned by names, ids mapped onto each other, differences by field.
@NullMarked
package kenb.tools.diff;

import org.jspecify.annotations.NullMarked;

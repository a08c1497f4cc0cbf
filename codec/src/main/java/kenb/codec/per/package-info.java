/// The runtime of the generated codecs: packed encoding rules, X.691, aligned and unaligned. Knows no
/// schema, and no sibling package.
@NullMarked
package kenb.codec.per;

import org.jspecify.annotations.NullMarked;

@NullMarked
package kenb.perf;

import org.jspecify.annotations.NullMarked;

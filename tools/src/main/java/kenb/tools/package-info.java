@NullMarked
package kenb.tools;

import org.jspecify.annotations.NullMarked;

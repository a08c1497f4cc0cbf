@NullMarked
package kenb.nodes.lab;

import org.jspecify.annotations.NullMarked;

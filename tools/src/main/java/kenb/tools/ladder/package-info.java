/// Sequence ladders from captures: one lifeline a node, the real messages in the order of the wire, user
/// traffic condensed into bands, keys' births and deaths on the lifelines of their owners.
@NullMarked
package kenb.tools.ladder;

import org.jspecify.annotations.NullMarked;

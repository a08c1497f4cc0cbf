/// Our codecs beside Erlang's, which nobody here wrote: random values both ways.
@NullMarked
package kenb.fuzz.erlang;

import org.jspecify.annotations.NullMarked;

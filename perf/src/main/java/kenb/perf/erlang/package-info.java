/// Erlang's codecs of the same modules, measured beside ours. They are made by its own compiler (Debian: erlang-base, erlang-asn1) and run in a
/// process of their own.
@NullMarked
package kenb.perf.erlang;

import org.jspecify.annotations.NullMarked;

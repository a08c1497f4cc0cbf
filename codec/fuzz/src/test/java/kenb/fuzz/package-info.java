/// Every decoder under fire (mutated messages, coverage-guided fuzzing), and beside Erlang's codec. Tests only.
@NullMarked
package kenb.fuzz;

import org.jspecify.annotations.NullMarked;

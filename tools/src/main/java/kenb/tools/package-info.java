/// The commands of `kenb`, one thin class each over libraries of the other modules: results on stdout,
/// progress and warnings on stderr, and the exit codes of [Exit].
@NullMarked
package kenb.tools;

import org.jspecify.annotations.NullMarked;

/// From a capture file to messages with names: what `kenb decode` prints and the ladder draws.
///
/// A protocol joins by a [kenb.tools.decode.PduReader] in [kenb.tools.decode.PduReaders]; the rest here
/// knows no protocol.
@NullMarked
package kenb.tools.decode;

import org.jspecify.annotations.NullMarked;

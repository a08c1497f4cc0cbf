package kenb.fuzz;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;

/// A decoder did what it must not; the message has the input.
final class Finding extends AssertionError {
    private static final long serialVersionUID = 1;

    Finding(Target target, byte[] octets, String what, @Nullable Throwable cause) {
        super(target + ": " + what + "\n" + HexFormat.of().formatHex(octets), cause);
    }
}

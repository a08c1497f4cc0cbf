package kenb.tools.decode;

import kenb.stack.capture.CapturedPdu;

import org.jspecify.annotations.Nullable;

/// One PDU of a capture with what could be made of it: decoded, not supported (neither value nor problem), or wrong.
///
/// @param source a node's name where the capture has one, else address and port
/// @param decoded null where it was not decoded
/// @param problem why it did not decode, or null
public record SeenMessage(
        CapturedPdu pdu,
        String source,
        String destination,
        String protocol,
        byte[] octets,
        @Nullable Decoded decoded,
        @Nullable String problem) {

    public CapturedPdu.Origin origin() {
        return pdu.origin();
    }

    /// The message's name, or what stands for it.
    public String name() {
        if (decoded != null) return decoded.name();
        return problem == null ? "(" + octets.length + " octets)" : "(not decoded)";
    }
}

package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One packet of a capture file.
///
/// @param number from 1, as Wireshark counts
/// @param epochNanos nanoseconds since 1970; 0 where the file has no time
/// @param linkType of [LinkType]
/// @param interfaceName as the file names it, or null
/// @param data the octets captured, the array being the receiver's
/// @param originalLength octets on the wire; more than `data` has where the packet was cut
public record CapturedPacket(
        long number,
        long epochNanos,
        int linkType,
        @Nullable String interfaceName,
        byte[] data,
        int originalLength,
        List<String> comments) {

    /// Whether the capture kept less than was on the wire.
    public boolean isCut() {
        return originalLength > data.length;
    }
}

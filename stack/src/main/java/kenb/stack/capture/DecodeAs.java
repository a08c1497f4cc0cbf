package kenb.stack.capture;

import java.util.HashMap;
import java.util.Map;

/// What a capture itself does not say: whose PDUs are in packets of the link types that everybody may use
/// as they like (147 to 162), and on UDP ports of somebody's own choice.
///
/// @param linkTypes protocol by link type: a dissector's name as Wireshark has it (`s1ap`, `nas-eps`), or `ip`,
///     `eth`, `sctp`, `udp`
/// @param udpPorts protocol by port: `sctp`, `gtp`, or a dissector's name
public record DecodeAs(Map<Integer, String> linkTypes, Map<Integer, String> udpPorts) {
    /// What srsRAN's nodes write.
    private static final Map<Integer, String> USUAL_LINK_TYPES =
            Map.of(148, "nas-eps", 149, "udp", 150, "s1ap", 151, "nas-5gs", 152, "ngap");

    public static final DecodeAs USUAL = new DecodeAs(USUAL_LINK_TYPES, Map.of());

    public DecodeAs {
        linkTypes = Map.copyOf(linkTypes);
        udpPorts = Map.copyOf(udpPorts);
    }

    /// This, with `more` in place of what it says on the same link types.
    public DecodeAs withLinkTypes(Map<Integer, String> more) {
        var all = new HashMap<>(linkTypes);
        all.putAll(more);
        return new DecodeAs(all, udpPorts);
    }

    public DecodeAs withUdpPorts(Map<Integer, String> more) {
        var all = new HashMap<>(udpPorts);
        all.putAll(more);
        return new DecodeAs(linkTypes, all);
    }
}

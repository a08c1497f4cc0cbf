package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;

/// What a capture carries above the network: the upper-layer PDUs, each with the packet that completed it.
public sealed interface CapturedPdu {
    Origin origin();

    /// Where a PDU was seen. For SCTP the ports are SCTP's, whatever lies between it and IP; addresses
    /// are null where the capture has none (link type 248, some exported PDUs).
    record Origin(
            long packet,
            long epochNanos,
            @Nullable InetSocketAddress source,
            @Nullable InetSocketAddress destination,
            @Nullable String interfaceName,
            List<String> comments) {}

    /// A whole SCTP user message, reassembled where it was fragmented (RFC 9260 §6.9).
    record Message(
            Origin origin, int streamId, int payloadProtocolId, boolean unordered, byte[] payload)
            implements CapturedPdu {}

    /// The payload of a UDP datagram in one of the framings this package knows by port or first octets.
    record Datagram(Origin origin, Framing framing, byte[] payload) implements CapturedPdu {}

    /// A PDU that the capture says a dissector of this name reads (link type 252).
    record Exported(Origin origin, String dissector, byte[] payload) implements CapturedPdu {}

    /// Something in the file that can't be what its sender sent: cut by the snap length, malformed, incomplete.
    record Damage(Origin origin, String text) implements CapturedPdu {}

    enum Framing {
        /// GTPv1-U (TS 29.281), by its port 2152.
        GTP_U,
        /// GTPv1-C or GTPv2-C, by its port 2123 (TS 29.060, TS 29.274).
        GTP_C,
        /// Wireshark's PDCP-LTE framing, by its start string.
        PDCP_LTE,
        /// LTE RLC in the framing of Wireshark's rlc-lte dissector.
        RLC_LTE,
        /// Wireshark's PDCP-NR framing, by its start string.
        PDCP_NR
    }
}

/// Packet captures: a pcapng tap for any datagram channel, and readers that go from a capture file
/// back to the PDUs it carries (pcap and pcapng, IP, SCTP over IP or over UDP per RFC 6951, GTP-U,
/// Wireshark's framing of PDCP over UDP).
///
/// Knows packets and chunks, not what the payloads mean.
@NullMarked
package kenb.stack.capture;

import org.jspecify.annotations.NullMarked;

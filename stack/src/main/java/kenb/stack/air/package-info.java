/// The radio stand-in: one PDCP PDU in one UDP datagram, in the framing that Wireshark's pdcp-lte dissector takes over UDP
/// (its heuristic `pdcp_lte_udp`). Knows bearers by number and no protocol above PDCP.
@NullMarked
package kenb.stack.air;

import org.jspecify.annotations.NullMarked;

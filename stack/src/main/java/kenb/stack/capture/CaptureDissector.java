package kenb.stack.capture;

import kenb.stack.capture.CapturedPdu.Damage;
import kenb.stack.capture.CapturedPdu.Datagram;
import kenb.stack.capture.CapturedPdu.Exported;
import kenb.stack.capture.CapturedPdu.Framing;
import kenb.stack.capture.CapturedPdu.Message;
import kenb.stack.capture.CapturedPdu.Origin;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// From packets to the PDUs they carry: SCTP user messages over IP or over UDP, GTP-U and what is in its tunnels,
/// PDCP over UDP, exported PDUs. Feed it a capture's packets in order, then call [#finish]. Memory stays bounded.
public final class CaptureDissector {
    private static final int IP_IN_IP = 4;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE = 47;
    private static final int SCTP = 132;
    private static final int UDP_HEADER = 8;
    private static final int SCTP_OVER_UDP = 9899;
    private static final int GTP_U = 2152;
    private static final int GTP_C = 2123;
    private static final int DEEPEST_TUNNEL = 4;
    private static final byte[] PDCP_LTE = "pdcp-lte".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RLC_LTE = "rlc-lte".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PDCP_NR = "pdcp-nr".getBytes(StandardCharsets.US_ASCII);

    private final DecodeAs decodeAs;
    private final SctpPackets sctp = new SctpPackets();
    private final IpReassembly fragments = new IpReassembly();
    private final Set<Integer> unknownLinkTypes = new TreeSet<>();
    private Origin last = new Origin(0, 0, null, null, null, List.of());

    public CaptureDissector() {
        this(DecodeAs.USUAL);
    }

    public CaptureDissector(DecodeAs decodeAs) {
        this.decodeAs = decodeAs;
    }

    /// Gives `out` the PDUs that `packet` completes; none for most packets of a usual capture.
    public void dissect(CapturedPacket packet, Consumer<CapturedPdu> out) {
        var origin =
                new Origin(
                        packet.number(),
                        packet.epochNanos(),
                        null,
                        null,
                        packet.interfaceName(),
                        packet.comments());
        last = origin;
        var frame = ByteBuffer.wrap(packet.data());
        try {
            link(origin, packet, frame, out);
        } catch (IndexOutOfBoundsException _) {
            if (packet.isCut())
                out.accept(
                        new Damage(origin, "the capture cut this packet's headers (snap length)"));
            else out.accept(new Damage(origin, "a header runs past the end of this packet"));
        }
    }

    private void link(
            Origin origin, CapturedPacket packet, ByteBuffer frame, Consumer<CapturedPdu> out) {
        int type = packet.linkType();
        switch (type) {
            case LinkType.SCTP ->
                    sctp.read(origin, null, null, frame, packet.originalLength(), out);
            case LinkType.UPPER_PDU -> exported(origin, frame, out);
            default -> {
                var said = decodeAs.linkTypes().get(type);
                if (LinkLayer.knows(type)) {
                    var ip = LinkLayer.ip(type, frame);
                    if (ip != null) ip(origin, ip, 0, out);
                } else if (said == null) {
                    unknownLinkTypes.add(type);
                } else if (packet.isCut()) {
                    out.accept(
                            new Damage(
                                    origin,
                                    "the capture holds %d of %d octets of a PDU (snap length)"
                                            .formatted(frame.limit(), packet.originalLength())));
                } else {
                    named(origin, said, frame, out);
                }
            }
        }
    }

    /// Tells `out` what never became whole.
    public void finish(Consumer<CapturedPdu> out) {
        sctp.finish(last, out);
        long unfinished = fragments.lost() + fragments.unfinished();
        if (unfinished > 0) {
            out.accept(
                    new Damage(
                            last,
                            "%d IP packets of which fragments are missing, the first in packet %d"
                                    .formatted(unfinished, fragments.firstIncomplete())));
        }
        if (!unknownLinkTypes.isEmpty()) {
            out.accept(
                    new Damage(
                            last, "packets of link types that are not read: " + unknownLinkTypes));
        }
    }

    private void ip(Origin origin, ByteBuffer octets, int depth, Consumer<CapturedPdu> out) {
        boolean version4 = octets.get(0) >> 4 == 4;
        if (version4 && !isCarrier(octets.get(9) & 0xFF)) return;
        var packet = IpPacket.read(octets);
        if (packet == null || !isCarrier(packet.protocol())) return;
        if (packet.isFragment()) {
            if (packet.isCut()) {
                out.accept(new Damage(origin, "the capture cut an IP fragment (snap length)"));
                return;
            }
            packet = fragments.add(packet, origin.packet());
            if (packet == null) return;
        }
        var payload = packet.payload();
        switch (packet.protocol()) {
            case SCTP ->
                    sctp.read(
                            origin,
                            packet.source(),
                            packet.destination(),
                            payload,
                            packet.payloadLength(),
                            out);
            case UdpHeaders.UDP ->
                    udp(
                            origin,
                            packet.source(),
                            packet.destination(),
                            payload,
                            packet.payloadLength(),
                            depth,
                            out);
            case GRE -> tunnelled(origin, Tunnels.gre(payload), depth, out);
            default -> tunnelled(origin, payload, depth, out);
        }
    }

    private static boolean isCarrier(int protocol) {
        return protocol == SCTP
                || protocol == UdpHeaders.UDP
                || protocol == IP_IN_IP
                || protocol == IPV6_IN_IP
                || protocol == GRE;
    }

    private void tunnelled(
            Origin origin, @Nullable ByteBuffer ip, int depth, Consumer<CapturedPdu> out) {
        if (ip != null && depth < DEEPEST_TUNNEL) ip(origin, ip, depth + 1, out);
    }

    private void udp(
            Origin origin,
            @Nullable InetAddress source,
            @Nullable InetAddress destination,
            ByteBuffer udp,
            int udpLength,
            int depth,
            Consumer<CapturedPdu> out) {
        int sourcePort = udp.getShort(0) & 0xFFFF;
        int destinationPort = udp.getShort(2) & 0xFFFF;
        int said = udp.getShort(4) & 0xFFFF;
        int length = (said < UDP_HEADER ? udpLength : said) - UDP_HEADER;
        var payload =
                udp.slice(UDP_HEADER, Math.max(0, Math.min(length, udp.limit() - UDP_HEADER)));
        boolean cut = payload.remaining() < length;
        var as = decodeAs(sourcePort, destinationPort);
        if ("sctp".equals(as)
                || sourcePort == SCTP_OVER_UDP
                || destinationPort == SCTP_OVER_UDP
                || !cut && SctpPackets.checksumFits(payload)) {
            sctp.read(origin, source, destination, payload, length, out);
            return;
        }
        if (destinationPort == Tunnels.VXLAN_PORT || destinationPort == Tunnels.GENEVE_PORT) {
            boolean vxlan = destinationPort == Tunnels.VXLAN_PORT;
            var inner = vxlan ? Tunnels.vxlan(payload) : Tunnels.geneve(payload);
            tunnelled(origin, inner, depth, out);
            return;
        }
        var framing = "gtp".equals(as) ? Framing.GTP_U : framing(payload);
        if (framing == null && as == null) framing = byPort(sourcePort, destinationPort, payload);
        if (framing == null && as == null) return;
        var at =
                new Origin(
                        origin.packet(),
                        origin.epochNanos(),
                        source == null ? null : new InetSocketAddress(source, sourcePort),
                        destination == null
                                ? null
                                : new InetSocketAddress(destination, destinationPort),
                        origin.interfaceName(),
                        origin.comments());
        if (cut) {
            out.accept(
                    new Damage(
                            at,
                            "the capture holds %d of %d octets of a datagram (snap length)"
                                    .formatted(payload.remaining(), length)));
            return;
        }
        if (framing == null) {
            out.accept(new Exported(at, String.valueOf(as), octets(payload)));
            return;
        }
        out.accept(new Datagram(at, framing, octets(payload)));
        if (framing == Framing.GTP_U) tunnelled(origin, Tunnels.gtpU(payload), depth, out);
    }

    private @Nullable String decodeAs(int sourcePort, int destinationPort) {
        if (decodeAs.udpPorts().isEmpty()) return null;
        var as = decodeAs.udpPorts().get(destinationPort);
        return as != null ? as : decodeAs.udpPorts().get(sourcePort);
    }

    private static @Nullable Framing framing(ByteBuffer payload) {
        if (startsWith(payload, PDCP_LTE)) return Framing.PDCP_LTE;
        if (startsWith(payload, RLC_LTE)) return Framing.RLC_LTE;
        return startsWith(payload, PDCP_NR) ? Framing.PDCP_NR : null;
    }

    private static @Nullable Framing byPort(
            int sourcePort, int destinationPort, ByteBuffer payload) {
        if (!payload.hasRemaining()) return null;
        if (sourcePort == GTP_U || destinationPort == GTP_U) return Framing.GTP_U;
        return sourcePort == GTP_C || destinationPort == GTP_C ? Framing.GTP_C : null;
    }

    private static boolean startsWith(ByteBuffer payload, byte[] text) {
        if (payload.remaining() < text.length) return false;
        for (int i = 0; i < text.length; i++) if (payload.get(i) != text[i]) return false;
        return true;
    }

    private void exported(Origin origin, ByteBuffer frame, Consumer<CapturedPdu> out) {
        var pdu = ExportedPdu.read(frame);
        var at =
                new Origin(
                        origin.packet(),
                        origin.epochNanos(),
                        pdu.source(),
                        pdu.destination(),
                        origin.interfaceName(),
                        origin.comments());
        switch (pdu.dissector()) {
            case "sctp.ppi" ->
                    out.accept(new Message(at, 0, pdu.tableValue(), false, octets(pdu.payload())));
            case "udp.port" -> {
                int port = pdu.tableValue();
                var framing = framing(pdu.payload());
                if (framing == null) framing = byPort(port, port, pdu.payload());
                if (framing != null) out.accept(new Datagram(at, framing, octets(pdu.payload())));
                else if (port == SCTP_OVER_UDP) named(at, "sctp", pdu.payload(), out);
            }
            default -> named(at, pdu.dissector(), pdu.payload(), out);
        }
    }

    /// A PDU whose protocol the capture, or its reader, calls by name.
    private void named(Origin at, String name, ByteBuffer payload, Consumer<CapturedPdu> out) {
        var source = at.source() == null ? null : at.source().getAddress();
        var destination = at.destination() == null ? null : at.destination().getAddress();
        int length = payload.remaining();
        switch (name) {
            case "ip", "ipv4", "ipv6", "raw_ip" -> ip(at, payload, 0, out);
            case "eth", "eth_withoutfcs", "eth_withfcs", "eth_maybefcs" ->
                    tunnelled(at, LinkLayer.ip(LinkType.ETHERNET, payload), 0, out);
            case "sctp" -> sctp.read(at, source, destination, payload, length, out);
            case "udp" -> udp(at, source, destination, payload, length, 0, out);
            case "gtp", "gtpu" -> out.accept(new Datagram(at, Framing.GTP_U, octets(payload)));
            case "gtpv2" -> out.accept(new Datagram(at, Framing.GTP_C, octets(payload)));
            default -> out.accept(new Exported(at, name, octets(payload)));
        }
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.get(buffer.position(), octets);
        return octets;
    }
}

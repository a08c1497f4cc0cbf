package kenb.stack.capture;

import kenb.stack.capture.CapturedPdu.Damage;
import kenb.stack.capture.CapturedPdu.Datagram;
import kenb.stack.capture.CapturedPdu.Exported;
import kenb.stack.capture.CapturedPdu.Framing;
import kenb.stack.capture.CapturedPdu.Origin;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// From packets to the PDUs they carry: SCTP user messages over IP or over UDP, GTP-U, PDCP over UDP,
/// exported PDUs. Feed it a capture's packets in order, then call [#finish]. Memory stays bounded.
public final class CaptureDissector {
    private static final int SCTP = 132;
    private static final int UDP_HEADER = 8;
    private static final int SCTP_OVER_UDP = 9899;
    private static final int GTP_U = 2152;
    private static final byte[] PDCP_LTE = "pdcp-lte".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RLC_LTE = "rlc-lte".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PDCP_NR = "pdcp-nr".getBytes(StandardCharsets.US_ASCII);

    private final SctpPackets sctp = new SctpPackets();
    private final IpReassembly fragments = new IpReassembly();
    private final Set<Integer> unknownLinkTypes = new TreeSet<>();
    private Origin last = new Origin(0, 0, null, null, null, List.of());

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
            switch (packet.linkType()) {
                case LinkType.SCTP ->
                        sctp.read(origin, null, null, frame, packet.originalLength(), out);
                case LinkType.UPPER_PDU -> exported(origin, frame, out);
                default -> {
                    if (!LinkLayer.knows(packet.linkType()))
                        unknownLinkTypes.add(packet.linkType());
                    var ip = LinkLayer.ip(packet.linkType(), frame);
                    if (ip != null) ip(origin, ip, out);
                }
            }
        } catch (IndexOutOfBoundsException _) {
            if (packet.isCut())
                out.accept(
                        new Damage(origin, "the capture cut this packet's headers (snap length)"));
            else out.accept(new Damage(origin, "a header runs past the end of this packet"));
        }
    }

    /// Tells `out` what never became whole.
    public void finish(Consumer<CapturedPdu> out) {
        sctp.finish(last, out);
        long unfinished = fragments.lost() + fragments.unfinished();
        if (unfinished > 0) {
            out.accept(new Damage(last, unfinished + " IP packets of which fragments are missing"));
        }
        if (!unknownLinkTypes.isEmpty()) {
            out.accept(
                    new Damage(
                            last, "packets of link types that are not read: " + unknownLinkTypes));
        }
    }

    private void ip(Origin origin, ByteBuffer octets, Consumer<CapturedPdu> out) {
        var packet = IpPacket.read(octets);
        if (packet == null) return;
        if (packet.protocol() != SCTP && packet.protocol() != UdpHeaders.UDP) return;
        if (packet.isFragment()) {
            if (packet.isCut()) {
                out.accept(new Damage(origin, "the capture cut an IP fragment (snap length)"));
                return;
            }
            packet = fragments.add(packet);
            if (packet == null) return;
        }
        if (packet.protocol() == SCTP) {
            sctp.read(
                    origin,
                    packet.source(),
                    packet.destination(),
                    packet.payload(),
                    packet.payloadLength(),
                    out);
        } else {
            udp(origin, packet, out);
        }
    }

    private void udp(Origin origin, IpPacket ip, Consumer<CapturedPdu> out) {
        var udp = ip.payload();
        int sourcePort = udp.getShort(0) & 0xFFFF;
        int destinationPort = udp.getShort(2) & 0xFFFF;
        int said = udp.getShort(4) & 0xFFFF;
        int length = (said < UDP_HEADER ? ip.payloadLength() : said) - UDP_HEADER;
        var payload =
                udp.slice(UDP_HEADER, Math.max(0, Math.min(length, udp.limit() - UDP_HEADER)));
        boolean cut = payload.remaining() < length;
        if (sourcePort == SCTP_OVER_UDP
                || destinationPort == SCTP_OVER_UDP
                || !cut && SctpPackets.checksumFits(payload)) {
            sctp.read(origin, ip.source(), ip.destination(), payload, length, out);
            return;
        }
        var framing = framing(sourcePort, destinationPort, payload);
        if (framing == null) return;
        var at =
                new Origin(
                        origin.packet(),
                        origin.epochNanos(),
                        new InetSocketAddress(ip.source(), sourcePort),
                        new InetSocketAddress(ip.destination(), destinationPort),
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
        out.accept(new Datagram(at, framing, octets(payload)));
    }

    private static @Nullable Framing framing(
            int sourcePort, int destinationPort, ByteBuffer payload) {
        if (startsWith(payload, PDCP_LTE)) return Framing.PDCP_LTE;
        if (startsWith(payload, RLC_LTE)) return Framing.RLC_LTE;
        if (startsWith(payload, PDCP_NR)) return Framing.PDCP_NR;
        boolean gtp = (sourcePort == GTP_U || destinationPort == GTP_U) && payload.hasRemaining();
        return gtp ? Framing.GTP_U : null;
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
            case "ip", "ipv6" -> ip(origin, pdu.payload(), out);
            case "sctp" -> {
                var source = pdu.source() == null ? null : pdu.source().getAddress();
                var destination = pdu.destination() == null ? null : pdu.destination().getAddress();
                int length = pdu.payload().remaining();
                sctp.read(at, source, destination, pdu.payload(), length, out);
            }
            default -> out.accept(new Exported(at, pdu.dissector(), octets(pdu.payload())));
        }
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.get(buffer.position(), octets);
        return octets;
    }
}

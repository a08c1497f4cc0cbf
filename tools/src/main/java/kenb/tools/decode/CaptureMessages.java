package kenb.tools.decode;

import kenb.stack.capture.CaptureDissector;
import kenb.stack.capture.CapturedPacket;
import kenb.stack.capture.CapturedPdu;
import kenb.stack.capture.DecodeAs;
import kenb.stack.capture.PcapReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Runs a capture through dissector and readers, one packet at a time.
public final class CaptureMessages {
    private static final int MOST_ENDPOINTS = 10_000;

    private final PduReaders readers;
    private final DecodeAs decodeAs;
    private final Map<InetSocketAddress, String> endpoints = new HashMap<>();
    private int namesThen;

    public CaptureMessages(PduReaders readers) {
        this(readers, DecodeAs.USUAL);
    }

    public CaptureMessages(PduReaders readers, DecodeAs decodeAs) {
        this.readers = readers;
        this.decodeAs = decodeAs;
    }

    /// Gives `out` every PDU of `capture` in the order of the packets, damage included.
    public void read(PcapReader capture, Consumer<SeenMessage> out) throws IOException {
        read(capture, _ -> {}, out);
    }

    /// As {@link #read(PcapReader, Consumer)}; every packet goes to `packets` before its PDUs.
    public void read(
            PcapReader capture, Consumer<CapturedPacket> packets, Consumer<SeenMessage> out)
            throws IOException {
        var dissector = new CaptureDissector(decodeAs);
        Consumer<CapturedPdu> each = pdu -> out.accept(see(pdu, capture.names()));
        for (var packet = capture.next(); packet != null; packet = capture.next()) {
            packets.accept(packet);
            dissector.dissect(packet, each);
        }
        dissector.finish(each);
    }

    private SeenMessage see(CapturedPdu pdu, Map<InetAddress, String> names) {
        var origin = pdu.origin();
        var source = endpoint(origin.source(), names);
        var destination = endpoint(origin.destination(), names);
        var protocol = readers.protocol(pdu);
        byte[] octets =
                switch (pdu) {
                    case CapturedPdu.Message message -> message.payload();
                    case CapturedPdu.Datagram datagram -> datagram.payload();
                    case CapturedPdu.Exported exported -> exported.payload();
                    case CapturedPdu.Damage _ -> new byte[0];
                };
        Decoded decoded = null;
        String problem = null;
        if (pdu instanceof CapturedPdu.Damage damage) {
            problem = damage.text();
        } else {
            try {
                decoded = readers.read(pdu, octets);
            } catch (UndecodableException undecodable) {
                problem = String.valueOf(undecodable.getMessage());
            }
        }
        var shown = decoded == null ? protocol : decoded.protocol();
        return new SeenMessage(pdu, source, destination, shown, octets, decoded, problem);
    }

    private String endpoint(@Nullable InetSocketAddress endpoint, Map<InetAddress, String> names) {
        if (endpoint == null) return "?";
        if (names.size() != namesThen || endpoints.size() > MOST_ENDPOINTS) endpoints.clear();
        namesThen = names.size();
        return endpoints.computeIfAbsent(endpoint, it -> text(it, names));
    }

    private static String text(InetSocketAddress endpoint, Map<InetAddress, String> names) {
        var name = names.get(endpoint.getAddress());
        if (name != null) return name;
        var address = endpoint.getAddress().getHostAddress();
        boolean six = endpoint.getAddress() instanceof Inet6Address;
        return (six ? "[" + address + "]" : address) + ":" + endpoint.getPort();
    }
}

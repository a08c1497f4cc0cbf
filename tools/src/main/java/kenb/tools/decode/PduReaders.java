package kenb.tools.decode;

import kenb.stack.capture.CapturedPdu;
import kenb.stack.capture.CapturedPdu.Message;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which protocol a captured PDU is of, and who reads it: by payload protocol identifier, where that says
/// nothing by port (TS 36.412 §7, 36.422 §7, IANA).
public final class PduReaders {
    private static final Map<Integer, String> BY_PPID =
            Map.ofEntries(
                    Map.entry(18, "S1AP"),
                    Map.entry(24, "SABP"),
                    Map.entry(25, "Fractional Xw"),
                    Map.entry(27, "X2AP"),
                    Map.entry(29, "M3AP"),
                    Map.entry(43, "RNA"),
                    Map.entry(44, "M2AP"),
                    Map.entry(46, "Diameter"),
                    Map.entry(47, "Diameter"),
                    Map.entry(60, "NGAP"),
                    Map.entry(61, "XnAP"),
                    Map.entry(62, "F1AP"),
                    Map.entry(64, "E1AP"),
                    Map.entry(3, "M3UA"),
                    Map.entry(5, "M2PA"));
    private static final Map<Integer, String> BY_PORT =
            Map.of(36412, "S1AP", 36422, "X2AP", 38412, "NGAP", 38422, "XnAP", 3868, "Diameter");

    private final Map<String, PduReader> readers = new LinkedHashMap<>();
    private final Containers containers;
    private final @Nullable String forced;

    /// For all protocols that there are.
    ///
    /// @param forced a protocol that every SCTP payload is read as, or null
    public static PduReaders all(CaptureKeys keys, @Nullable String forced) {
        var containers = new Containers(new NasReader(keys.nas(), NasReader.EPS));
        var readers = new ArrayList<PduReader>();
        for (var protocol : List.of("S1AP", "X2AP", "NGAP", "XnAP", "RANAP"))
            readers.add(new ApReader(protocol, containers));
        for (var protocol : List.of("PDCP-LTE", "PDCP-NR", "RLC-LTE"))
            readers.add(new PdcpReader(keys, containers, protocol));
        readers.add(new GtpuReader());
        readers.add(new GtpcReader());
        readers.add(new NasReader(keys.nas(), NasReader.EPS));
        readers.add(new NasReader(keys.nas(), NasReader.FIVE_G));
        return new PduReaders(readers, containers, forced);
    }

    /// For these protocols.
    public PduReaders(List<PduReader> readers) {
        this(readers, new Containers(new NasReader(CaptureKeys.none().nas(), "")), null);
    }

    private PduReaders(List<PduReader> readers, Containers containers, @Nullable String forced) {
        readers.forEach(this::add);
        this.containers = containers;
        this.forced = forced;
    }

    private void add(PduReader reader) {
        readers.put(key(reader.protocol()), reader);
    }

    /// The protocols that can be read.
    public List<String> protocols() {
        return readers.values().stream().map(PduReader::protocol).sorted().toList();
    }

    /// Decodes what was captured.
    ///
    /// @return null where nobody here reads the protocol
    /// @throws UndecodableException where somebody does, and it is none
    public @Nullable Decoded read(CapturedPdu pdu, byte[] octets) throws UndecodableException {
        var protocol = protocol(pdu);
        if (pdu instanceof CapturedPdu.Exported exported) {
            var channel = RrcReader.typeOfDissector(exported.dissector());
            if (channel != null)
                return containers
                        .rrc(protocol.startsWith("NR") ? RrcReader.NR : RrcReader.LTE)
                        .read(channel, octets);
        }
        var reader = reader(protocol);
        return reader == null ? null : reader.read(octets);
    }

    /// The protocol's name; `SCTP PPID n` where it is unknown.
    public String protocol(CapturedPdu pdu) {
        return switch (pdu) {
            case Message message -> forced != null ? forced : protocol(message);
            case CapturedPdu.Datagram datagram ->
                    switch (datagram.framing()) {
                        case GTP_U -> "GTP-U";
                        case GTP_C -> "GTP-C";
                        case PDCP_LTE -> "PDCP-LTE";
                        case RLC_LTE -> "RLC-LTE";
                        case PDCP_NR -> "PDCP-NR";
                    };
            case CapturedPdu.Exported exported -> dissector(exported.dissector());
            case CapturedPdu.Damage _ -> "capture";
        };
    }

    /// Who reads this protocol, or null.
    public @Nullable PduReader reader(String protocol) {
        return readers.get(key(protocol));
    }

    /// Wireshark's name of a dissector as people call the protocol.
    private static String dissector(String name) {
        return switch (name) {
            case "nas-eps_plain" -> NasReader.EPS;
            case "nas-5gs_plain" -> NasReader.FIVE_G;
            case "xnap" -> "XnAP";
            default -> name.toUpperCase(Locale.ROOT).replace('_', '-');
        };
    }

    private static String protocol(Message message) {
        int ppid = message.payloadProtocolId();
        var byPpid = BY_PPID.get(ppid);
        if (byPpid != null) return byPpid;
        var source = byPort(message.origin().source());
        if (source != null) return source;
        var destination = byPort(message.origin().destination());
        return destination != null ? destination : "SCTP PPID " + Integer.toUnsignedString(ppid);
    }

    private static @Nullable String byPort(@Nullable InetSocketAddress endpoint) {
        return endpoint == null ? null : BY_PORT.get(endpoint.getPort());
    }

    private static String key(String protocol) {
        return protocol.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}

package kenb.tools.decode;

import kenb.codec.per.DecodeException;
import kenb.tools.decode.PdcpCiphers.Opened;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the radio interface's datagrams: PDCP of LTE and NR (TS 36.323, TS 38.323), deciphered and verified where keys
/// are given, and the RRC message inside (TS 36.331, TS 38.331). User data is opened as far as who it is from and to.
final class PdcpReader implements PduReader {
    private static final int MAC = 4;

    private final PdcpCiphers ciphers;
    private final Containers containers;
    private final String protocol;

    /// @param protocol `PDCP-LTE`, `PDCP-NR`, or `RLC-LTE`, which carries the common channel
    PdcpReader(CaptureKeys keys, Containers containers, String protocol) {
        ciphers = new PdcpCiphers(keys);
        this.containers = containers;
        this.protocol = protocol;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Decoded read(byte[] octets) throws UndecodableException {
        var frame = PdcpFrame.read(octets);
        if (frame == null && protocol.equals("RLC-LTE"))
            return new Decoded(
                    protocol,
                    "PDU",
                    List.of(),
                    Content.of("PDU", Map.of("octets", HexFormat.of().formatHex(octets))),
                    List.of());
        if (frame == null)
            throw new UndecodableException(protocol + ": the framing is not complete or not known");
        if (!frame.signalling()) return user(frame);
        return frame.hasHeader() ? signalling(frame) : rrc(frame, frame.pdu(), "no PDCP");
    }

    private Decoded signalling(PdcpFrame frame) throws UndecodableException {
        byte[] pdu = frame.pdu();
        int header = frame.isNr() ? 2 : 1;
        if (pdu.length <= header + MAC)
            throw new UndecodableException(
                    "%s SRB%d: %d octets".formatted(protocol, frame.bearer(), pdu.length));
        byte[] message = Arrays.copyOfRange(pdu, header, pdu.length - MAC);
        boolean noMac = Arrays.equals(pdu, pdu.length - MAC, pdu.length, new byte[MAC], 0, MAC);
        if (noMac) return rrc(frame, message, "before security");
        var opened = ciphers.openSignalling(frame, header);
        if (opened != null) return rrc(frame, opened.message(), opened.how());
        // No key fits. What was sent before ciphering is readable all the same, if it is a message
        // to the last bit.
        try {
            var clear = decode(frame, message);
            if (clear.content().departure() == null)
                return framed(frame, "MAC-I not verified", clear);
        } catch (DecodeException _) {
            // ciphered
        }
        var fields = fields(frame, "ciphered");
        fields.put("PDU", HexFormat.of().formatHex(pdu));
        return new Decoded(
                protocol,
                "ciphered SRB" + frame.bearer() + " PDU",
                legs(frame, "ciphered"),
                Content.of("PDU", fields),
                List.of());
    }

    private Decoded user(PdcpFrame frame) {
        byte[] pdu = frame.pdu();
        boolean data = pdu.length > 0 && (pdu[0] < 0 || !frame.hasHeader());
        var name = (data ? "data PDU" : "control PDU") + " on DRB" + frame.bearer();
        Opened opened = data ? ciphers.openUser(frame) : null;
        var fields = fields(frame, opened == null ? null : opened.how());
        var details = new ArrayList<>(legs(frame, opened == null ? null : opened.how()));
        var packet = opened == null ? null : Addresses.of(opened.message(), 0);
        if (packet != null) {
            details.add(new Detail("packet", packet));
            fields.put("packet", packet);
        }
        fields.put("octets", pdu.length);
        return new Decoded(protocol, name, details, Content.of("PDU", fields), List.of());
    }

    private Decoded rrc(PdcpFrame frame, byte[] octets, String protection)
            throws UndecodableException {
        try {
            return framed(frame, protection, decode(frame, octets));
        } catch (DecodeException problem) {
            var protocol = frame.isNr() ? RrcReader.NR : RrcReader.LTE;
            throw new UndecodableException(protocol + " " + problem.getMessage(), problem);
        }
    }

    private Decoded decode(PdcpFrame frame, byte[] octets) {
        boolean directed = frame.channel().equals("DCCH") || frame.channel().equals("CCCH");
        var channel = (directed ? frame.uplink() ? "UL-" : "DL-" : "") + frame.channel();
        var type = channel + "-Message";
        boolean longRequest = frame.isNr() && type.equals("UL-CCCH-Message") && octets.length > 6;
        var reader = containers.rrc(frame.isNr() ? RrcReader.NR : RrcReader.LTE);
        return reader.decode(longRequest ? "UL-CCCH1-Message" : type, octets);
    }

    private static Decoded framed(PdcpFrame frame, String protection, Decoded message) {
        var details = new ArrayList<>(message.details());
        details.addAll(legs(frame, protection));
        return new Decoded(
                message.protocol(), message.name(), details, message.content(), message.inside());
    }

    private static Map<String, Object> fields(PdcpFrame frame, @Nullable String protection) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("UE", ueId(frame));
        fields.put("channel", frame.channel());
        fields.put("direction", frame.uplink() ? "uplink" : "downlink");
        fields.put("bearer", frame.bearer());
        if (protection != null) fields.put("protection", protection);
        return fields;
    }

    private static List<Detail> legs(PdcpFrame frame, @Nullable String protection) {
        var details = new ArrayList<Detail>();
        details.add(new Detail(frame.isNr() ? "UE" : "C-RNTI", ueId(frame)));
        if (protection != null) details.add(new Detail("PDCP", protection));
        return details;
    }

    /// Of LTE the C-RNTI: this lab keeps the state of protection in the two bits above it.
    private static String ueId(PdcpFrame frame) {
        return "%04x".formatted(frame.isNr() ? frame.ueId() : PdcpCiphers.crnti(frame.ueId()));
    }
}

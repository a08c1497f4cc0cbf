package kenb.tools.decode;

import kenb.codec.per.DecodeException;
import kenb.codec.per.PduType;
import kenb.codec.text.MessageNames;
import kenb.tools.codec.Codecs;
import kenb.tools.codec.UnknownTypeException;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads RRC messages (TS 36.331, TS 38.331), whose channel the place says where they were found.
final class RrcReader {
    static final String LTE = "LTE-RRC";
    static final String NR = "NR-RRC";

    private final String protocol;
    private final Containers containers;
    private final Codecs codecs = new Codecs();
    private final Map<String, PduType> types = new HashMap<>();

    RrcReader(String protocol, Containers containers) {
        this.protocol = protocol;
        this.containers = containers;
    }

    /// @throws DecodeException with path, bit offset and expectation
    Decoded decode(String type, byte[] octets) {
        var pduType = type(type);
        var pdu = pduType.decodeAsSent(octets);
        var highlights = new Highlights(containers, protocol);
        Fields.walk(pdu.value(), highlights);
        var codec = protocol.toLowerCase(Locale.ROOT);
        var name = Fields.messageType(pdu.value());
        return new Decoded(
                protocol,
                name == null ? MessageNames.of(pdu.value()) : name,
                highlights.details,
                Content.of(codec, pduType, pdu),
                highlights.inside);
    }

    /// As {@link #decode}, for a PDU of its own.
    Decoded read(String type, byte[] octets) throws UndecodableException {
        try {
            return decode(type, octets);
        } catch (DecodeException problem) {
            throw new UndecodableException(protocol + " " + problem.getMessage(), problem);
        } catch (IllegalArgumentException unknown) {
            throw new UndecodableException(protocol + " has no " + type, unknown);
        }
    }

    private PduType type(String name) {
        return types.computeIfAbsent(
                name,
                it -> {
                    try {
                        return codecs.type(protocol, it);
                    } catch (UnknownTypeException unknown) {
                        throw new IllegalArgumentException(unknown);
                    }
                });
    }

    /// The type that a dissector of Wireshark's reads, such as `lte_rrc.dl_dcch`, `lte-rrc.ul.ccch.nb`, `nr-rrc.bcch.dl.sch`.
    static @Nullable String typeOfDissector(String dissector) {
        var parts = dissector.toUpperCase(Locale.ROOT).split("[._-]");
        if (parts.length < 3 || !parts[1].equals("RRC")) return null;
        int end = parts.length;
        var suffix = "";
        if (parts[end - 1].equals("NB") || parts[end - 1].equals("MBMS"))
            suffix = "-" + parts[--end];
        var channel = String.join("-", java.util.Arrays.copyOfRange(parts, 2, end));
        return switch (channel) {
            case "UL-CCCH",
                    "DL-CCCH",
                    "UL-DCCH",
                    "DL-DCCH",
                    "BCCH-BCH",
                    "BCCH-DL-SCH",
                    "PCCH",
                    "MCCH",
                    "SC-MCCH",
                    "UL-CCCH1",
                    "SBCCH-SL-BCH" ->
                    channel + "-Message" + suffix;
            case "HANDOVER-PREP-INFO", "HANDOVER-PREPARATION-INFO" ->
                    "HandoverPreparationInformation";
            case "UE-RADIO-ACCESS-CAP-INFO" -> "UERadioAccessCapabilityInformation";
            case "UE-EUTRA-CAP" -> "UE-EUTRA-Capability";
            default -> null;
        };
    }
}

package kenb.tools.decode;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.codec.text.PlainValues;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/// Messages of one protocol in octet strings of another, where the type of the string is said in words only:
/// NAS in S1AP, NGAP and RRC; RRC between nodes in all of them.
final class Containers {
    private record Target(String protocol, String type, boolean first) {}

    private static final String LTE = RrcReader.LTE;
    private static final String NR = RrcReader.NR;

    /// By protocol and field (TS 36.413 §9.2.1.7, §9.2.1.8, §9.2.1.27; TS 38.413 §9.3.1.20, §9.3.1.21; TS 36.423
    /// §9.1.1.1, §9.1.3; TS 38.423 §9.2.1.13). `first`: the string holds a SEQUENCE whose first component it is.
    private static final Map<String, Target> RRC =
            Map.ofEntries(
                    container(
                            "S1AP",
                            "Source-ToTarget-TransparentContainer",
                            LTE,
                            "HandoverPreparationInformation",
                            true),
                    container(
                            "S1AP",
                            "Target-ToSource-TransparentContainer",
                            LTE,
                            "HandoverCommand",
                            true),
                    container(
                            "S1AP",
                            "UERadioCapability",
                            LTE,
                            "UERadioAccessCapabilityInformation",
                            false),
                    container(
                            "NGAP",
                            "SourceToTarget-TransparentContainer",
                            NR,
                            "HandoverPreparationInformation",
                            true),
                    container(
                            "NGAP",
                            "TargetToSource-TransparentContainer",
                            NR,
                            "HandoverCommand",
                            true),
                    container(
                            "NGAP",
                            "UERadioCapability",
                            NR,
                            "UERadioAccessCapabilityInformation",
                            false),
                    container("X2AP", "rRC-Context", LTE, "HandoverPreparationInformation", false),
                    container(
                            "X2AP",
                            "TargeteNBtoSource-eNBTransparentContainer",
                            LTE,
                            "HandoverCommand",
                            false),
                    container("X2AP", "MeNBtoSeNBContainer", LTE, "SCG-ConfigInfo-r12", false),
                    container("X2AP", "SeNBtoMeNBContainer", LTE, "SCG-Config-r12", false),
                    container("X2AP", "MeNBtoSgNBContainer", NR, "CG-ConfigInfo", false),
                    container("X2AP", "SgNBtoMeNBContainer", NR, "CG-Config", false),
                    container("XnAP", "rrc-Context", NR, "HandoverPreparationInformation", false),
                    container(
                            "XnAP",
                            "Target2SourceNG-RANnodeTranspContainer",
                            NR,
                            "HandoverCommand",
                            false),
                    container("XnAP", "MN-to-SN-Container", NR, "CG-ConfigInfo", false),
                    container("XnAP", "SN-to-MN-Container", NR, "CG-Config", false));

    private final NasReader nas;
    private final Map<String, RrcReader> rrc;

    Containers(NasReader nas) {
        this.nas = nas;
        rrc = Map.of(LTE, new RrcReader(LTE, this), NR, new RrcReader(NR, this));
    }

    RrcReader rrc(String protocol) {
        var reader = rrc.get(protocol);
        if (reader == null) throw new IllegalArgumentException(protocol);
        return reader;
    }

    /// Takes note of who serves: keys depend on it.
    void trackingArea(Object tai) {
        if (!nas.wantsNetworks() || !(PlainValues.of(tai) instanceof Map<?, ?> fields)) return;
        fields.forEach((name, value) -> {
            if (name.toString().equalsIgnoreCase("pLMNidentity")) nas.network(value.toString());
        });
    }

    /// The message in a field; null where it holds none that can be read, which is no fault of the message around it.
    @Nullable Decoded open(String protocol, String field, Octets octets) {
        if (isNas(field)) return octets.length() == 0 ? null : nas.contained(octets.toByteArray());
        var target = RRC.get(protocol + ' ' + field);
        if (target == null) return null;
        byte[] content = octets.toByteArray();
        if (target.first) {
            content = firstString(content);
            if (content == null) return null;
        }
        try {
            return rrc(target.protocol).decode(target.type, content);
        } catch (DecodeException _) {
            return null; // of another radio: the container says so elsewhere, if at all
        }
    }

    /// Whether a field of this name may hold a message.
    static boolean isContainer(String field) {
        return isNas(field) || RRC.keySet().stream().anyMatch(it -> it.endsWith(' ' + field));
    }

    private static boolean isNas(String field) {
        return switch (field) {
            case "NAS-PDU", "nAS-PDU", "pDUSessionNAS-PDU", "dedicatedNAS-Message", "NASC" -> true;
            default ->
                    field.startsWith("dedicatedInfoNAS")
                            || field.equals("dedicatedNAS-MessageList");
        };
    }

    /// Of a SEQUENCE in aligned PER with up to seven optional components, whose first is an OCTET STRING.
    private static byte @Nullable [] firstString(byte[] sequence) {
        if (sequence.length < 3) return null;
        boolean isLong = sequence[1] < 0;
        int start = isLong ? 3 : 2;
        int length = isLong ? (sequence[1] & 0x3F) << 8 | sequence[2] & 0xFF : sequence[1];
        if ((sequence[1] & 0xC0) == 0xC0 || start + length > sequence.length) return null;
        return Arrays.copyOfRange(sequence, start, start + length);
    }

    private static Map.Entry<String, Target> container(
            String protocol, String field, String rrc, String type, boolean first) {
        return Map.entry(protocol + ' ' + field, new Target(rrc, type, first));
    }
}

package kenb.tools.decode;

import kenb.codec.per.BitString;
import kenb.codec.per.Named;
import kenb.codec.per.Octets;
import kenb.codec.per.Verbatim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of a message is worth a place on its line: some fields, and the messages in its containers.
final class Highlights implements Fields.Visitor {
    /// IEs and fields shown with their value.
    private static final Set<String> VALUES =
            Set.of(
                    "MME-UE-S1AP-ID",
                    "mME-UE-S1AP-ID",
                    "eNB-UE-S1AP-ID",
                    "Source-MME-UE-S1AP-ID",
                    "AMF-UE-NGAP-ID",
                    "aMF-UE-NGAP-ID",
                    "RAN-UE-NGAP-ID",
                    "rAN-UE-NGAP-ID",
                    "SourceAMF-UE-NGAP-ID",
                    "Old-eNB-UE-X2AP-ID",
                    "New-eNB-UE-X2AP-ID",
                    "MeNB-UE-X2AP-ID",
                    "SeNB-UE-X2AP-ID",
                    "SgNB-UE-X2AP-ID",
                    "sourceNG-RANnodeUEXnAPID",
                    "targetNG-RANnodeUEXnAPID",
                    "M-NG-RANnodeUEXnAPID",
                    "S-NG-RANnodeUEXnAPID",
                    "RRC-Establishment-Cause",
                    "RRCEstablishmentCause",
                    "HandoverType",
                    "eNBname",
                    "MMEname",
                    "AMFName",
                    "RANNodeName",
                    "Cause",
                    "establishmentCause",
                    "reestablishmentCause",
                    "resumeCause",
                    "releaseCause",
                    "measId",
                    "targetPhysCellId",
                    "cipheringAlgorithm",
                    "integrityProtAlgorithm",
                    "keyChangeIndicator",
                    "sk-Counter",
                    "scg-Counter-r12");

    /// Fields that hold a key: the line says that one is there, not what it is.
    private static final Map<String, String> KEYS =
            Map.of(
                    "SecurityKey", "K_eNB",
                    "SeNBSecurityKey", "S-K_eNB",
                    "SgNBSecurityKey", "S-K_gNB",
                    "key-eNodeB-star", "K_eNB*",
                    "key-NG-RAN-Star", "K_NG-RAN*",
                    "nextHopParameter", "NH",
                    "nextHopNH", "NH");

    private static final String TRACKING_AREA = "TAI";

    private final Containers containers;
    private final String protocol;
    final List<Detail> details = new ArrayList<>();
    final List<Decoded> inside = new ArrayList<>();

    Highlights(Containers containers, String protocol) {
        this.containers = containers;
        this.protocol = protocol;
    }

    /// Whether a field of this name may be shown, or hold a message.
    static boolean isTelling(String name) {
        return VALUES.contains(name)
                || KEYS.containsKey(name)
                || name.equals("nextHopChainingCount")
                || name.equalsIgnoreCase(TRACKING_AREA)
                || Containers.isContainer(name);
    }

    @Override
    public boolean field(String name, Object value) {
        if (name.equalsIgnoreCase(TRACKING_AREA)) {
            containers.trackingArea(value);
            return false;
        }
        if (value instanceof Octets octets) {
            var message = containers.open(protocol, name, octets);
            if (message != null) inside.add(message);
        }
        var key = KEYS.get(name);
        if (key != null) {
            boolean nr = key.equals("K_eNB") && protocol.equals("NGAP");
            details.add(new Detail(nr ? "K_gNB" : key, "present"));
            return false;
        }
        if (name.equals("nextHopChainingCount")) details.add(new Detail("NCC", value.toString()));
        if (!VALUES.contains(name)) return true;
        var text = text(value);
        if (text == null) return true;
        details.add(new Detail(name, text));
        return false;
    }

    /// A short value as text, of a CHOICE as `radioNetwork: unspecified`; null for what has parts.
    private static @Nullable String text(Object value) {
        return switch (value) {
            case Octets octets -> octets.toHex();
            case BitString bits -> bits.toString();
            case Named item -> item.asn1Name();
            case Verbatim sent -> text(sent.value());
            case Record record -> {
                String[] only = new String[2];
                int[] fields = new int[1];
                Fields.walk(
                        record,
                        (name, part) -> {
                            fields[0]++;
                            only[0] = name;
                            only[1] = part instanceof Record ? null : text(part);
                            return false;
                        });
                yield fields[0] != 1 || only[1] == null ? null : only[0] + ": " + only[1];
            }
            case List<?> _ -> null;
            default -> value.toString();
        };
    }
}

package kenb.tools.decode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which fields of a message are worth a place on its line.
final class Telling {
    /// IEs and fields shown with their value.
    private static final Set<String> VALUES =
            Set.of(
                    "MME-UE-S1AP-ID",
                    "eNB-UE-S1AP-ID",
                    "Source-MME-UE-S1AP-ID",
                    "Old-eNB-UE-X2AP-ID",
                    "New-eNB-UE-X2AP-ID",
                    "MeNB-UE-X2AP-ID",
                    "SeNB-UE-X2AP-ID",
                    "RRC-Establishment-Cause",
                    "HandoverType",
                    "eNBname",
                    "MMEname",
                    "Cause",
                    "establishmentCause",
                    "reestablishmentCause",
                    "releaseCause",
                    "measId",
                    "targetPhysCellId",
                    "cipheringAlgorithm",
                    "integrityProtAlgorithm",
                    "keyChangeIndicator",
                    "scg-Counter-r12");

    /// Fields that hold a key: the line says that one is there, not what it is.
    private static final Map<String, String> KEYS =
            Map.of(
                    "SecurityKey", "K_eNB",
                    "SeNBSecurityKey", "S-K_eNB",
                    "key-eNodeB-star", "K_eNB*",
                    "nextHopParameter", "NH");

    private Telling() {}

    static List<Detail> of(Tree message) {
        var details = new ArrayList<Detail>();
        collect(message, details);
        return details;
    }

    private static void collect(Tree tree, List<Detail> details) {
        var key = KEYS.get(tree.name());
        if (key != null) {
            details.add(new Detail(key, "present"));
            return;
        }
        if (tree.name().equals("nextHopChainingCount") && tree.value() != null) {
            details.add(new Detail("NCC", tree.value().toString()));
        }
        if (VALUES.contains(tree.name())) {
            var value = value(tree);
            if (value != null) {
                details.add(new Detail(tree.name(), value));
                return;
            }
        }
        for (var part : tree.parts()) collect(part, details);
    }

    /// The value of an IE as one text: `radioNetwork: unspecified`.
    private static @Nullable String value(Tree ie) {
        if (ie.value() != null) return ie.value().toString();
        var value =
                ie.parts().stream().filter(it -> it.name().equals("value")).findFirst().orElse(ie);
        if (value.value() != null) return value.value().toString();
        if (value.parts().size() != 1) return null;
        var only = value.parts().getFirst();
        return only.value() == null ? null : only.name() + ": " + only.value();
    }
}

package kenb.perf;

import kenb.codec.ngap.NgapPdu;
import kenb.codec.per.InformationObject;
import kenb.codec.per.LazyPdu;
import kenb.codec.s1ap.InitialUeMessageIes;
import kenb.codec.s1ap.S1apPdu;
import kenb.codec.x2ap.HandoverRequestIes;
import kenb.codec.x2ap.X2apPdu;

import org.jspecify.annotations.Nullable;

/// The field that a relay asks a message for: the UE's id at the base station.
record LazyField(LazyPdu pdu, InformationObject<?> field) {
    /// Null for a protocol whose messages are not containers of fields.
    static @Nullable LazyField of(String protocol) {
        return switch (protocol) {
            case "s1ap" -> new LazyField(S1apPdu.lazy(), InitialUeMessageIes.E_NB_UE_S1_AP_ID);
            case "x2ap" -> new LazyField(X2apPdu.lazy(), HandoverRequestIes.OLD_E_NB_UE_X2_AP_ID);
            case "ngap" ->
                    new LazyField(
                            NgapPdu.lazy(), kenb.codec.ngap.InitialUeMessageIes.RAN_UE_NGAP_ID);
            default -> null;
        };
    }
}

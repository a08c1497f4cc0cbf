package kenb.nodes.s1ap;

import kenb.codec.s1ap.Cause;
import kenb.codec.s1ap.CauseMisc;
import kenb.codec.s1ap.CauseNas;
import kenb.codec.s1ap.CauseRadioNetwork;

/// {@link S1Cause} ↔ Cause of TS 36.413 §9.2.1.3.
final class S1Causes {
    private S1Causes() {}

    static Cause write(S1Cause cause) {
        return switch (cause) {
            case UNSPECIFIED -> radio(CauseRadioNetwork.UNSPECIFIED);
            case TX2RELOCOVERALL_EXPIRY -> radio(CauseRadioNetwork.TX2RELOCOVERALL_EXPIRY);
            case SUCCESSFUL_HANDOVER -> radio(CauseRadioNetwork.SUCCESSFUL_HANDOVER);
            case RADIO_CONNECTION_WITH_UE_LOST ->
                    radio(CauseRadioNetwork.RADIO_CONNECTION_WITH_UE_LOST);
            case FAILURE_IN_RADIO_INTERFACE_PROCEDURE ->
                    radio(CauseRadioNetwork.FAILURE_IN_RADIO_INTERFACE_PROCEDURE);
            case ENCRYPTION_OR_INTEGRITY_ALGORITHMS_NOT_SUPPORTED ->
                    radio(
                            CauseRadioNetwork
                                    .ENCRYPTION_AND_OR_INTEGRITY_PROTECTION_ALGORITHMS_NOT_SUPPORTED);
            case UNKNOWN_UE_ID -> radio(CauseRadioNetwork.UNKNOWN_MME_UE_S1AP_ID);
            case DETACH -> new Cause.Nas(CauseNas.DETACH);
            case AUTHENTICATION_FAILURE -> new Cause.Nas(CauseNas.AUTHENTICATION_FAILURE);
            case UNKNOWN_PLMN -> new Cause.Misc(CauseMisc.UNKNOWN_PLMN);
        };
    }

    private static Cause radio(CauseRadioNetwork cause) {
        return new Cause.RadioNetwork(cause);
    }

    static S1Cause read(Cause cause) {
        for (S1Cause known : S1Cause.values()) {
            if (write(known).equals(cause)) {
                return known;
            }
        }
        return S1Cause.UNSPECIFIED;
    }
}

package kenb.nodes.x2ap;

import kenb.codec.x2ap.Cause;
import kenb.codec.x2ap.CauseMisc;
import kenb.codec.x2ap.CauseRadioNetwork;

/// {@link X2Cause} ↔ Cause of TS 36.423 §9.2.6.
final class X2Causes {
    private X2Causes() {}

    static Cause write(X2Cause cause) {
        return switch (cause) {
            case HANDOVER_DESIRABLE_FOR_RADIO_REASONS ->
                    radio(CauseRadioNetwork.HANDOVER_DESIRABLE_FOR_RADIO_REASONS);
            case CELL_NOT_AVAILABLE -> radio(CauseRadioNetwork.CELL_NOT_AVAILABLE);
            case TRELOCPREP_EXPIRY -> radio(CauseRadioNetwork.TRELOCPREP_EXPIRY);
            case TX2RELOCOVERALL_EXPIRY -> radio(CauseRadioNetwork.TX2RELOCOVERALL_EXPIRY);
            case TDCPREP_EXPIRY -> radio(CauseRadioNetwork.T_DCPREP_EXPIRY);
            case ENCRYPTION_OR_INTEGRITY_ALGORITHMS_NOT_SUPPORTED ->
                    radio(
                            CauseRadioNetwork
                                    .ENCRYPTION_AND_OR_INTEGRITY_PROTECTION_ALGORITHMS_NOT_SUPPORTED);
            case ENCRYPTION_ALGORITHMS_NOT_SUPPORTED ->
                    radio(CauseRadioNetwork.ENCRYPTION_ALGORITHMS_NOT_SUPPORTED);
            case NO_RADIO_RESOURCES ->
                    radio(CauseRadioNetwork.NO_RADIO_RESOURCES_AVAILABLE_IN_TARGET_CELL);
            case UNKNOWN_UE_ID -> radio(CauseRadioNetwork.UNKNOWN_PAIR_OF_UE_X2_AP_ID);
            case NORMAL_RELEASE -> radio(CauseRadioNetwork.USER_INACTIVITY);
            case UNSPECIFIED -> new Cause.Misc(CauseMisc.UNSPECIFIED);
        };
    }

    private static Cause radio(CauseRadioNetwork cause) {
        return new Cause.RadioNetwork(cause);
    }

    static X2Cause read(Cause cause) {
        for (X2Cause known : X2Cause.values()) {
            if (write(known).equals(cause)) {
                return known;
            }
        }
        return X2Cause.UNSPECIFIED;
    }
}

package kenb.nodes.mme;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.s1ap.S1Cause;
import kenb.nodes.s1ap.S1Message.S1SetupFailure;
import kenb.nodes.s1ap.S1Message.S1SetupRequest;
import kenb.nodes.s1ap.S1Message.S1SetupResponse;

/// S1 Setup, the MME's side (TS 36.413 §8.7.3).
final class S1Setup {
    private static final String NAME = "S1 Setup";

    private final MmeConfig config;

    S1Setup(MmeConfig config) {
        this.config = config;
    }

    /// @return whether the eNB is accepted
    boolean requested(int association, S1SetupRequest request, Outbox out) {
        if (!request.tai().plmn().equals(config.plmn())) {
            out.s1ap(association, Outbox.NON_UE, new S1SetupFailure(S1Cause.UNKNOWN_PLMN));
            out.report(Notice.failed(NAME, request.name() + " refused: " + S1Cause.UNKNOWN_PLMN));
            return false;
        }
        out.s1ap(association, Outbox.NON_UE, new S1SetupResponse(config.name(), config.gummei()));
        out.report(Notice.step(NAME, request.name() + " (" + request.enb() + ") accepted"));
        return true;
    }
}

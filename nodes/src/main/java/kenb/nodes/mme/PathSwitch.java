package kenb.nodes.mme;

import kenb.nodes.KeyOctets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.s1ap.S1Cause;
import kenb.nodes.s1ap.S1Message.PathSwitchRequest;
import kenb.nodes.s1ap.S1Message.PathSwitchRequestAcknowledge;
import kenb.nodes.s1ap.S1Message.PathSwitchRequestFailure;
import kenb.stack.keys.Key;
import kenb.stack.keys.NhChain;

/// Path Switch Request, the MME's side (TS 36.413 §8.4.4, TS 33.401 §7.2.8.4.2): compares the UE's security capabilities
/// with its own record (bidding down), moves the downlink, and gives the eNB a fresh {NH, NCC}.
final class PathSwitch {
    static final String NAME = "Path Switch";

    private final SessionControl sessions;

    PathSwitch(SessionControl sessions) {
        this.sessions = sessions;
    }

    void requested(MmeUe ue, int association, String enb, PathSwitchRequest request, Outbox out) {
        if (ue.phase != MmeUe.Phase.CONNECTED || ue.nhChain == null) {
            refuse(association, request, "UE " + ue.id + " has no connection to switch", out);
            return;
        }
        if (!request.capabilities().equals(ue.capabilities)) {
            out.report(
                    Notice.event(
                            NAME,
                            "UE security capabilities differ (bidding down?): eNB says %s, MME knows %s"
                                    .formatted(request.capabilities(), ue.capabilities)));
        }
        ue.association = association;
        ue.enb = enb;
        ue.enbUe = request.enbUe();
        sessions.move(ue, request.erabs(), MmeUe.BearerMove.PATH_SWITCH, out);
    }

    static void refuse(int association, PathSwitchRequest request, String why, Outbox out) {
        out.s1ap(
                association,
                request.sourceMmeUe(),
                new PathSwitchRequestFailure(
                        request.sourceMmeUe(), request.enbUe(), S1Cause.UNKNOWN_UE_ID));
        out.report(Notice.failed(NAME, why));
    }

    /// The UPE has answered for all bearers.
    void bearersMoved(MmeUe ue, Outbox out) {
        NhChain chain = ue.nhChain;
        if (chain == null) {
            return;
        }
        if (ue.moved.isEmpty()) {
            out.s1ap(
                    ue.association,
                    ue.id,
                    new PathSwitchRequestFailure(ue.id, ue.enbUe, S1Cause.UNSPECIFIED));
            out.report(Notice.failed(NAME, "the UPE moved no bearer of UE " + ue.id));
            return;
        }
        Key nh = chain.advance();
        out.s1ap(
                ue.association,
                ue.id,
                new PathSwitchRequestAcknowledge(
                        ue.id, ue.enbUe, chain.ncc(), new KeyOctets(nh.export(ue.enb))));
        out.report(
                Notice.done(
                        NAME,
                        "UE %d: fresh NH %s with NCC %d"
                                .formatted(ue.id, nh.fingerprint(), chain.ncc())));
    }
}

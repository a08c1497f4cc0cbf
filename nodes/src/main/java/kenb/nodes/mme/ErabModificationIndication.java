package kenb.nodes.mme;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.s1ap.S1Message.ErabModificationConfirm;

import java.util.List;

/// E-RAB Modification Indication, the MME's side (TS 36.413 §8.2.4): moves the downlink of some bearers, e.g. to an SeNB.
final class ErabModificationIndication {
    private static final String NAME = "E-RAB Modification";

    private final SessionControl sessions;

    ErabModificationIndication(SessionControl sessions) {
        this.sessions = sessions;
    }

    void indicated(MmeUe ue, S1Message.ErabModificationIndication indication, Outbox out) {
        sessions.move(ue, indication.erabs(), MmeUe.BearerMove.ERAB_MODIFICATION, out);
    }

    void bearersMoved(MmeUe ue, Outbox out) {
        out.s1ap(
                ue.association,
                ue.id,
                new ErabModificationConfirm(ue.id, ue.enbUe, List.copyOf(ue.moved)));
        out.report(Notice.done(NAME, "UE " + ue.id + ": bearers moved " + ue.moved));
    }
}

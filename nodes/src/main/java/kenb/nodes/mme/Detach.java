package kenb.nodes.mme;

import kenb.codec.per.Octets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.nas.NasMessage.DetachAccept;
import kenb.nodes.nas.NasMessage.DetachRequest;
import kenb.nodes.s1ap.S1Cause;
import kenb.nodes.s1ap.S1Message.DownlinkNasTransport;
import kenb.nodes.s1ap.S1Message.UeContextReleaseCommand;

/// Detach at the UE's wish (TS 24.301 §5.5.2.2) and the UE context release that follows it (TS 36.413 §8.3.3).
final class Detach {
    static final String NAME = "Detach";
    static final String RELEASE = "UE Context Release";

    private final SessionControl sessions;

    Detach(SessionControl sessions) {
        this.sessions = sessions;
    }

    void requested(MmeUe ue, DetachRequest request, Outbox out) {
        out.report(Notice.step(NAME, "UE " + ue.id + " asks for it"));
        if (!request.switchOff()) {
            Octets accept = ue.nas.protect(new DetachAccept());
            out.s1ap(ue.association, ue.id, new DownlinkNasTransport(ue.id, ue.enbUe, accept));
        }
        sessions.delete(ue, out);
        release(ue, S1Cause.DETACH, out);
    }

    void release(MmeUe ue, S1Cause cause, Outbox out) {
        ue.phase = MmeUe.Phase.RELEASING;
        out.s1ap(ue.association, ue.id, new UeContextReleaseCommand(ue.id, ue.enbUe, cause));
    }

    void released(MmeUe ue, Outbox out) {
        ue.forgetAccessKeys();
        ue.phase = MmeUe.Phase.IDLE;
        ue.association = -1;
        ue.enbUe = -1;
        out.report(Notice.done(RELEASE, "UE " + ue.id));
    }
}

package kenb.nodes.mme;

import kenb.nodes.Erab;
import kenb.nodes.Outbox;
import kenb.nodes.upe.SessionMessage.DeleteSessionRequest;
import kenb.nodes.upe.SessionMessage.ModifyBearerRequest;

import java.util.List;

/// The MME's side of session management with the UPE (TS 23.401 §5.4, §5.5.1.1.2).
final class SessionControl {
    private int sequence;

    int next() {
        return sequence = (sequence + 1) & 0xffffff;
    }

    /// Asks the UPE to send each bearer's downlink to its new end.
    void move(MmeUe ue, List<Erab> bearers, MmeUe.BearerMove why, Outbox out) {
        ue.move = why;
        ue.moving.clear();
        ue.moved.clear();
        for (Erab bearer : bearers) {
            ue.moving.add(bearer.id());
            out.session(new ModifyBearerRequest(next(), ue.id, bearer.id(), bearer.tunnel()));
        }
    }

    void delete(MmeUe ue, Outbox out) {
        if (!ue.uplink.isEmpty()) {
            ue.uplink.clear();
            out.session(new DeleteSessionRequest(next(), ue.id));
        }
    }
}

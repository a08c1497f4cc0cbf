package kenb.nodes.ue;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.DownlinkRrc.Scg;
import kenb.nodes.rrc.UplinkRrc.ReconfigurationComplete;

/// RRC connection reconfiguration, the UE's side (TS 36.331 §5.3.5): takes what the message holds in the order the
/// specification gives, then answers.
final class Reconfiguration {
    static final String NAME = "RRC Reconfiguration";

    private final Handover handover;
    private final ScgConfiguration scg;

    Reconfiguration(Handover handover, ScgConfiguration scg) {
        this.handover = handover;
        this.scg = scg;
    }

    void received(UeContext ue, DownlinkRrc.Reconfiguration message, Outbox out) {
        if (ue.keys == null) {
            out.report(Notice.event(NAME, "before security is active: ignored"));
            return;
        }
        if (message.mobility() != null && !handover.start(ue, message.mobility(), out)) {
            return;
        }
        Leg leg = ue.connection();
        for (Drb drb : message.drbs()) {
            ue.drbs.put(drb.epsBearer(), drb);
            ue.legOfBearer.put(drb.epsBearer(), leg);
        }
        if (message.srb2()) {
            leg.addSrb2();
        }
        if (message.measurements() != null) {
            ue.measurements = message.measurements();
        }
        switch (message.scg()) {
            case Scg.Setup setup -> {
                if (!scg.setUp(ue, setup, out)) {
                    return;
                }
            }
            case Scg.Release _ -> scg.release(ue, out);
            case null -> {}
        }
        ue.connection().send(1, new ReconfigurationComplete(message.transaction()), out);
        if (message.mobility() != null) {
            handover.confirm(ue, out);
        }
        if (message.scg() instanceof Scg.Setup) {
            scg.announce(ue, out);
        }
    }
}

package kenb.nodes.ue;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.nas.NasMessage.DetachRequest;
import kenb.nodes.rrc.UplinkRrc.UlInformationTransfer;

/// Detach at the UE's wish (TS 24.301 §5.5.2.2), and the end of the connection that follows it (TS 36.331 §5.3.8).
final class Detach {
    static final String NAME = "Detach";
    static final String T3421 = "T3421";

    private final UeConfig config;
    private final Legs legs;

    Detach(UeConfig config, Legs legs) {
        this.config = config;
        this.legs = legs;
    }

    void start(UeContext ue, Outbox out) {
        if (ue.phase == UeContext.Phase.IDLE) {
            return;
        }
        var request = new DetachRequest(ue.usim.ksi(), ue.usim.guti(), false);
        ue.connection()
                .send(ue.nasBearer(), new UlInformationTransfer(ue.nas.protect(request)), out);
        out.start(timer(ue), config.nasGuard());
        out.report(Notice.step(NAME, "request"));
    }

    void accepted(UeContext ue, Outbox out) {
        out.stop(timer(ue));
        out.report(Notice.done(NAME, "accepted"));
    }

    /// RRCConnectionRelease: the connection and its keys are gone.
    void connectionReleased(UeContext ue, Outbox out) {
        out.stop(Measurement.timer(ue));
        out.stop(Handover.timer(ue));
        if (ue.scgLeg != null) {
            legs.close(ue.scgLeg);
        }
        legs.close(ue.connection());
        ue.goIdle();
        out.report(Notice.done("RRC Connection Release", "UE idle, keys destroyed"));
    }

    void expired(Outbox out) {
        out.report(
                Notice.failed(
                        NAME,
                        "T3421 expired: no answer in " + config.nasGuard().toMillis() + " ms"));
    }

    static Timer timer(UeContext ue) {
        return new Timer(T3421, ue.number);
    }
}

package kenb.nodes.enb;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.s1ap.S1Cause;
import kenb.nodes.s1ap.S1Message.PathSwitchRequest;
import kenb.nodes.s1ap.S1Message.PathSwitchRequestAcknowledge;
import kenb.nodes.s1ap.S1Message.PathSwitchRequestFailure;
import kenb.nodes.s1ap.S1Message.UeContextReleaseRequest;
import kenb.nodes.x2ap.X2Message.UeContextRelease;
import kenb.stack.keys.EnbKeyChain;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;

/// Path Switch Request at the target of a handover (TS 36.413 §8.4.4), and the release at the source that follows
/// (TS 36.423 §8.2.3). The answer's {NH, NCC} is kept for the next handover (TS 33.401 §7.2.8.4.2).
final class PathSwitch {
    static final String NAME = "Path Switch";

    private final Site site;

    PathSwitch(Site site) {
        this.site = site;
    }

    void start(EnbUe ue, Outbox out) {
        out.s1ap(
                ue.mme,
                ue.id,
                new PathSwitchRequest(
                        ue.id,
                        ue.mmeUe,
                        site.downlinkEnds(ue),
                        site.config.cellId(),
                        site.config.tai(),
                        ue.capabilities));
        out.start(timer(ue), site.config.timeouts().s1());
    }

    void acknowledged(EnbUe ue, PathSwitchRequestAcknowledge ack, Outbox out) {
        EnbKeyChain keys = ue.keys;
        HandoverContext handover = ue.handover;
        if (ue.phase != EnbUe.Phase.SWITCHING_PATH || keys == null || handover == null) {
            ack.nh().wipe();
            return;
        }
        out.stop(timer(ue));
        Key nh = site.ring.receive(KeyPurpose.NH, ack.nh().octets(), "mme");
        ack.nh().wipe();
        keys.offer(nh, ack.ncc());
        ue.mmeUe = ack.mmeUe();
        ue.phase = EnbUe.Phase.CONNECTED;
        handover.pathSwitched = true;
        out.report(
                Notice.done(
                        NAME,
                        "fresh NH %s with NCC %d kept".formatted(nh.fingerprint(), ack.ncc())));
        releaseSource(ue, out);
    }

    /// Once the path is switched and the numbers are here, nothing more is wanted of the source. The one may come before the
    /// other: they take different ways.
    void releaseSource(EnbUe ue, Outbox out) {
        HandoverContext handover = ue.handover;
        if (handover == null || !handover.pathSwitched || !handover.numbersKnown) {
            return;
        }
        out.x2ap(handover.association, ue.id, new UeContextRelease(handover.oldUe, handover.newUe));
        site.ues.releaseX2Id(handover.newUe);
        site.ues.unbindPeer(handover.association, handover.oldUe);
        ue.handover = null;
    }

    void failed(EnbUe ue, PathSwitchRequestFailure failure, Outbox out) {
        out.stop(timer(ue));
        out.report(Notice.failed(NAME, "the MME says: " + failure.cause()));
        release(ue, out);
    }

    void expired(EnbUe ue, Outbox out) {
        out.report(
                Notice.failed(
                        NAME, "no answer in " + site.config.timeouts().s1().toMillis() + " ms"));
        release(ue, out);
    }

    private void release(EnbUe ue, Outbox out) {
        ue.phase = EnbUe.Phase.RELEASING;
        out.s1ap(ue.mme, ue.id, new UeContextReleaseRequest(ue.mmeUe, ue.id, S1Cause.UNSPECIFIED));
    }

    static Timer timer(EnbUe ue) {
        return new Timer(NAME, ue.id);
    }
}

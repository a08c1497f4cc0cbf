package kenb.nodes.enb;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.rrc.DownlinkRrc.ConnectionRelease;
import kenb.nodes.s1ap.S1Message.UeContextReleaseCommand;
import kenb.nodes.s1ap.S1Message.UeContextReleaseComplete;
import kenb.nodes.x2ap.X2Cause;

/// UE context release, the eNB's side (TS 36.413 §8.3.3): the SeNB goes first, then the UE's connection, then all keys.
final class ContextRelease {
    static final String NAME = "UE Context Release";

    private final Site site;
    private final SenbAddition senbAddition;

    ContextRelease(Site site, SenbAddition senbAddition) {
        this.site = site;
        this.senbAddition = senbAddition;
    }

    void commanded(EnbUe ue, UeContextReleaseCommand command, Outbox out) {
        senbAddition.release(ue, X2Cause.NORMAL_RELEASE, out);
        ue.leg.send(1, new ConnectionRelease(ue.nextTransaction()), out);
        out.s1ap(ue.mme, ue.id, new UeContextReleaseComplete(ue.mmeUe, ue.id));
        site.forget(ue, out);
        out.report(Notice.done(NAME, "%s, keys destroyed".formatted(command.cause())));
    }
}

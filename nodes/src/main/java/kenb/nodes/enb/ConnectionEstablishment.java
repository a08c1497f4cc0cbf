package kenb.nodes.enb;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc.ConnectionSetup;
import kenb.nodes.rrc.UplinkRrc.ConnectionRequest;
import kenb.nodes.rrc.UplinkRrc.ConnectionSetupComplete;
import kenb.nodes.s1ap.S1Message.InitialUeMessage;

import java.net.InetSocketAddress;

/// RRC connection establishment, the eNB's side (TS 36.331 §5.3.3), up to the INITIAL UE MESSAGE (TS 36.413 §8.6.2.1).
final class ConnectionEstablishment {
    static final String NAME = "RRC Connection Establishment";

    private final Site site;

    ConnectionEstablishment(Site site) {
        this.site = site;
    }

    /// A UE asks on the common control channel, under the number that it picked at random access. A number in use is
    /// contention: only one can have it, the other tries again when its T300 expires.
    void requested(InetSocketAddress from, int crnti, ConnectionRequest request, Outbox out) {
        if (!site.ues.isFreeAtRandomAccess(crnti)) {
            out.report(
                    Notice.event(
                            NAME,
                            "random access with C-RNTI %04x, in use or not ours".formatted(crnti)));
            return;
        }
        var ue = new EnbUe(site.ues.nextId(), Leg.ofNetwork(site.radio, crnti, from));
        site.ues.add(ue);
        ue.leg.setUp();
        ue.leg.sendCcch(new ConnectionSetup(ue.nextTransaction()), out);
        out.start(timer(ue), site.config.timeouts().radio());
        out.report(Notice.step(NAME, "UE has C-RNTI %04x".formatted(crnti)));
    }

    void completed(EnbUe ue, ConnectionSetupComplete complete, Outbox out) {
        if (ue.phase != EnbUe.Phase.CONNECTING || complete.transaction() != ue.transaction) {
            return;
        }
        out.stop(timer(ue));
        ue.mme = site.mme;
        out.s1ap(
                ue.mme,
                ue.id,
                new InitialUeMessage(
                        ue.id, complete.nas(), site.config.tai(), site.config.cellId(), null));
        out.report(Notice.done(NAME, "C-RNTI %04x".formatted(ue.leg.crnti())));
    }

    void expired(EnbUe ue, Outbox out) {
        site.ues.remove(ue);
        out.report(Notice.failed(NAME, "the UE did not complete"));
    }

    static Timer timer(EnbUe ue) {
        return new Timer(NAME, ue.id);
    }
}

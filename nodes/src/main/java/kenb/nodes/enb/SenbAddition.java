package kenb.nodes.enb;

import kenb.nodes.Erab;
import kenb.nodes.KeyOctets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.rrc.DownlinkRrc;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.DownlinkRrc.Scg;
import kenb.nodes.rrc.DownlinkRrc.ScgCell;
import kenb.nodes.rrc.InterNodeRrc;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.s1ap.S1Message.ErabModificationConfirm;
import kenb.nodes.s1ap.S1Message.ErabModificationIndication;
import kenb.nodes.x2ap.X2Cause;
import kenb.nodes.x2ap.X2Message.ScgBearer;
import kenb.nodes.x2ap.X2Message.SenbAdditionRequest;
import kenb.nodes.x2ap.X2Message.SenbAdditionRequestAcknowledge;
import kenb.nodes.x2ap.X2Message.SenbAdditionRequestReject;
import kenb.nodes.x2ap.X2Message.SenbReconfigurationComplete;
import kenb.nodes.x2ap.X2Message.SenbReleaseRequest;
import kenb.nodes.x2ap.X2Message.SnStatus;
import kenb.nodes.x2ap.X2Message.SnStatusTransfer;
import kenb.nodes.x2ap.X2Message.UeContextRelease;
import kenb.stack.keys.EnbKeyChain;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;

import java.util.ArrayList;
import java.util.List;

/// SeNB addition at the MeNB, with SCG bearers (TS 36.300 §10.1.2.8.1, TS 36.423 §8.6.1, §8.6.2, TS 33.401 annex E): S-K_eNB
/// goes to the SeNB in the request, the SCG counter to the UE under the MeNB's RRC keys, then numbers, data and path follow.
final class SenbAddition {
    static final String NAME = "SeNB Addition";
    static final String DC_PREP = "TDCprep";
    static final String PATH = "E-RAB Modification";
    private static final int LAST_SCG_COUNTER = 0xffff;

    private final Site site;

    SenbAddition(Site site) {
        this.site = site;
    }

    void start(EnbUe ue, Site.Neighbour target, Outbox out) {
        EnbKeyChain keys = ue.keys;
        if (ue.phase != EnbUe.Phase.CONNECTED || ue.senb != null || keys == null) {
            return;
        }
        if (ue.nextScgCounter > LAST_SCG_COUNTER) {
            out.report(Notice.failed(NAME, "the SCG counter is used up; K_eNB must change first"));
            return;
        }
        Integer menbUe = site.ues.allotX2Id(ue);
        if (menbUe == null) {
            out.report(Notice.failed(NAME, "all UE X2AP ids are in use"));
            return;
        }
        // The first S-K_eNB under a K_eNB is derived with 0, each later one with one more (TS
        // 33.401 E.2.4).
        int scgCounter = ue.nextScgCounter++;
        Key sKenb = EpsKeys.sKenb(keys.kenb(), scgCounter);
        var senb = new SenbContext(target.association(), menbUe, scgCounter);
        ue.senb = senb;
        List<Erab> erabs = new ArrayList<>();
        List<Drb> drbs = new ArrayList<>();
        for (Bearer bearer : ue.bearers.values()) {
            erabs.add(new Erab(bearer.erab(), bearer.qci(), bearer.uplink()));
            drbs.add(bearer.configuration());
        }
        out.x2ap(
                target.association(),
                ue.id,
                new SenbAdditionRequest(
                        menbUe,
                        ue.capabilities,
                        new KeyOctets(sKenb.export(target.toString())),
                        ue.ambr,
                        site.config.id().plmn(),
                        erabs,
                        RrcCodec.encode(new InterNodeRrc.ScgConfigInfo(drbs))));
        out.start(timer(ue), site.config.timeouts().dcPrep());
        out.report(
                Notice.step(
                        NAME,
                        "to %s: S-K_eNB %s sent, SCG counter %d"
                                .formatted(target, sKenb.fingerprint(), scgCounter)));
        sKenb.destroy();
    }

    void acknowledged(EnbUe ue, SenbAdditionRequestAcknowledge ack, Outbox out) {
        SenbContext senb = ue.senb;
        if (senb == null || senb.phase != SenbContext.Phase.PREPARING) {
            return;
        }
        out.stop(timer(ue));
        senb.senbUe = ack.senbUe();
        ScgCell cell = RrcCodec.scgConfig(ack.container()).cell();
        for (ScgBearer admitted : ack.admitted()) {
            Bearer bearer = ue.bearers.get(admitted.erab());
            if (bearer != null) {
                senb.bearers.put(admitted.erab(), admitted);
            }
        }
        senb.phase = SenbContext.Phase.CONFIGURING;
        ue.leg.send(
                1,
                new DownlinkRrc.Reconfiguration(
                        ue.nextTransaction(),
                        null,
                        null,
                        List.of(),
                        false,
                        List.of(),
                        new Scg.Setup(senb.scgCounter, cell)),
                out);
        // From the reconfiguration on the UE listens for these bearers at the SeNB.
        senb.bearers.keySet().forEach(erab -> ue.bearer(erab).hold());
        out.start(timer(ue), site.config.timeouts().radio());
        out.report(
                Notice.step(
                        NAME,
                        "acknowledged with %s; SCG counter %d to the UE"
                                .formatted(cell.ciphering(), senb.scgCounter)));
    }

    void rejected(EnbUe ue, SenbAdditionRequestReject reject, Outbox out) {
        out.stop(timer(ue));
        giveUp(ue, "the SeNB refused: " + reject.cause(), out);
    }

    /// The UE has taken the configuration.
    void configured(EnbUe ue, Outbox out) {
        SenbContext senb = ue.senb;
        if (senb == null || senb.phase != SenbContext.Phase.CONFIGURING) {
            return;
        }
        out.stop(timer(ue));
        senb.phase = SenbContext.Phase.ACTIVE;
        out.x2ap(
                senb.association,
                ue.id,
                new SenbReconfigurationComplete(senb.menbUe, senb.senbUe, null));
        List<SnStatus> status = new ArrayList<>();
        List<Erab> moved = new ArrayList<>();
        for (ScgBearer scg : senb.bearers.values()) {
            Bearer bearer = ue.bearer(scg.erab());
            status.add(bearer.status());
            moved.add(new Erab(scg.erab(), bearer.qci(), scg.downlink()));
        }
        out.x2ap(senb.association, ue.id, new SnStatusTransfer(senb.menbUe, senb.senbUe, status));
        for (ScgBearer scg : senb.bearers.values()) {
            if (scg.forwarding() != null) {
                site.userPlane.forward(ue.bearer(scg.erab()), scg.forwarding(), out);
            }
        }
        out.report(Notice.done(NAME, "bearers %s at the SeNB".formatted(senb.bearers.keySet())));
        out.s1ap(ue.mme, ue.id, new ErabModificationIndication(ue.mmeUe, ue.id, moved));
        out.start(new Timer(PATH, ue.id), site.config.timeouts().s1());
    }

    void pathConfirmed(EnbUe ue, ErabModificationConfirm confirm, Outbox out) {
        out.stop(new Timer(PATH, ue.id));
        out.report(
                Notice.done(
                        PATH, "downlink of bearers %s to the SeNB".formatted(confirm.modified())));
    }

    void pathExpired(Outbox out) {
        out.report(
                Notice.failed(
                        PATH, "no answer in " + site.config.timeouts().s1().toMillis() + " ms"));
    }

    /// TDCprep, or a UE that does not answer: the SeNB is told, the master cell group lives on (TS 36.423 §8.6.1.4).
    void expired(EnbUe ue, Outbox out) {
        SenbContext senb = ue.senb;
        if (senb == null) {
            return;
        }
        boolean preparing = senb.phase == SenbContext.Phase.PREPARING;
        out.x2ap(
                senb.association,
                ue.id,
                new SenbReleaseRequest(
                        senb.menbUe,
                        senb.senbUe < 0 ? null : senb.senbUe,
                        preparing ? X2Cause.TDCPREP_EXPIRY : X2Cause.UNSPECIFIED));
        giveUp(
                ue,
                preparing
                        ? "%s expired: no answer from %s in %d ms"
                                .formatted(
                                        DC_PREP,
                                        site.peer(senb.association),
                                        site.config.timeouts().dcPrep().toMillis())
                        : "the UE did not answer the reconfiguration in %d ms"
                                .formatted(site.config.timeouts().radio().toMillis()),
                out);
    }

    private void giveUp(EnbUe ue, String why, Outbox out) {
        SenbContext senb = ue.senb;
        if (senb != null) {
            senb.bearers.keySet().forEach(erab -> ue.bearer(erab).openToUe(out));
            site.ues.releaseX2Id(senb.menbUe);
            ue.senb = null;
        }
        out.report(Notice.failed(NAME, why));
    }

    /// With the UE's connection its SeNB goes too (TS 36.300 §10.1.2.8.3).
    void release(EnbUe ue, X2Cause cause, Outbox out) {
        SenbContext senb = ue.senb;
        if (senb == null) {
            return;
        }
        out.x2ap(senb.association, ue.id, new SenbReleaseRequest(senb.menbUe, senb.senbUe, cause));
        out.x2ap(senb.association, ue.id, new UeContextRelease(senb.senbUe, senb.menbUe));
        site.ues.releaseX2Id(senb.menbUe);
        ue.senb = null;
        out.report(Notice.done(ScgAdmission.RELEASE, "asked of " + site.peer(senb.association)));
    }

    static Timer timer(EnbUe ue) {
        return new Timer(DC_PREP, ue.id);
    }
}

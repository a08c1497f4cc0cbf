package kenb.nodes.enb;

import kenb.nodes.Erab;
import kenb.nodes.KeyOctets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.Tunnel;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.InterNodeRrc;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.s1ap.S1Cause;
import kenb.nodes.s1ap.S1Message.UeContextReleaseRequest;
import kenb.nodes.x2ap.X2Cause;
import kenb.nodes.x2ap.X2Message.Forwarding;
import kenb.nodes.x2ap.X2Message.HandoverCancel;
import kenb.nodes.x2ap.X2Message.HandoverPreparationFailure;
import kenb.nodes.x2ap.X2Message.HandoverRequest;
import kenb.nodes.x2ap.X2Message.HandoverRequestAcknowledge;
import kenb.nodes.x2ap.X2Message.SnStatus;
import kenb.nodes.x2ap.X2Message.SnStatusTransfer;
import kenb.nodes.x2ap.X2Message.UeContextRelease;
import kenb.stack.keys.EnbKeyChain;
import kenb.stack.keys.KenbStar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// X2 handover at the source (TS 36.300 §10.1.2.1, TS 36.423 §8.2.1 to §8.2.3, TS 33.401 §7.2.8.4.2): K_eNB* for the
/// target, the command to the UE under the old keys, sequence numbers and data to the target, and at the end the keys'
/// deletion.
final class HandoverPreparation {
    static final String NAME = "X2 Handover";
    static final String RELOC_PREP = "TRELOCprep";
    static final String RELOC_OVERALL = "TX2RELOCoverall";
    static final String LAST_UPLINK = "last uplink";

    private static final Duration LAST_UPLINK_TIME = Duration.ofMillis(20);

    private final Site site;

    HandoverPreparation(Site site) {
        this.site = site;
    }

    void start(EnbUe ue, Site.Neighbour target, Outbox out) {
        EnbKeyChain keys = ue.keys;
        Integer oldUe = site.ues.allotX2Id(ue);
        if (ue.phase != EnbUe.Phase.CONNECTED
                || keys == null
                || ue.algorithms == null
                || site.gummei == null
                || oldUe == null) {
            return;
        }
        EnbConfig config = site.config;
        KenbStar star = keys.prepare(target.cell().pci(), target.cell().earfcnDl());
        ue.handover = new HandoverContext(target.association(), oldUe, target.cell().id());
        ue.phase = EnbUe.Phase.PREPARING_HANDOVER;
        List<Erab> erabs = new ArrayList<>();
        List<Drb> drbs = new ArrayList<>();
        for (Bearer bearer : ue.bearers.values()) {
            erabs.add(new Erab(bearer.erab(), bearer.qci(), bearer.uplink()));
            drbs.add(bearer.configuration());
        }
        var cell =
                new InterNodeRrc.SourceCell(
                        config.cell().pci(),
                        config.cell().earfcn(),
                        config.id().plmn(),
                        config.cellId().cell(),
                        config.tai().code());
        var context =
                new InterNodeRrc.HandoverPreparation(
                        cell,
                        ue.leg.crnti(),
                        ue.algorithms,
                        config.measurements(),
                        drbs,
                        ue.leg.shortMac(target.cell().id().cell(), config.cell().pci()));
        out.x2ap(
                target.association(),
                ue.id,
                new HandoverRequest(
                        oldUe,
                        target.cell().id(),
                        site.gummei,
                        ue.mmeUe,
                        ue.capabilities,
                        new KeyOctets(star.key().export(target.toString())),
                        star.ncc(),
                        ue.ambr,
                        erabs,
                        RrcCodec.encode(context),
                        config.cellId()));
        out.start(timer(RELOC_PREP, ue), config.timeouts().relocPrep());
        out.report(
                Notice.step(
                        NAME,
                        "to %s: K_eNB* %s (%s, NCC %d) sent"
                                .formatted(
                                        target,
                                        star.key().fingerprint(),
                                        star.vertical() ? "vertical" : "horizontal",
                                        star.ncc())));
        star.key().destroy();
    }

    void acknowledged(EnbUe ue, HandoverRequestAcknowledge ack, Outbox out) {
        HandoverContext handover = ue.handover;
        if (ue.phase != EnbUe.Phase.PREPARING_HANDOVER || handover == null) {
            return;
        }
        out.stop(timer(RELOC_PREP, ue));
        handover.newUe = ack.newEnbUe();
        ue.phase = EnbUe.Phase.HANDING_OVER;
        var command = RrcCodec.handoverCommand(ack.container());
        ue.leg.sendEncoded(1, command.message(), out);
        out.report(Notice.step(NAME, "command sent to the UE under the old keys"));
        List<SnStatus> status = new ArrayList<>();
        for (Forwarding admitted : ack.admitted()) {
            Bearer bearer = ue.bearers.get(admitted.erab());
            if (bearer != null) {
                status.add(bearer.status());
                Tunnel to = admitted.downlink();
                if (to != null) {
                    site.userPlane.forward(bearer, to, out);
                }
            }
        }
        out.x2ap(
                handover.association,
                ue.id,
                new SnStatusTransfer(handover.oldUe, handover.newUe, status));
        out.report(Notice.step(NAME, "sequence numbers sent, downlink forwarded"));
        out.start(timer(RELOC_OVERALL, ue), site.config.timeouts().relocOverall());
    }

    void failed(EnbUe ue, HandoverPreparationFailure failure, Outbox out) {
        out.stop(timer(RELOC_PREP, ue));
        stay(ue, "the target refused: " + failure.cause(), out);
    }

    /// TRELOCprep: the target does not answer, so the UE stays (TS 36.423 §8.2.1.3).
    void preparationExpired(EnbUe ue, Outbox out) {
        HandoverContext handover = ue.handover;
        if (handover == null) {
            return;
        }
        out.x2ap(
                handover.association,
                ue.id,
                new HandoverCancel(handover.oldUe, null, X2Cause.TRELOCPREP_EXPIRY));
        stay(
                ue,
                "%s expired: no answer from %s in %d ms"
                        .formatted(
                                RELOC_PREP,
                                site.peer(handover.association),
                                site.config.timeouts().relocPrep().toMillis()),
                out);
    }

    private void stay(EnbUe ue, String why, Outbox out) {
        HandoverContext handover = ue.handover;
        if (handover != null) {
            site.ues.releaseX2Id(handover.oldUe);
            ue.handover = null;
        }
        ue.phase = EnbUe.Phase.CONNECTED;
        out.report(Notice.failed(NAME, why));
    }

    /// The target has the UE.
    void released(EnbUe ue, UeContextRelease release, Outbox out) {
        HandoverContext handover = ue.handover;
        if (handover == null || handover.newUe != release.newEnbUe()) {
            return;
        }
        out.stop(timer(RELOC_OVERALL, ue));
        ue.phase = EnbUe.Phase.RELEASING;
        out.start(timer(LAST_UPLINK, ue), LAST_UPLINK_TIME);
    }

    /// What the UE sent before its command may still lie unread: it is waited for, then all that was kept goes, keys first.
    void lastUplinkExpired(EnbUe ue, Outbox out) {
        HandoverContext handover = ue.handover;
        if (handover == null) {
            return;
        }
        site.ues.releaseX2Id(handover.oldUe);
        long forwarded = ue.bearers.values().stream().mapToLong(Bearer::forwarded).sum();
        site.forget(ue, out);
        out.report(
                Notice.done(
                        NAME,
                        "UE gone to %s, %d packets forwarded, keys destroyed"
                                .formatted(site.peer(handover.association), forwarded)));
    }

    /// TX2RELOCoverall: nobody says that the UE arrived, so the MME is asked to release it (TS 36.423 §8.2.3.3).
    void overallExpired(EnbUe ue, Outbox out) {
        out.report(
                Notice.failed(
                        NAME,
                        "%s expired: the UE did not arrive at the target in %d ms"
                                .formatted(
                                        RELOC_OVERALL,
                                        site.config.timeouts().relocOverall().toMillis())));
        ue.phase = EnbUe.Phase.RELEASING;
        out.s1ap(
                ue.mme,
                ue.id,
                new UeContextReleaseRequest(ue.mmeUe, ue.id, S1Cause.TX2RELOCOVERALL_EXPIRY));
    }

    static Timer timer(String name, EnbUe ue) {
        return new Timer(name, ue.id);
    }
}

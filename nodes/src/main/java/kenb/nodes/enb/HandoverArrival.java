package kenb.nodes.enb;

import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;
import kenb.nodes.Erab;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc;
import kenb.nodes.rrc.DownlinkRrc.Mobility;
import kenb.nodes.rrc.InterNodeRrc;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.x2ap.X2Cause;
import kenb.nodes.x2ap.X2Message.Forwarding;
import kenb.nodes.x2ap.X2Message.HandoverPreparationFailure;
import kenb.nodes.x2ap.X2Message.HandoverRequest;
import kenb.nodes.x2ap.X2Message.HandoverRequestAcknowledge;
import kenb.nodes.x2ap.X2Message.SnStatus;
import kenb.nodes.x2ap.X2Message.SnStatusTransfer;
import kenb.stack.keys.EnbKeyChain;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;

import java.util.ArrayList;
import java.util.List;

/// X2 handover at the target, until the UE is here (TS 36.300 §10.1.2.1, TS 36.423 §8.2.1): takes K_eNB* and the RRC
/// context, chooses algorithms, makes the command, and waits for a confirmation under the new keys.
final class HandoverArrival {
    private static final String NAME = HandoverPreparation.NAME;
    static final String TIMER = "handover arrival";
    static final String END_MARKER = "end marker";

    private final Site site;
    private final PathSwitch pathSwitch;

    HandoverArrival(Site site, PathSwitch pathSwitch) {
        this.site = site;
        this.pathSwitch = pathSwitch;
    }

    void requested(int association, HandoverRequest request, Outbox out) {
        EnbConfig config = site.config;
        Algorithms algorithms = InitialContextSetup.choose(config, request.capabilities());
        if (!request.target().equals(config.cellId())) {
            refuse(association, request, X2Cause.CELL_NOT_AVAILABLE, out);
            return;
        }
        if (algorithms == null) {
            refuse(
                    association,
                    request,
                    X2Cause.ENCRYPTION_OR_INTEGRITY_ALGORITHMS_NOT_SUPPORTED,
                    out);
            return;
        }
        Integer crnti = site.ues.allotCrnti();
        if (crnti == null) {
            refuse(association, request, X2Cause.NO_RADIO_RESOURCES, out);
            return;
        }
        var context = RrcCodec.handoverPreparation(request.rrcContext());
        var ue = new EnbUe(site.ues.nextId(), Leg.ofNetworkAwaiting(site.radio, crnti));
        Integer newUe = site.ues.allotX2Id(ue);
        if (newUe == null) {
            site.ues.releaseCrnti(crnti);
            refuse(association, request, X2Cause.NO_RADIO_RESOURCES, out);
            return;
        }
        site.ues.add(ue);
        Key kenbStar =
                site.ring.receive(
                        KeyPurpose.KENB_STAR, request.kenbStar().octets(), site.peer(association));
        request.kenbStar().wipe();
        ue.keys = new EnbKeyChain(kenbStar, request.ncc());
        ue.algorithms = algorithms;
        ue.capabilities = request.capabilities();
        ue.ambr = request.ambr();
        ue.mme = site.mme;
        ue.mmeUe = request.mmeUe();
        ue.phase = EnbUe.Phase.AWAITED;
        ue.handover = new HandoverContext(association, request.oldEnbUe(), null);
        ue.handover.newUe = newUe;
        site.ues.bindPeer(association, request.oldEnbUe(), ue);
        ue.leg.setUp();
        ue.leg.secure(kenbStar, algorithms);
        ue.leg.startAll();
        List<Forwarding> admitted = new ArrayList<>();
        for (Erab erab : request.erabs()) {
            Bearer bearer = site.userPlane.awaitedBearer(erab, drbOf(context, erab), ue.leg);
            ue.bearers.put(erab.id(), bearer);
            admitted.add(new Forwarding(erab.id(), null, bearer.forwardingEnd()));
        }
        var container = new InterNodeRrc.HandoverCommand(command(ue, request, context));
        out.x2ap(
                association,
                ue.id,
                new HandoverRequestAcknowledge(
                        request.oldEnbUe(), newUe, admitted, RrcCodec.encode(container)));
        out.start(timer(TIMER, ue), config.timeouts().relocOverall());
        out.report(
                Notice.step(
                        NAME,
                        "admitted from %s with K_eNB* %s, %s, C-RNTI %04x"
                                .formatted(
                                        site.peer(association),
                                        kenbStar.fingerprint(),
                                        algorithms,
                                        crnti)));
    }

    private static int drbOf(InterNodeRrc.HandoverPreparation context, Erab erab) {
        return context.drbs().stream()
                .filter(d -> d.epsBearer() == erab.id())
                .map(DownlinkRrc.Drb::id)
                .findFirst()
                .orElse(Bearer.drbOf(erab));
    }

    private Octets command(
            EnbUe ue, HandoverRequest request, InterNodeRrc.HandoverPreparation context) {
        Algorithms chosen = ue.algorithms;
        var mobility =
                new Mobility(
                        site.config.cell().pci(),
                        site.config.cell().earfcn(),
                        ue.leg.crnti(),
                        chosen == null || chosen.equals(context.algorithms()) ? null : chosen,
                        false,
                        request.ncc());
        return RrcCodec.encode(
                new DownlinkRrc.Reconfiguration(
                        ue.nextTransaction(),
                        site.config.measurements(),
                        mobility,
                        List.of(),
                        false,
                        ue.bearers.values().stream().map(Bearer::configuration).toList(),
                        null));
    }

    private void refuse(int association, HandoverRequest request, X2Cause cause, Outbox out) {
        request.kenbStar().wipe();
        out.x2ap(
                association,
                request.mmeUe(),
                new HandoverPreparationFailure(request.oldEnbUe(), cause));
        out.report(Notice.failed(NAME, "refused " + site.peer(association) + ": " + cause));
    }

    void statusTransferred(EnbUe ue, SnStatusTransfer transfer, Outbox out) {
        for (SnStatus status : transfer.bearers()) {
            Bearer bearer = ue.bearers.get(status.erab());
            if (bearer != null) {
                bearer.continueFrom(status, out);
            }
        }
        if (ue.handover != null) {
            ue.handover.numbersKnown = true;
            pathSwitch.releaseSource(ue, out);
        }
    }

    /// The UE's RRCConnectionReconfigurationComplete came, under the new keys.
    void arrived(EnbUe ue, Outbox out) {
        out.stop(timer(TIMER, ue));
        ue.phase = EnbUe.Phase.SWITCHING_PATH;
        out.report(Notice.step(NAME, "UE confirmed under the new keys"));
        ue.bearers.values().forEach(b -> b.openToUe(out));
        out.start(timer(END_MARKER, ue), site.config.timeouts().relocOverall());
        pathSwitch.start(ue, out);
    }

    /// Data forwarding does not go on for ever (TS 36.300 §10.1.2.3.1).
    void endMarkerExpired(EnbUe ue, Outbox out) {
        ue.bearers.values().forEach(b -> b.endOfForwarding(out));
    }

    void expired(EnbUe ue, Outbox out) {
        long failures = ue.leg.integrityFailures();
        out.report(
                Notice.failed(
                        NAME,
                        "the UE did not arrive in %d ms%s"
                                .formatted(
                                        site.config.timeouts().relocOverall().toMillis(),
                                        failures == 0
                                                ? ""
                                                : ", but "
                                                        + failures
                                                        + " PDUs failed their MAC: UE and target do not have the same K_eNB*")));
        drop(ue, out);
    }

    void cancelled(EnbUe ue, Outbox out) {
        out.stop(timer(TIMER, ue));
        out.report(Notice.event(NAME, "cancelled by the source"));
        drop(ue, out);
    }

    private void drop(EnbUe ue, Outbox out) {
        if (ue.handover != null) {
            site.ues.releaseX2Id(ue.handover.newUe);
            site.ues.unbindPeer(ue.handover.association, ue.handover.oldUe);
        }
        site.forget(ue, out);
    }

    static Timer timer(String name, EnbUe ue) {
        return new Timer(name, ue.id);
    }
}

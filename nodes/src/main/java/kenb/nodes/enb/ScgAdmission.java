package kenb.nodes.enb;

import kenb.nodes.Erab;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.DownlinkRrc.ScgCell;
import kenb.nodes.rrc.InterNodeRrc;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.x2ap.X2Cause;
import kenb.nodes.x2ap.X2Message.ScgBearer;
import kenb.nodes.x2ap.X2Message.SenbAdditionRequest;
import kenb.nodes.x2ap.X2Message.SenbAdditionRequestAcknowledge;
import kenb.nodes.x2ap.X2Message.SenbAdditionRequestReject;
import kenb.nodes.x2ap.X2Message.SenbReconfigurationComplete;
import kenb.nodes.x2ap.X2Message.SnStatus;
import kenb.nodes.x2ap.X2Message.SnStatusTransfer;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// SeNB addition and release at the SeNB (TS 36.423 §8.6.1, §8.6.2, §8.6.5, TS 33.401 annex E): takes S-K_eNB, chooses a
/// ciphering algorithm from the UE's capabilities, and serves the bearers on a leg of its own.
final class ScgAdmission {
    private static final String NAME = SenbAddition.NAME;
    static final String RELEASE = "SeNB Release";
    static final String DC_OVERALL = "TDCoverall";

    private final Site site;

    ScgAdmission(Site site) {
        this.site = site;
    }

    void requested(int association, SenbAdditionRequest request, Outbox out) {
        EnbConfig config = site.config;
        Optional<CipheringAlgorithm> ciphering =
                request.capabilities().chooseEncryption(config.ciphering(), CipheringAlgorithm::id);
        if (ciphering.isEmpty()) {
            reject(
                    association,
                    request,
                    X2Cause.ENCRYPTION_OR_INTEGRITY_ALGORITHMS_NOT_SUPPORTED,
                    out);
            return;
        }
        Integer crnti = site.ues.allotCrnti();
        Integer senbUe = crnti == null ? null : site.ues.allotX2Id();
        if (crnti == null || senbUe == null) {
            reject(association, request, X2Cause.NO_RADIO_RESOURCES, out);
            return;
        }
        Key sKenb =
                site.ring.receive(
                        KeyPurpose.S_KENB, request.sKenb().octets(), site.peer(association));
        request.sKenb().wipe();
        var ue =
                new ScgUe(
                        association,
                        request.menbUe(),
                        senbUe,
                        Leg.ofNetworkAwaiting(site.radio, crnti),
                        sKenb);
        site.ues.bindX2Id(senbUe, ue);
        site.ues.bindPeer(association, request.menbUe(), ue);
        site.ues.bindCrnti(crnti, ue);
        ue.leg.secureUserPlane(sKenb, ciphering.get());
        var info = RrcCodec.scgConfigInfo(request.container());
        List<ScgBearer> admitted = new ArrayList<>();
        List<Drb> drbs = new ArrayList<>();
        for (Erab erab : request.erabs()) {
            int drb =
                    info.drbs().stream()
                            .filter(d -> d.epsBearer() == erab.id())
                            .map(Drb::id)
                            .findFirst()
                            .orElse(Bearer.drbOf(erab));
            Bearer bearer = site.userPlane.awaitedBearer(erab, drb, ue.leg);
            ue.bearers.put(erab.id(), bearer);
            drbs.add(bearer.configuration());
            admitted.add(new ScgBearer(erab.id(), bearer.downlinkEnd(), bearer.forwardingEnd()));
        }
        var cell =
                new ScgCell(
                        config.cell().pci(), config.cell().earfcn(), crnti, ciphering.get(), drbs);
        out.x2ap(
                association,
                senbUe,
                new SenbAdditionRequestAcknowledge(
                        request.menbUe(),
                        senbUe,
                        admitted,
                        RrcCodec.encode(new InterNodeRrc.ScgConfig(cell))));
        out.start(timer(DC_OVERALL, ue), config.timeouts().dcOverall());
        out.report(
                Notice.step(
                        NAME,
                        "admitted from %s with S-K_eNB %s, %s, C-RNTI %04x"
                                .formatted(
                                        site.peer(association),
                                        sKenb.fingerprint(),
                                        ciphering.get(),
                                        crnti)));
    }

    private void reject(int association, SenbAdditionRequest request, X2Cause cause, Outbox out) {
        request.sKenb().wipe();
        out.x2ap(
                association,
                request.menbUe(),
                new SenbAdditionRequestReject(request.menbUe(), 0, cause));
        out.report(Notice.failed(NAME, "refused " + site.peer(association) + ": " + cause));
    }

    void completed(ScgUe ue, SenbReconfigurationComplete complete, Outbox out) {
        out.stop(timer(DC_OVERALL, ue));
        if (complete.rejected() != null) {
            out.report(Notice.failed(NAME, "taken back by the MeNB: " + complete.rejected()));
            drop(ue, out);
            return;
        }
        ue.configured = true;
        out.start(timer(HandoverArrival.END_MARKER, ue), site.config.timeouts().relocOverall());
        out.report(Notice.step(NAME, "the UE has the configuration"));
    }

    void statusTransferred(ScgUe ue, SnStatusTransfer transfer, Outbox out) {
        for (SnStatus status : transfer.bearers()) {
            Bearer bearer = ue.bearers.get(status.erab());
            if (bearer != null) {
                bearer.continueFrom(status, out);
            }
        }
    }

    /// Something came from the UE on this leg.
    void arrived(ScgUe ue, Outbox out) {
        ue.bearers.values().forEach(b -> b.openToUe(out));
        out.report(Notice.step(NAME, "UE on the SeNB's leg"));
    }

    void endMarkerExpired(ScgUe ue, Outbox out) {
        ue.bearers.values().forEach(b -> b.endOfForwarding(out));
    }

    void expired(ScgUe ue, Outbox out) {
        out.report(
                Notice.failed(
                        NAME,
                        "%s expired after %d ms, S-K_eNB destroyed"
                                .formatted(
                                        DC_OVERALL,
                                        site.config.timeouts().dcOverall().toMillis())));
        drop(ue, out);
    }

    /// The association with the MeNB is gone.
    void abandoned(ScgUe ue, Outbox out) {
        drop(ue, out);
        out.report(Notice.event(RELEASE, "MeNB lost, S-K_eNB destroyed"));
    }

    /// The MeNB ends it: bearers and keys go at once; the numbers stay until the UE CONTEXT RELEASE (TS 36.300 §10.1.2.8.3).
    void releaseRequested(ScgUe ue, Outbox out) {
        out.stop(timer(DC_OVERALL, ue));
        out.stop(timer(HandoverArrival.END_MARKER, ue));
        if (!ue.configured) {
            drop(ue, out);
        } else {
            site.userPlane.release(ue.bearers.values(), out);
            ue.bearers.clear();
            ue.destroyKeys();
        }
        out.report(Notice.done(RELEASE, "S-K_eNB destroyed"));
    }

    void released(ScgUe ue, Outbox out) {
        drop(ue, out);
        out.report(Notice.step(RELEASE, "context released"));
    }

    private void drop(ScgUe ue, Outbox out) {
        out.stop(timer(DC_OVERALL, ue));
        out.stop(timer(HandoverArrival.END_MARKER, ue));
        site.userPlane.release(ue.bearers.values(), out);
        ue.destroyKeys();
        site.ues.releaseCrnti(ue.leg.crnti());
        site.ues.releaseX2Id(ue.senbUe);
        site.ues.unbindPeer(ue.association, ue.menbUe);
    }

    /// Timers of SCG contexts are told from those of UEs by a bit above all eNB UE S1AP IDs.
    static Timer timer(String name, ScgUe ue) {
        return new Timer(name, ScgUe.TIMER_OWNER | ue.senbUe);
    }
}

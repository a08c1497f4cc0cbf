package kenb.nodes.enb;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.x2ap.X2Message;

import java.util.function.Consumer;

/// Finds the UE and the procedure for an X2AP message. An id is looked up where the message says that this node gave it,
/// and is good only on the association that it was given to.
final class X2Dispatch {
    private final Site site;
    private final X2Setup x2Setup;
    private final HandoverPreparation preparation;
    private final HandoverArrival arrival;
    private final SenbAddition senbAddition;
    private final ScgAdmission scgAdmission;

    X2Dispatch(
            Site site,
            X2Setup x2Setup,
            HandoverPreparation preparation,
            HandoverArrival arrival,
            SenbAddition senbAddition,
            ScgAdmission scgAdmission) {
        this.site = site;
        this.x2Setup = x2Setup;
        this.preparation = preparation;
        this.arrival = arrival;
        this.senbAddition = senbAddition;
        this.scgAdmission = scgAdmission;
    }

    void received(int association, X2Message message, Outbox out) {
        switch (message) {
            case X2Message.X2SetupRequest m -> x2Setup.requested(association, m, out);
            case X2Message.X2SetupResponse m -> x2Setup.accepted(association, m, out);
            case X2Message.X2SetupFailure m -> x2Setup.refused(association, m, out);
            case X2Message.HandoverRequest m -> arrival.requested(association, m, out);
            case X2Message.HandoverRequestAcknowledge m ->
                    handover(
                            association,
                            m.oldEnbUe(),
                            m,
                            out,
                            ue -> preparation.acknowledged(ue, m, out));
            case X2Message.HandoverPreparationFailure m ->
                    handover(
                            association,
                            m.oldEnbUe(),
                            m,
                            out,
                            ue -> preparation.failed(ue, m, out));
            case X2Message.HandoverCancel m -> {
                EnbUe ue = site.ues.findArriving(association, m.oldEnbUe());
                if (ue != null) {
                    arrival.cancelled(ue, out);
                }
            }
            case X2Message.SnStatusTransfer m -> {
                ScgUe scg = site.ues.findScgByX2Id(m.newEnbUe());
                if (scg != null && scg.association == association) {
                    scgAdmission.statusTransferred(scg, m, out);
                } else {
                    handover(
                            association,
                            m.newEnbUe(),
                            m,
                            out,
                            ue -> arrival.statusTransferred(ue, m, out));
                }
            }
            case X2Message.UeContextRelease m -> {
                ScgUe scg = site.ues.findScgByX2Id(m.oldEnbUe());
                if (scg != null && scg.association == association) {
                    scgAdmission.released(scg, out);
                } else {
                    handover(
                            association,
                            m.oldEnbUe(),
                            m,
                            out,
                            ue -> preparation.released(ue, m, out));
                }
            }
            case X2Message.SenbAdditionRequest m -> scgAdmission.requested(association, m, out);
            case X2Message.SenbAdditionRequestAcknowledge m ->
                    menb(
                            association,
                            m.menbUe(),
                            m,
                            out,
                            ue -> senbAddition.acknowledged(ue, m, out));
            case X2Message.SenbAdditionRequestReject m ->
                    menb(association, m.menbUe(), m, out, ue -> senbAddition.rejected(ue, m, out));
            case X2Message.SenbReconfigurationComplete m ->
                    senb(association, m.senbUe(), m, out, ue -> scgAdmission.completed(ue, m, out));
            case X2Message.SenbReleaseRequest m -> {
                ScgUe scg =
                        m.senbUe() == null
                                ? site.ues.findScgByMenbId(association, m.menbUe())
                                : site.ues.findScgByX2Id(m.senbUe());
                if (scg != null && scg.association == association) {
                    scgAdmission.releaseRequested(scg, out);
                }
            }
            case X2Message.ErrorIndication(String text) ->
                    out.report(
                            Notice.event(
                                    "X2AP",
                                    site.peer(association) + " indicates an error: " + text));
            case X2Message.Other(String name) ->
                    out.report(
                            Notice.event(
                                    "X2AP",
                                    name + " from " + site.peer(association) + " is not handled"));
        }
    }

    private void handover(
            int association, int id, X2Message message, Outbox out, Consumer<EnbUe> action) {
        EnbUe ue = site.ues.findByX2Id(id);
        if (ue == null || ue.handover == null || ue.handover.association != association) {
            unknown(association, id, message, out);
        } else {
            action.accept(ue);
        }
    }

    private void menb(
            int association, int id, X2Message message, Outbox out, Consumer<EnbUe> action) {
        EnbUe ue = site.ues.findByX2Id(id);
        if (ue == null || ue.senb == null || ue.senb.association != association) {
            unknown(association, id, message, out);
        } else {
            action.accept(ue);
        }
    }

    private void senb(
            int association, int id, X2Message message, Outbox out, Consumer<ScgUe> action) {
        ScgUe ue = site.ues.findScgByX2Id(id);
        if (ue == null || ue.association != association) {
            unknown(association, id, message, out);
        } else {
            action.accept(ue);
        }
    }

    private void unknown(int association, int id, X2Message message, Outbox out) {
        out.report(
                Notice.event(
                        "X2AP",
                        "%s from %s for unknown UE X2AP id %d"
                                .formatted(
                                        message.getClass().getSimpleName(),
                                        site.peer(association),
                                        id)));
    }
}

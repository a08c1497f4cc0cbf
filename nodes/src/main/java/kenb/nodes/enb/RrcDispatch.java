package kenb.nodes.enb;

import io.netty.buffer.ByteBuf;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.rrc.DownlinkRrc.Measurements;
import kenb.nodes.rrc.RrcCodec;
import kenb.nodes.rrc.UplinkRrc;
import kenb.nodes.s1ap.S1Message.UplinkNasTransport;

/// Finds the procedure for a UE's RRC message.
final class RrcDispatch {
    private final Site site;
    private final ConnectionEstablishment establishment;
    private final InitialContextSetup contextSetup;
    private final HandoverArrival arrival;
    private final HandoverPreparation preparation;
    private final SenbAddition senbAddition;

    RrcDispatch(
            Site site,
            ConnectionEstablishment establishment,
            InitialContextSetup contextSetup,
            HandoverArrival arrival,
            HandoverPreparation preparation,
            SenbAddition senbAddition) {
        this.site = site;
        this.establishment = establishment;
        this.contextSetup = contextSetup;
        this.arrival = arrival;
        this.preparation = preparation;
        this.senbAddition = senbAddition;
    }

    /// Takes over the PDU.
    void received(EnbUe ue, int srb, ByteBuf pdu, Outbox out) {
        ByteBuf sdu = ue.leg.receive(srb, pdu, out);
        if (sdu == null) {
            return;
        }
        try {
            UplinkRrc message = RrcCodec.uplink(sdu);
            if (ue.phase == EnbUe.Phase.SECURING) {
                securing(ue, message, sdu, out);
            } else {
                dispatch(ue, message, out);
            }
        } catch (DecodeException e) {
            out.report(Notice.event("RRC decoding", String.valueOf(e.getMessage())));
        } finally {
            sdu.release();
        }
    }

    /// While the SECURITY MODE COMMAND is out nothing else than its answer counts.
    private void securing(EnbUe ue, UplinkRrc message, ByteBuf sdu, Outbox out) {
        switch (message) {
            case UplinkRrc.SecurityModeComplete _ -> contextSetup.securityActivated(ue, sdu, out);
            case UplinkRrc.SecurityModeFailure _ -> contextSetup.securityRefused(ue, out);
            default -> out.report(Notice.event("RRC", "not expected now: " + message));
        }
    }

    private void dispatch(EnbUe ue, UplinkRrc message, Outbox out) {
        switch (message) {
            case UplinkRrc.ConnectionSetupComplete m -> establishment.completed(ue, m, out);
            case UplinkRrc.ReconfigurationComplete _ -> reconfigured(ue, out);
            case UplinkRrc.MeasurementReport m -> measured(ue, m, out);
            case UplinkRrc.UlInformationTransfer(Octets nas) ->
                    out.s1ap(
                            ue.mme,
                            ue.id,
                            new UplinkNasTransport(
                                    ue.mmeUe, ue.id, nas, site.config.cellId(), site.config.tai()));
            case UplinkRrc.SecurityModeComplete _,
                    UplinkRrc.SecurityModeFailure _,
                    UplinkRrc.ConnectionRequest _,
                    UplinkRrc.Other _ ->
                    out.report(Notice.event("RRC", "not handled: " + message));
        }
    }

    private void reconfigured(EnbUe ue, Outbox out) {
        switch (ue.phase) {
            case CONFIGURING -> contextSetup.configured(ue, out);
            case AWAITED -> arrival.arrived(ue, out);
            case CONNECTED -> senbAddition.configured(ue, out);
            case CONNECTING,
                    SECURING,
                    PREPARING_HANDOVER,
                    HANDING_OVER,
                    SWITCHING_PATH,
                    RELEASING -> {}
        }
    }

    /// A3 asks for a handover, A4 for dual connectivity. Reports before security is active say nothing that counts
    /// (TS 33.401 §7.2.4.1).
    private void measured(EnbUe ue, UplinkRrc.MeasurementReport report, Outbox out) {
        if (ue.phase != EnbUe.Phase.CONNECTED || report.neighbours().isEmpty()) {
            return;
        }
        Site.Neighbour best = site.byPci(report.neighbours().getFirst().pci());
        if (best == null) {
            out.report(
                    Notice.event(
                            "Measurement",
                            "no X2 with the cell of PCI " + report.neighbours().getFirst().pci()));
            return;
        }
        out.report(
                Notice.step(
                        "Measurement",
                        "UE reports PCI %d by event %s"
                                .formatted(
                                        best.cell().pci(),
                                        report.measId() == Measurements.A3_ID ? "A3" : "A4")));
        if (report.measId() == Measurements.A3_ID) {
            preparation.start(ue, best, out);
        } else if (report.measId() == Measurements.A4_ID) {
            senbAddition.start(ue, best, out);
        }
    }
}

package kenb.nodes.enb;

import kenb.codec.per.Octets;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.rrc.DownlinkRrc.DlInformationTransfer;
import kenb.nodes.s1ap.S1Message;

import java.util.function.Consumer;

/// Finds the UE and the procedure for an S1AP message.
final class S1Dispatch {
    private final Site site;
    private final S1Setup s1Setup;
    private final InitialContextSetup contextSetup;
    private final PathSwitch pathSwitch;
    private final SenbAddition senbAddition;
    private final ContextRelease release;

    S1Dispatch(
            Site site,
            S1Setup s1Setup,
            InitialContextSetup contextSetup,
            PathSwitch pathSwitch,
            SenbAddition senbAddition,
            ContextRelease release) {
        this.site = site;
        this.s1Setup = s1Setup;
        this.contextSetup = contextSetup;
        this.pathSwitch = pathSwitch;
        this.senbAddition = senbAddition;
        this.release = release;
    }

    void received(int association, S1Message message, Outbox out) {
        switch (message) {
            case S1Message.S1SetupResponse m -> s1Setup.accepted(m, out);
            case S1Message.S1SetupFailure m -> s1Setup.refused(m, out);
            case S1Message.InitialContextSetupRequest m ->
                    withUe(m.enbUe(), message, out, ue -> contextSetup.requested(ue, m, out));
            case S1Message.DownlinkNasTransport(_, int id, Octets nas) ->
                    withUe(
                            id,
                            message,
                            out,
                            ue ->
                                    ue.leg.send(
                                            ue.leg.hasSrb2() ? 2 : 1,
                                            new DlInformationTransfer(ue.nextTransaction(), nas),
                                            out));
            case S1Message.PathSwitchRequestAcknowledge m ->
                    withUe(m.enbUe(), message, out, ue -> pathSwitch.acknowledged(ue, m, out));
            case S1Message.PathSwitchRequestFailure m ->
                    withUe(m.enbUe(), message, out, ue -> pathSwitch.failed(ue, m, out));
            case S1Message.ErabModificationConfirm m ->
                    withUe(m.enbUe(), message, out, ue -> senbAddition.pathConfirmed(ue, m, out));
            case S1Message.UeContextReleaseCommand m ->
                    withUe(m.enbUe(), message, out, ue -> release.commanded(ue, m, out));
            case S1Message.ErrorIndication(String text) ->
                    out.report(Notice.event("S1AP", "the MME indicates an error: " + text));
            case S1Message.S1SetupRequest _,
                    S1Message.InitialUeMessage _,
                    S1Message.UplinkNasTransport _,
                    S1Message.InitialContextSetupResponse _,
                    S1Message.InitialContextSetupFailure _,
                    S1Message.PathSwitchRequest _,
                    S1Message.ErabModificationIndication _,
                    S1Message.UeContextReleaseRequest _,
                    S1Message.UeContextReleaseComplete _,
                    S1Message.Other _ ->
                    out.report(Notice.event("S1AP", "not for an eNB: " + name(message)));
        }
    }

    private void withUe(int id, S1Message message, Outbox out, Consumer<EnbUe> action) {
        EnbUe ue = site.ues.find(id);
        if (ue == null) {
            out.report(Notice.event("S1AP", name(message) + " for unknown UE " + id));
        } else {
            action.accept(ue);
        }
    }

    private static String name(S1Message message) {
        return message.getClass().getSimpleName();
    }
}

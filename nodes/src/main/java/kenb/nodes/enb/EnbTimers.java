package kenb.nodes.enb;

import kenb.nodes.Outbox;
import kenb.nodes.Timer;

import java.util.function.Consumer;

/// Finds the UE and the procedure for a timer that expired.
final class EnbTimers {
    private final Site site;
    private final S1Setup s1Setup;
    private final X2Setup x2Setup;
    private final ConnectionEstablishment establishment;
    private final InitialContextSetup contextSetup;
    private final HandoverPreparation preparation;
    private final HandoverArrival arrival;
    private final PathSwitch pathSwitch;
    private final SenbAddition senbAddition;
    private final ScgAdmission scgAdmission;

    EnbTimers(
            Site site,
            S1Setup s1Setup,
            X2Setup x2Setup,
            ConnectionEstablishment establishment,
            InitialContextSetup contextSetup,
            HandoverPreparation preparation,
            HandoverArrival arrival,
            PathSwitch pathSwitch,
            SenbAddition senbAddition,
            ScgAdmission scgAdmission) {
        this.site = site;
        this.s1Setup = s1Setup;
        this.x2Setup = x2Setup;
        this.establishment = establishment;
        this.contextSetup = contextSetup;
        this.preparation = preparation;
        this.arrival = arrival;
        this.pathSwitch = pathSwitch;
        this.senbAddition = senbAddition;
        this.scgAdmission = scgAdmission;
    }

    void expired(Timer timer, Outbox out) {
        switch (timer.name()) {
            case S1Setup.NAME -> s1Setup.expired(out);
            case X2Setup.NAME -> x2Setup.expired(out);
            case UserPlane.TAIL -> site.userPlane.closeTail((int) timer.owner());
            case ConnectionEstablishment.NAME -> ue(timer, ue -> establishment.expired(ue, out));
            case InitialContextSetup.NAME -> ue(timer, ue -> contextSetup.expired(ue, out));
            case HandoverPreparation.RELOC_PREP ->
                    ue(timer, ue -> preparation.preparationExpired(ue, out));
            case HandoverPreparation.RELOC_OVERALL ->
                    ue(timer, ue -> preparation.overallExpired(ue, out));
            case HandoverPreparation.LAST_UPLINK ->
                    ue(timer, ue -> preparation.lastUplinkExpired(ue, out));
            case HandoverArrival.TIMER -> ue(timer, ue -> arrival.expired(ue, out));
            case HandoverArrival.END_MARKER -> {
                ue(timer, ue -> arrival.endMarkerExpired(ue, out));
                scg(timer, ue -> scgAdmission.endMarkerExpired(ue, out));
            }
            case PathSwitch.NAME -> ue(timer, ue -> pathSwitch.expired(ue, out));
            case SenbAddition.DC_PREP -> ue(timer, ue -> senbAddition.expired(ue, out));
            case SenbAddition.PATH -> ue(timer, _ -> senbAddition.pathExpired(out));
            case ScgAdmission.DC_OVERALL -> scg(timer, ue -> scgAdmission.expired(ue, out));
            default -> {}
        }
    }

    private void ue(Timer timer, Consumer<EnbUe> action) {
        EnbUe ue = timer.owner() >>> 24 == 0 ? site.ues.find((int) timer.owner()) : null;
        if (ue != null) {
            action.accept(ue);
        }
    }

    private void scg(Timer timer, Consumer<ScgUe> action) {
        if ((timer.owner() & ScgUe.TIMER_OWNER) != 0) {
            ScgUe ue = site.ues.findScgByX2Id((int) timer.owner());
            if (ue != null) {
                action.accept(ue);
            }
        }
    }
}

package kenb.nodes.ue;

import kenb.nodes.Algorithms;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.Timer;
import kenb.nodes.radio.Cell;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc.Mobility;
import kenb.stack.keys.KenbStar;
import kenb.stack.keys.UeKeyChain;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Handover, the UE's side (TS 36.331 §5.3.5.4, TS 33.401 §7.2.8.4.3): NCC says whether K_eNB* comes from K_eNB or from NH,
/// the leg moves to the target cell with new keys, SRB COUNTs start again, DRB COUNTs go on.
final class Handover {
    static final String NAME = "Handover";
    static final String T304 = "T304";

    private final UeConfig config;
    private final Legs legs;

    Handover(UeConfig config, Legs legs) {
        this.config = config;
        this.legs = legs;
    }

    /// @return whether the UE is on the target's leg now
    boolean start(UeContext ue, Mobility mobility, Outbox out) {
        UeKeyChain keys = ue.keys;
        Algorithms algorithms =
                mobility.algorithms() == null ? ue.algorithms : mobility.algorithms();
        Cell target = find(mobility);
        if (keys == null || algorithms == null || target == null) {
            out.report(Notice.failed(NAME, "no cell with PCI " + mobility.targetPci()));
            return false;
        }
        if (mobility.keyChange()) {
            out.report(
                    Notice.failed(NAME, "keyChangeIndicator without a new K_ASME: cannot comply"));
            return false;
        }
        KenbStar star = keys.prepare(mobility.ncc(), target.pci(), target.earfcn());
        Leg old = ue.connection();
        legs.close(old);
        Leg leg = legs.open(ue, target, mobility.crnti());
        leg.setUp();
        leg.secure(star.key(), algorithms);
        leg.startAll();
        for (Map.Entry<Integer, Leg> entry : ue.legOfBearer.entrySet()) {
            if (entry.getValue() == old) {
                int drb = ue.drb(entry.getKey());
                leg.continueFrom(drb, old.nextUplinkCount(drb), old.nextDownlinkCount(drb));
                entry.setValue(leg);
            }
        }
        ue.beginHandover(star, old);
        // A secondary cell group does not outlive a change of K_eNB (TS 33.401 E.2.4).
        ue.destroyScg();
        ue.leg = leg;
        ue.cell = target;
        ue.algorithms = algorithms;
        ue.report = null;
        ue.phase = UeContext.Phase.HANDING_OVER;
        out.stop(Measurement.timer(ue));
        out.start(timer(ue), config.t304());
        out.report(
                Notice.step(
                        NAME,
                        "to PCI %d: K_eNB* %s (%s, NCC %d), %s"
                                .formatted(
                                        target.pci(),
                                        star.key().fingerprint(),
                                        star.vertical() ? "vertical" : "horizontal",
                                        star.ncc(),
                                        algorithms)));
        return true;
    }

    private @Nullable Cell find(Mobility mobility) {
        for (Cell cell : config.cells()) {
            if (cell.pci() == mobility.targetPci() && cell.earfcn() == mobility.targetEarfcn()) {
                return cell;
            }
        }
        return null;
    }

    /// The confirmation is on its way; each bearer's status report goes first of its data.
    void confirm(UeContext ue, Outbox out) {
        ue.legOfBearer.forEach((bearer, leg) -> leg.sendStatusReport(ue.drb(bearer), out));
    }

    /// The target cell has sent something: random access has succeeded, the old keys are of no more use.
    void answered(UeContext ue, Outbox out) {
        out.stop(timer(ue));
        ue.commitHandover();
        ue.phase = UeContext.Phase.CONNECTED;
        out.report(Notice.done(NAME, "target cell answers"));
    }

    /// T304: the handover failed. The UE would re-establish (TS 36.331 §5.3.7); that is not here yet, it goes idle.
    void expired(UeContext ue, Outbox out) {
        legs.close(ue.connection());
        ue.goIdle();
        out.report(
                Notice.failed(
                        NAME,
                        "T304 expired: the target cell did not answer in %d ms; UE idle, keys destroyed"
                                .formatted(config.t304().toMillis())));
    }

    static Timer timer(UeContext ue) {
        return new Timer(T304, ue.number);
    }
}

package kenb.nodes.ue;

import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.radio.Cell;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.DownlinkRrc.Scg;
import kenb.nodes.rrc.DownlinkRrc.ScgCell;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.UeKeyChain;

/// The secondary cell group, the UE's side (TS 36.331 §5.3.10.10, TS 33.401 annex E): S-K_eNB from K_eNB and the SCG
/// counter, and bearers that move to the SeNB's leg with a key of their own.
final class ScgConfiguration {
    static final String NAME = "SCG Configuration";

    private final UeConfig config;
    private final Legs legs;

    ScgConfiguration(UeConfig config, Legs legs) {
        this.config = config;
        this.legs = legs;
    }

    /// @return whether the UE could comply
    boolean setUp(UeContext ue, Scg.Setup setup, Outbox out) {
        UeKeyChain keys = ue.keys;
        ScgCell part = setup.cell();
        Cell cell =
                config.cells().stream()
                        .filter(c -> c.pci() == part.pci() && c.earfcn() == part.earfcn())
                        .findFirst()
                        .orElse(null);
        if (keys == null || cell == null) {
            out.report(Notice.failed(NAME, "no cell with PCI " + part.pci()));
            return false;
        }
        Key sKenb = EpsKeys.sKenb(keys.kenb(), setup.scgCounter());
        Leg leg = legs.open(ue, cell, part.crnti());
        leg.secureUserPlane(sKenb, part.ciphering());
        for (Drb drb : part.drbs()) {
            Leg before = ue.legOfBearer.put(drb.epsBearer(), leg);
            if (before != null) {
                int id = ue.drb(drb.epsBearer());
                leg.continueFrom(
                        drb.id(), before.nextUplinkCount(id), before.nextDownlinkCount(id));
                before.removeUser(id);
            }
            ue.drbs.put(drb.epsBearer(), drb);
        }
        ue.scgLeg = leg;
        ue.sKenb = sKenb;
        ue.report = null;
        out.report(
                Notice.step(
                        NAME,
                        "PCI %d: S-K_eNB %s from SCG counter %d, %s"
                                .formatted(
                                        part.pci(),
                                        sKenb.fingerprint(),
                                        setup.scgCounter(),
                                        part.ciphering())));
        return true;
    }

    /// First uplink on the new leg: where each bearer stands.
    void announce(UeContext ue, Outbox out) {
        Leg leg = ue.scgLeg;
        if (leg != null) {
            ue.legOfBearer.forEach((bearer, on) -> {
                if (on == leg) {
                    leg.sendStatusReport(ue.drb(bearer), out);
                }
            });
        }
    }

    void release(UeContext ue, Outbox out) {
        Leg leg = ue.scgLeg;
        if (leg == null) {
            return;
        }
        legs.close(leg);
        ue.legOfBearer.values().removeIf(on -> on == leg);
        ue.destroyScg();
        out.report(Notice.done(NAME, "released, S-K_eNB destroyed"));
    }
}

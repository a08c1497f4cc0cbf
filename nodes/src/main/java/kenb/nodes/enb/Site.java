package kenb.nodes.enb;

import kenb.nodes.Erab;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.Gummei;
import kenb.nodes.Outbox;
import kenb.nodes.radio.Radio;
import kenb.nodes.x2ap.X2Message.ServedCell;
import kenb.stack.keys.KeyRing;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What the procedures of one eNB share: its settings, keys, UEs and peers.
final class Site {

    /// An eNB with which X2 is set up.
    record Neighbour(int association, GlobalEnbId id, ServedCell cell) {
        @Override
        public String toString() {
            return "eNB " + id.id();
        }
    }

    final EnbConfig config;
    final KeyRing ring;
    final Radio radio;
    final EnbUes ues;
    final UserPlane userPlane;
    private final Map<Integer, Neighbour> byAssociation = new HashMap<>();
    private final Map<Integer, Neighbour> byPci = new HashMap<>();
    int mme = -1;
    @Nullable Gummei gummei;

    Site(EnbConfig config, KeyRing ring, Radio radio, RandomGenerator random) {
        this.config = config;
        this.ring = ring;
        this.radio = radio;
        ues = new EnbUes(config.cell());
        userPlane = new UserPlane(config.gtpu(), random);
    }

    void add(Neighbour neighbour) {
        byAssociation.put(neighbour.association(), neighbour);
        byPci.put(neighbour.cell().pci(), neighbour);
    }

    @Nullable Neighbour remove(int association) {
        Neighbour gone = byAssociation.remove(association);
        if (gone != null) {
            byPci.remove(gone.cell().pci(), gone);
        }
        return gone;
    }

    @Nullable Neighbour byPci(int pci) {
        return byPci.get(pci);
    }

    /// For a report.
    String peer(int association) {
        Neighbour neighbour = byAssociation.get(association);
        return neighbour == null ? "a peer without X2 Setup" : neighbour.toString();
    }

    /// The downlink end of each of a UE's bearers, as S1AP messages list them.
    List<Erab> downlinkEnds(EnbUe ue) {
        return ue.bearers.values().stream()
                .map(b -> new Erab(b.erab(), b.qci(), b.downlinkEnd()))
                .toList();
    }

    /// Lets go of a UE: its keys are destroyed, its numbers are free.
    void forget(EnbUe ue, Outbox out) {
        userPlane.release(ue.bearers.values(), out);
        ue.destroyKeys();
        ues.remove(ue);
    }
}

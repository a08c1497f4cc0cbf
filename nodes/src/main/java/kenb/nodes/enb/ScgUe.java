package kenb.nodes.enb;

import kenb.nodes.radio.Leg;
import kenb.stack.keys.Key;

import java.util.Map;
import java.util.TreeMap;

/// A UE as its SeNB knows it: bearers and the key that they are protected from, no signalling.
final class ScgUe {
    /// Sets timer owners of SCG contexts apart from those of UEs, which are 24-bit eNB UE S1AP IDs.
    static final long TIMER_OWNER = 1L << 32;

    final int association;
    final int menbUe;
    final int senbUe;
    final Leg leg;
    final Key sKenb;
    final Map<Integer, Bearer> bearers = new TreeMap<>();
    boolean configured;

    ScgUe(int association, int menbUe, int senbUe, Leg leg, Key sKenb) {
        this.association = association;
        this.menbUe = menbUe;
        this.senbUe = senbUe;
        this.leg = leg;
        this.sKenb = sKenb;
    }

    void destroyKeys() {
        leg.destroyKeys();
        sKenb.destroy();
    }
}

package kenb.nodes.enb;

import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;
import kenb.nodes.BitRates;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.radio.Leg;
import kenb.stack.keys.EnbKeyChain;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/// A UE as the eNB it is connected to knows it.
final class EnbUe {

    enum Phase {
        CONNECTING,
        /// The SECURITY MODE COMMAND is out.
        SECURING,
        /// The first reconfiguration is out.
        CONFIGURING,
        CONNECTED,
        /// At the source: HANDOVER REQUEST is out.
        PREPARING_HANDOVER,
        /// At the source: the UE has its command.
        HANDING_OVER,
        /// At the target: the UE has not come yet.
        AWAITED,
        /// At the target: PATH SWITCH REQUEST is out.
        SWITCHING_PATH,
        RELEASING
    }

    /// eNB UE S1AP ID.
    final int id;

    final Leg leg;
    Phase phase = Phase.CONNECTING;
    long mmeUe = -1;
    int mme = -1;
    int transaction;
    BitRates ambr = new BitRates(0, 0);
    SecurityCapabilities capabilities = new SecurityCapabilities(0, 0);
    @Nullable Algorithms algorithms;
    @Nullable EnbKeyChain keys;

    /// By E-RAB id.
    final Map<Integer, Bearer> bearers = new TreeMap<>();

    /// NAS that goes to the UE with its first reconfiguration.
    @Nullable Octets pendingNas;

    @Nullable HandoverContext handover;
    @Nullable SenbContext senb;

    /// Next value of the SCG counter under the present K_eNB (TS 33.401 annex E).
    int nextScgCounter;

    EnbUe(int id, Leg leg) {
        this.id = id;
        this.leg = leg;
    }

    /// A bearer that the UE has.
    Bearer bearer(int erab) {
        Bearer bearer = bearers.get(erab);
        if (bearer == null) {
            throw new IllegalStateException("UE " + id + " has no E-RAB " + erab);
        }
        return bearer;
    }

    int nextTransaction() {
        return transaction = (transaction + 1) & 3;
    }

    /// Destroys every key that this eNB holds for the UE.
    void destroyKeys() {
        leg.destroyKeys();
        if (keys != null) {
            keys.destroy();
            keys = null;
        }
    }
}

package kenb.nodes.mme;

import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tunnel;
import kenb.nodes.nas.NasConnection;
import kenb.nodes.nas.NasMessage.Guti;
import kenb.stack.keys.Key;
import kenb.stack.keys.NhChain;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A UE as its MME knows it.
final class MmeUe {

    enum Phase {
        IDLE,
        CREATING_SESSION,
        SETTING_UP_CONTEXT,
        CONNECTED,
        RELEASING
    }

    enum BearerMove {
        INITIAL_CONTEXT_SETUP,
        PATH_SWITCH,
        ERAB_MODIFICATION
    }

    final long id;
    final Guti guti;
    final int ksi;
    final Key kasme;
    final NasConnection nas;
    final SecurityCapabilities capabilities;
    Phase phase = Phase.IDLE;
    int association = -1;
    int enbUe = -1;

    /// Name of the eNB that has it, for reports.
    String enb = "nobody";

    int esmTransaction;
    @Nullable NhChain nhChain;
    @Nullable Key kenb;
    @Nullable Inet4Address address;

    /// Uplink end at the UPE, by EPS bearer.
    final Map<Integer, Tunnel> uplink = new TreeMap<>();

    /// Why the UPE was asked to move the downlink; null when it was not.
    @Nullable BearerMove move;

    /// Bearers the UPE has not answered for yet, and those it has moved.
    final Set<Integer> moving = new TreeSet<>();

    final Set<Integer> moved = new TreeSet<>();

    MmeUe(
            long id,
            Guti guti,
            int ksi,
            Key kasme,
            NasConnection nas,
            SecurityCapabilities capabilities) {
        this.id = id;
        this.guti = guti;
        this.ksi = ksi;
        this.kasme = kasme;
        this.nas = nas;
        this.capabilities = capabilities;
    }

    /// Lets go of the access stratum's keys when the connection ends.
    void forgetAccessKeys() {
        if (kenb != null) {
            kenb.destroy();
            kenb = null;
        }
        if (nhChain != null) {
            nhChain.destroy();
            nhChain = null;
        }
    }

    /// Lets go of everything.
    void forget() {
        forgetAccessKeys();
        nas.destroy();
        kasme.destroy();
    }
}

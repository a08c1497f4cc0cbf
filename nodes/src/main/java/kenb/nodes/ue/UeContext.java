package kenb.nodes.ue;

import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;
import kenb.nodes.nas.NasConnection;
import kenb.nodes.radio.Cell;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc.Drb;
import kenb.nodes.rrc.DownlinkRrc.Measurements;
import kenb.nodes.traffic.TrafficSink;
import kenb.nodes.traffic.TrafficSource;
import kenb.stack.keys.KenbStar;
import kenb.stack.keys.Key;
import kenb.stack.keys.UeKeyChain;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// One UE.
final class UeContext {

    enum Phase {
        IDLE,
        CONNECTING,
        CONNECTED,
        /// The command is carried out, the target cell has not answered yet.
        HANDING_OVER
    }

    final int number;
    final Usim usim;
    final Key kasme;
    final NasConnection nas;
    Phase phase = Phase.IDLE;
    @Nullable Cell cell;
    @Nullable Leg leg;
    @Nullable Algorithms algorithms;
    @Nullable UeKeyChain keys;

    /// The NAS message that waits for the connection.
    @Nullable Octets initialNas;

    int attempts;

    /// COUNT of the NAS message that K_eNB will be derived with.
    long attachCount;

    /// K_eNB* and the leg left, between command and success of a handover.
    @Nullable KenbStar pendingKenb;

    @Nullable Leg oldLeg;
    @Nullable Measurements measurements;

    /// Data radio bearers by EPS bearer, and the leg that each is on.
    final Map<Integer, Drb> drbs = new TreeMap<>();

    final Map<Integer, Leg> legOfBearer = new TreeMap<>();

    /// The secondary cell group's leg and key.
    @Nullable Leg scgLeg;

    @Nullable Key sKenb;
    @Nullable Inet4Address address;
    @Nullable TrafficSource source;
    final TrafficSink sink = new TrafficSink();

    /// What the radio reports while an event holds.
    @Nullable Report report;

    private Leg.@Nullable PacketSink packets;

    /// @param left how often it is still to be sent
    record Report(int measId, int pci, int rsrp, int left) {
        Report sent() {
            return new Report(measId, pci, rsrp, left - 1);
        }
    }

    UeContext(int number, Usim usim, Key kasme, NasConnection nas) {
        this.number = number;
        this.usim = usim;
        this.kasme = kasme;
        this.nas = nas;
    }

    /// Takes user packets that arrive.
    Leg.PacketSink packets(LongSupplier nanos) {
        if (packets == null) {
            packets = (packet, _) -> sink.receive(packet, nanos.getAsLong());
        }
        return packets;
    }

    /// Keeps what the UE would go back to.
    void beginHandover(KenbStar star, Leg old) {
        pendingKenb = star;
        oldLeg = old;
    }

    void commitHandover() {
        if (keys != null && pendingKenb != null) {
            keys.commit(pendingKenb);
        }
        if (oldLeg != null) {
            oldLeg.destroyKeys();
        }
        pendingKenb = null;
        oldLeg = null;
    }

    /// DRB of an EPS bearer that the UE has.
    int drb(int epsBearer) {
        Drb drb = drbs.get(epsBearer);
        if (drb == null) {
            throw new IllegalStateException("UE " + number + " has no EPS bearer " + epsBearer);
        }
        return drb.id();
    }

    /// SRB 2 carries NAS once it is there (TS 36.331 §4.2.2).
    int nasBearer() {
        return connection().hasSrb2() ? 2 : 1;
    }

    /// The signalling leg; asked for only while there is one.
    Leg connection() {
        if (leg == null) {
            throw new IllegalStateException("UE " + number + " has no connection");
        }
        return leg;
    }

    void destroyScg() {
        if (scgLeg != null) {
            scgLeg.destroyKeys();
            scgLeg = null;
        }
        if (sKenb != null) {
            sKenb.destroy();
            sKenb = null;
        }
    }

    /// Leaves the connection: the access stratum's keys go (TS 33.401 §7.2.6.1).
    void goIdle() {
        destroyScg();
        if (oldLeg != null) {
            oldLeg.destroyKeys();
            oldLeg = null;
        }
        if (leg != null) {
            leg.destroyKeys();
            leg = null;
        }
        if (pendingKenb != null) {
            pendingKenb.key().destroy();
            pendingKenb = null;
        }
        if (keys != null) {
            keys.destroy();
            keys = null;
        }
        drbs.clear();
        legOfBearer.clear();
        report = null;
        measurements = null;
        cell = null;
        phase = Phase.IDLE;
    }

    /// Forgets the registration too.
    void forget() {
        goIdle();
        nas.destroy();
        kasme.destroy();
    }
}

package kenb.nodes;

import io.netty.buffer.ByteBufAllocator;

import kenb.codec.per.Octets;
import kenb.nodes.enb.Enb;
import kenb.nodes.enb.EnbConfig;
import kenb.nodes.lab.KeyLedger;
import kenb.nodes.mme.Mme;
import kenb.nodes.mme.MmeConfig;
import kenb.nodes.mme.Subscriber;
import kenb.nodes.nas.NasMessage.Guti;
import kenb.nodes.radio.Cell;
import kenb.nodes.radio.PdcpCounters;
import kenb.nodes.radio.Radio;
import kenb.nodes.rrc.DownlinkRrc.Measurements;
import kenb.nodes.traffic.Flow;
import kenb.nodes.ue.Ue;
import kenb.nodes.ue.UeConfig;
import kenb.nodes.ue.UeOrder;
import kenb.nodes.ue.Usim;
import kenb.nodes.upe.Upe;
import kenb.stack.ap.ApProtocol;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.cipher.KeystreamGuard;
import kenb.stack.cipher.KeystreamLedger;
import kenb.stack.keys.KeyRing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The lab's nodes on a {@link SimulatedNetwork}: one UE, an MME, a UPE, and eNBs 1 (source), 2 (target and MeNB) and 3
/// (SeNB).
final class SimulatedLab implements AutoCloseable {
    static final Octets PLMN = Octets.of((byte) 0x00, (byte) 0xf1, (byte) 0x10);
    static final int EARFCN = 1850;
    static final int SCG_EARFCN = 3100;
    static final SecurityCapabilities CAPABILITIES = new SecurityCapabilities(0x4000, 0x4000);

    private static final Algorithms NAS =
            new Algorithms(CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2);

    final SimulatedNetwork network = new SimulatedNetwork();
    final KeyLedger keys = new KeyLedger();
    final Map<String, PdcpCounters> pdcp = new HashMap<>();

    /// A keystream for two plaintexts is an error anywhere.
    final KeystreamLedger keystream =
            new KeystreamLedger(
                    1 << 16,
                    reuse -> {
                        throw new AssertionError(reuse.toString());
                    });

    final Map<String, KeyRing> rings = new HashMap<>();
    final Mme mme;
    final Upe upe;
    final Ue ue;
    final Enb[] enb = new Enb[4];
    final SimulatedNetwork.Endpoint mmeEnd;
    final SimulatedNetwork.Endpoint upeEnd;
    final SimulatedNetwork.Endpoint ueEnd;
    final SimulatedNetwork.Endpoint[] enbEnd = new SimulatedNetwork.Endpoint[4];

    SimulatedLab() {
        var random = new Random(1);
        var gummei = new Gummei(PLMN, 1, 1);
        var tai = new Tai(PLMN, 7);
        mme =
                new Mme(
                        new MmeConfig(
                                "mme",
                                gummei,
                                tai,
                                "internet",
                                new BitRates(50_000_000, 50_000_000),
                                seconds(2)),
                        ring("mme"),
                        new JavaEngine());
        mmeEnd = network.add(mme, address(1));
        upe = new Upe("upe", address(2), random, network::nanos);
        upeEnd = network.add(upe, address(2));
        mmeEnd.sessionPeer = upeEnd;
        upeEnd.sessionPeer = mmeEnd;
        Cell[] cells = new Cell[4];
        for (int i = 1; i <= 3; i++) {
            int earfcn = i == 3 ? SCG_EARFCN : EARFCN;
            cells[i] = new Cell(100 + i, earfcn, address(10 + i), 0x100 + i * Cell.CRNTIS);
            var config =
                    new EnbConfig(
                            "enb" + i,
                            new GlobalEnbId(PLMN, i),
                            cells[i],
                            tai,
                            address(10 + i),
                            new Measurements(EARFCN, SCG_EARFCN),
                            List.of(CipheringAlgorithm.EEA2, CipheringAlgorithm.EEA0),
                            List.of(IntegrityAlgorithm.EIA2),
                            new EnbConfig.Timeouts(
                                    seconds(1),
                                    seconds(2),
                                    seconds(1),
                                    seconds(2),
                                    seconds(1),
                                    seconds(1)));
            enb[i] = new Enb(config, ring("enb" + i), radio("enb" + i), random);
            enbEnd[i] = network.add(enb[i], address(10 + i));
            network.connect(enbEnd[i], mmeEnd, ApProtocol.S1AP);
        }
        network.connect(enbEnd[1], enbEnd[2], ApProtocol.X2AP);
        network.connect(enbEnd[2], enbEnd[3], ApProtocol.X2AP);
        ue =
                new Ue(
                        new UeConfig(
                                "ue",
                                Arrays.asList(cells).subList(1, 4),
                                Duration.ofMillis(200),
                                Duration.ofMillis(500),
                                Duration.ofMillis(240),
                                seconds(5)),
                        ring("ue"),
                        radio("ue"),
                        random,
                        network::nanos);
        ueEnd = network.add(ue, address(30));
        byte[] kasme = new byte[32];
        random.nextBytes(kasme);
        var guti = new Guti(gummei, 0xc0000001L);
        mme.provision(new Subscriber(guti, 1, kasme, CAPABILITIES, NAS, 5));
        ue.insert(new Usim(guti, 1, kasme, CAPABILITIES, NAS, 5));
    }

    static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private KeyRing ring(String node) {
        var ring = new KeyRing(node, network.clock(), keys);
        rings.put(node, ring);
        return ring;
    }

    private Radio radio(String node) {
        var counters = new PdcpCounters();
        pdcp.put(node, counters);
        var transmitted = node.equals("ue") ? Direction.UPLINK : Direction.DOWNLINK;
        var engine = new KeystreamGuard(new JavaEngine(), transmitted, keystream);
        return new Radio(engine, counters, Radio.Observer.NONE);
    }

    static InetSocketAddress address(int host) {
        try {
            byte[] octets = {127, 0, 0, (byte) host};
            return new InetSocketAddress(InetAddress.getByAddress(octets), 2152);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean await(String node, Notice.Kind kind, String procedure) {
        return network.runUntilReported(
                SimulatedNetwork.line(node, kind, procedure), Duration.ofSeconds(10));
    }

    boolean done(String node, String procedure) {
        return await(node, Notice.Kind.DONE, procedure);
    }

    /// @return whether the UE is attached through eNB 1
    boolean attach() {
        network.run(Duration.ofMillis(10));
        ueEnd.on(new UeOrder.Attach(0, 101));
        return done("mme", "Attach");
    }

    void startTraffic(int packetsPerSecond) {
        var peer = address(99).getAddress();
        var host = ue.address(0);
        ueEnd.on(
                new UeOrder.StartTraffic(
                        0, new Flow(host, (java.net.Inet4Address) peer, 200, packetsPerSecond)));
        upeEnd.on(
                new Upe.UpeOrder.StartTraffic(
                        new Flow((java.net.Inet4Address) peer, host, 200, packetsPerSecond)));
    }

    void stopTraffic() {
        ueEnd.on(new UeOrder.StopTraffic(0));
        upeEnd.on(new Upe.UpeOrder.StopTraffic(ue.address(0)));
        network.run(Duration.ofMillis(50));
    }

    void heard(int enb) {
        ueEnd.on(new UeOrder.NeighbourHeard(0, 100 + enb, 60));
    }

    String log() {
        var text = new StringBuilder();
        network.lines()
                .forEach(l -> text.append(l.node()).append(' ').append(l.notice()).append('\n'));
        return text.toString();
    }

    static ByteBufAllocator allocator() {
        return ByteBufAllocator.DEFAULT;
    }

    @Override
    public void close() {
        network.close();
    }
}

package kenb.nodes.lab;

import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;
import kenb.nodes.BitRates;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.Gummei;
import kenb.nodes.Node;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tai;
import kenb.nodes.enb.Enb;
import kenb.nodes.enb.EnbConfig;
import kenb.nodes.mme.Mme;
import kenb.nodes.mme.MmeConfig;
import kenb.nodes.mme.Subscriber;
import kenb.nodes.nas.NasMessage.Guti;
import kenb.nodes.radio.Cell;
import kenb.nodes.radio.PdcpCounters;
import kenb.nodes.radio.Radio;
import kenb.nodes.rrc.DownlinkRrc.Measurements;
import kenb.nodes.ue.Ue;
import kenb.nodes.ue.UeConfig;
import kenb.nodes.ue.Usim;
import kenb.nodes.upe.Upe;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.KeystreamGuard;
import kenb.stack.cipher.KeystreamLedger;
import kenb.stack.cipher.KeystreamReuse;
import kenb.stack.keys.KeyRing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The nodes of the lab with their settings: a UE, three eNBs (source; target and MeNB; SeNB), an MME, a UPE. Not yet on
/// any network.
final class LabNodes {
    static final int AIR_PORT = 36_331;
    static final int GTPU_PORT = 2152;
    static final int SCTP_UDP_PORT = 9899;

    static final String UE = "ue";
    static final String SOURCE = "enb1";
    static final String TARGET = "enb2";
    static final String SENB = "enb3";
    static final String MME = "mme";
    static final String UPE = "upe";

    /// In the order that a reader thinks of them, left to right.
    static final List<String> NAMES = List.of(UE, SOURCE, TARGET, SENB, MME, UPE);

    static final int SOURCE_PCI = 101;
    static final int TARGET_PCI = 102;
    static final int SENB_PCI = 103;

    /// Test network 001-01.
    private static final Octets PLMN = Octets.ofHex("00f110");

    private static final int EARFCN = 1850;
    private static final int SCG_EARFCN = 3100;
    private static final int KASME_OCTETS = 32;
    private static final int KSI = 1;
    private static final SecurityCapabilities EEA2_EIA2 = new SecurityCapabilities(0x4000, 0x4000);

    final Ue ue;
    final Enb source;
    final Enb target;
    final Enb senb;
    final Mme mme;
    final Upe upe;
    final Map<String, PdcpCounters> pdcp = new LinkedHashMap<>();

    private static final int MOST_REUSES_SHOWN = 100;

    /// COUNTs that the guard remembers of each bearer.
    private static final int REMEMBERED_COUNTS = 1 << 16;

    private final Queue<KeystreamReuse> reuses = new ConcurrentLinkedQueue<>();
    private final KeystreamLedger keystream =
            new KeystreamLedger(REMEMBERED_COUNTS, this::noteReuse);
    final Map<String, KeyRing> rings = new LinkedHashMap<>();

    private final AddressPlan addresses;
    private final InstantSource clock;
    private final KeyLedger keys;
    private final Supplier<CipherEngine> ciphers;

    LabNodes(
            AddressPlan addresses,
            long seed,
            InstantSource clock,
            KeyLedger keys,
            AirKeys airKeys,
            Supplier<CipherEngine> ciphers) {
        this.addresses = addresses;
        this.clock = clock;
        this.keys = keys;
        this.ciphers = ciphers;
        var random = new Random(seed);
        var gummei = new Gummei(PLMN, 1, 1);
        var tai = new Tai(PLMN, 1);
        List<Cell> cells = new ArrayList<>();
        source = enb(SOURCE, 1, SOURCE_PCI, EARFCN, tai, cells, random);
        target = enb(TARGET, 2, TARGET_PCI, EARFCN, tai, cells, random);
        senb = enb(SENB, 3, SENB_PCI, SCG_EARFCN, tai, cells, random);
        var ambr = new BitRates(100_000_000, 50_000_000);
        mme =
                new Mme(
                        new MmeConfig(MME, gummei, tai, "internet", ambr, Duration.ofSeconds(3)),
                        ring(MME),
                        ciphers.get());
        upe = new Upe(UPE, at(UPE, GTPU_PORT), fork(random), System::nanoTime);
        var ueConfig =
                new UeConfig(
                        UE,
                        cells,
                        Duration.ofMillis(400),
                        Duration.ofMillis(1000),
                        Duration.ofMillis(240),
                        Duration.ofSeconds(5));
        ue = new Ue(ueConfig, ring(UE), radio(UE, airKeys), fork(random), System::nanoTime);
        var kasme = new byte[KASME_OCTETS];
        random.nextBytes(kasme);
        var guti = new Guti(gummei, 0xc0000000L | random.nextInt(1 << 24));
        // Integrity only: tshark can decipher the air, but no NAS, and takes ciphered NAS for
        // something else at times.
        var nas = new Algorithms(CipheringAlgorithm.EEA0, IntegrityAlgorithm.EIA2);
        int nasCount = random.nextInt(1, 200);
        mme.provision(new Subscriber(guti, KSI, kasme, EEA2_EIA2, nas, nasCount));
        ue.insert(new Usim(guti, KSI, kasme, EEA2_EIA2, nas, nasCount));
        Arrays.fill(kasme, (byte) 0);
    }

    Node node(String name) {
        return switch (name) {
            case UE -> ue;
            case SOURCE -> source;
            case TARGET -> target;
            case SENB -> senb;
            case MME -> mme;
            case UPE -> upe;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// PDUs that came for no leg a node had.
    long strays(String name) {
        return switch (name) {
            case UE -> ue.strays();
            case SOURCE -> source.strays();
            case TARGET -> target.strays();
            case SENB -> senb.strays();
            default -> 0;
        };
    }

    /// The host behind the UPE that the UE talks to (TEST-NET-2).
    static Inet4Address peer() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private Enb enb(
            String name,
            int id,
            int pci,
            int earfcn,
            Tai tai,
            List<Cell> cells,
            RandomGenerator random) {
        var cell = new Cell(pci, earfcn, at(name, AIR_PORT), 0x1000 + (id - 1) * Cell.CRNTIS);
        cells.add(cell);
        var config =
                new EnbConfig(
                        name,
                        new GlobalEnbId(PLMN, id),
                        cell,
                        tai,
                        at(name, GTPU_PORT),
                        new Measurements(EARFCN, SCG_EARFCN),
                        List.of(CipheringAlgorithm.EEA2),
                        List.of(IntegrityAlgorithm.EIA2),
                        new EnbConfig.Timeouts(
                                Duration.ofMillis(1000),
                                Duration.ofMillis(2000),
                                Duration.ofMillis(1000),
                                Duration.ofMillis(2000),
                                Duration.ofMillis(1000),
                                Duration.ofMillis(2000)));
        return new Enb(config, ring(name), radio(name, Radio.Observer.NONE), fork(random));
    }

    private static RandomGenerator fork(RandomGenerator random) {
        return new Random(random.nextLong());
    }

    private KeyRing ring(String node) {
        var ring = new KeyRing(node, clock, keys);
        rings.put(node, ring);
        return ring;
    }

    private void noteReuse(KeystreamReuse reuse) {
        if (keystream.reuses() <= MOST_REUSES_SHOWN) reuses.add(reuse);
    }

    LabReport.Keystream keystream() {
        return new LabReport.Keystream(
                keystream.uses(),
                keystream.repeats(),
                keystream.forgotten(),
                keystream.reuses(),
                reuses.stream().map(KeystreamReuse::toString).toList());
    }

    private Radio radio(String node, Radio.Observer observer) {
        var counters = new PdcpCounters();
        pdcp.put(node, counters);
        var transmitted = node.equals(UE) ? Direction.UPLINK : Direction.DOWNLINK;
        var engine = new KeystreamGuard(ciphers.get(), transmitted, keystream);
        return new Radio(engine, counters, observer);
    }

    private InetSocketAddress at(String node, int port) {
        return new InetSocketAddress(addresses.of(node), port);
    }
}

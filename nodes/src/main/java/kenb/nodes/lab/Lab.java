package kenb.nodes.lab;

import io.netty.util.concurrent.Future;

import kenb.nodes.Event;
import kenb.nodes.Notice;
import kenb.nodes.enb.Enb;
import kenb.nodes.host.HostSettings;
import kenb.nodes.host.NettyHost;
import kenb.nodes.radio.PdcpCounters;
import kenb.nodes.traffic.Flow;
import kenb.nodes.traffic.FlowReport;
import kenb.nodes.traffic.TrafficSink;
import kenb.nodes.ue.UeOrder;
import kenb.nodes.upe.SessionMessage;
import kenb.nodes.upe.Upe.UpeOrder;
import kenb.stack.ap.ApProtocol;
import kenb.stack.capture.Capture;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.Providers;
import kenb.stack.sctp.SctpSettings;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// One run: set-up of S1 and X2, attach, X2 handover, SeNB addition, release, with user traffic both ways.
public final class Lab implements AutoCloseable {
    private static final Duration STAGE_LIMIT = Duration.ofSeconds(10);
    private static final Duration DRAIN_LIMIT = Duration.ofMillis(1000);

    /// Longer than any timer that ends what a failed procedure left.
    private static final Duration RELEASE_LIMIT = Duration.ofMillis(3500);

    private static final Duration SHUTDOWN_LIMIT = Duration.ofMillis(1500);

    private final LabSettings settings;
    private final PrintWriter progress;
    private final RunFolder folder;
    private final LongSupplier epochNanos = Capture.systemClock();
    private final Instant start = now();
    private final RunLog log = new RunLog(System.nanoTime());
    private final KeyLedger ledger = new KeyLedger();
    private final AirKeys airKeys;
    private final List<String> faultSeen = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final AddressPlan addresses;
    private final Capture capture;
    private final FaultInjector faults;
    private final LabNodes nodes;
    private final Map<String, NettyHost> hosts = new LinkedHashMap<>();

    /// Keys that eNBs still held when all was released.
    private long forgotten;

    private FlowReport uplink = new TrafficSink().report(0);
    private FlowReport downlink = new TrafficSink().report(0);

    private Lab(LabSettings settings, PrintWriter progress) throws IOException {
        this.settings = settings;
        this.progress = progress;
        folder = RunFolder.open(settings.folder());
        var random = new Random(settings.seed());
        int[] ports = {LabNodes.SCTP_UDP_PORT, LabNodes.GTPU_PORT, LabNodes.AIR_PORT};
        addresses = AddressPlan.probe(LabNodes.NAMES, ports, random);
        airKeys = new AirKeys(addresses);
        capture = Capture.to(folder.file(RunFolder.CAPTURE));
        faults = new FaultInjector(settings.fault(), this::faultDone);
        nodes =
                new LabNodes(
                        addresses,
                        settings.seed(),
                        this::now,
                        ledger,
                        airKeys,
                        ciphers(settings.cipher()));
        var hooks = new CaptureHooks(capture, addresses).and(faults);
        for (String name : LabNodes.NAMES) {
            var host =
                    new HostSettings(
                            addresses.of(name),
                            settings.carrier(),
                            Lab::sctp,
                            hooks,
                            (node, notice) -> log.add(node, notice, System.nanoTime()),
                            this::session);
            try {
                hosts.put(name, new NettyHost(nodes.node(name), host));
            } catch (IllegalStateException missing) {
                close();
                throw new IOException(missing.getMessage(), missing);
            }
        }
    }

    /// Timers for a loopback, so that a silent peer is found in seconds.
    private static SctpSettings.Builder sctp() {
        return SctpSettings.builder()
                .rto(Duration.ofMillis(300), Duration.ofMillis(150), Duration.ofSeconds(2))
                .heartbeatInterval(Duration.ofSeconds(2))
                .pathMaxRetrans(3)
                .associationMaxRetrans(3)
                .maxInitRetransmits(3)
                .sackDelay(Duration.ofMillis(20));
    }

    private Instant now() {
        long nanos = epochNanos.getAsLong();
        return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
    }

    private void session(String from, SessionMessage message) {
        String to = from.equals(LabNodes.MME) ? LabNodes.UPE : LabNodes.MME;
        host(to).post(new Event.SessionReceived(message));
    }

    private void faultDone(String what) {
        synchronized (faultSeen) {
            faultSeen.add("injected: " + what);
        }
    }

    private NettyHost host(String name) {
        NettyHost host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException(name);
        }
        return host;
    }

    private static Supplier<CipherEngine> ciphers(String provider) {
        try {
            return Providers.of(provider);
        } catch (IllegalStateException e) {
            throw new UnsupportedOperationException(e.getMessage(), e);
        }
    }

    /// Runs and writes the folder's files.
    ///
    /// @param progress told what is going on, a line at a time
    /// @throws IOException when files or sockets fail, with a reason that a user can act on
    public static LabReport run(LabSettings settings, PrintWriter progress)
            throws IOException, InterruptedException {
        var lab = new Lab(settings, progress);
        try (lab) {
            lab.course();
        }
        return lab.report();
    }

    private void course() throws IOException, InterruptedException {
        boolean attached = false;
        if (setUp()) {
            attached = attach();
            if (attached) {
                startTraffic();
                carryOn();
                if (handover()) {
                    carryOn();
                    senbAddition();
                    carryOn();
                }
                stopTraffic();
            }
        }
        end(attached);
    }

    private boolean setUp() throws IOException, InterruptedException {
        stage("S1 and X2 set-up");
        int from = log.entries().size();
        for (String name : LabNodes.NAMES) {
            if (!name.equals(LabNodes.MME) && !name.equals(LabNodes.UPE)) {
                bound(host(name).openAir(LabNodes.AIR_PORT));
            }
            if (!name.equals(LabNodes.MME) && !name.equals(LabNodes.UE)) {
                bound(host(name).openGtpu(LabNodes.GTPU_PORT));
            }
        }
        bound(host(LabNodes.MME).listen(ApProtocol.S1AP));
        bound(host(LabNodes.TARGET).listen(ApProtocol.X2AP));
        bound(host(LabNodes.SENB).listen(ApProtocol.X2AP));
        for (String enb : List.of(LabNodes.SOURCE, LabNodes.TARGET, LabNodes.SENB)) {
            host(enb).connect(ApProtocol.S1AP, addresses.of(LabNodes.MME));
        }
        host(LabNodes.SOURCE).connect(ApProtocol.X2AP, addresses.of(LabNodes.TARGET));
        host(LabNodes.SOURCE).connect(ApProtocol.X2AP, addresses.of(LabNodes.SENB));
        host(LabNodes.TARGET).connect(ApProtocol.X2AP, addresses.of(LabNodes.SENB));
        return ended(from, LabNodes.SOURCE, "S1 Setup", 1)
                && ended(from, LabNodes.TARGET, "S1 Setup", 1)
                && ended(from, LabNodes.SENB, "S1 Setup", 1)
                && ended(from, LabNodes.SOURCE, "X2 Setup", 2)
                && ended(from, LabNodes.TARGET, "X2 Setup", 1);
    }

    private static void bound(Future<?> future) throws IOException, InterruptedException {
        if (!future.await().isSuccess()) {
            throw new IOException(future.cause().getMessage(), future.cause());
        }
    }

    private boolean attach() throws InterruptedException {
        stage("Attach");
        int from = log.entries().size();
        host(LabNodes.UE).post(new UeOrder.Attach(0, LabNodes.SOURCE_PCI));
        return ended(from, LabNodes.MME, "Attach", 1);
    }

    private boolean handover() throws InterruptedException {
        stage("X2 handover");
        int from = log.entries().size();
        faults.arm(Fault.TAMPER_RRC);
        faults.arm(Fault.WRONG_KEY);
        faults.arm(Fault.TRUNCATED_X2AP);
        host(LabNodes.UE).post(new UeOrder.NeighbourHeard(0, LabNodes.TARGET_PCI, 60));
        return ended(from, LabNodes.SOURCE, "X2 Handover", 1)
                && ended(from, LabNodes.UE, "Handover", 1);
    }

    private boolean senbAddition() throws InterruptedException {
        stage("SeNB addition");
        int from = log.entries().size();
        faults.arm(Fault.SILENT_PEER);
        host(LabNodes.UE).post(new UeOrder.NeighbourHeard(0, LabNodes.SENB_PCI, 60));
        return ended(from, LabNodes.TARGET, "SeNB Addition", 1)
                && ended(from, LabNodes.TARGET, "E-RAB Modification", 1);
    }

    private void startTraffic() {
        Inet4Address ue = nodes.ue.address(0);
        if (ue == null) {
            throw new IllegalStateException("attached without an address");
        }
        int octets = settings.packetOctets();
        int rate = settings.packetsPerSecond();
        host(LabNodes.UE)
                .post(new UeOrder.StartTraffic(0, new Flow(ue, LabNodes.peer(), octets, rate)));
        host(LabNodes.UPE)
                .post(new UpeOrder.StartTraffic(new Flow(LabNodes.peer(), ue, octets, rate)));
    }

    /// Lets traffic run for its share of the time.
    private void carryOn() throws InterruptedException {
        log.await(
                Integer.MAX_VALUE,
                _ -> true,
                System.nanoTime() + settings.duration().toNanos() / 3);
    }

    private void stopTraffic() throws InterruptedException {
        Inet4Address ue = nodes.ue.address(0);
        if (ue == null) {
            return;
        }
        host(LabNodes.UE).post(new UeOrder.StopTraffic(0));
        host(LabNodes.UPE).post(new UpeOrder.StopTraffic(ue));
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        do {
            count(ue);
        } while (uplink.lost() + downlink.lost() > 0
                && log.await(Integer.MAX_VALUE, _ -> true, System.nanoTime() + 20_000_000) < 0
                && System.nanoTime() < deadline);
    }

    private void count(Inet4Address ue) throws InterruptedException {
        long[] sent = new long[2];
        host(LabNodes.UE).run(() -> sent[0] = nodes.ue.uplinkSent(0)).await();
        host(LabNodes.UPE).run(() -> sent[1] = nodes.upe.downlinkSent(ue)).await();
        host(LabNodes.UPE).run(() -> uplink = nodes.upe.uplinkReport(ue, sent[0])).await();
        host(LabNodes.UE).run(() -> downlink = nodes.ue.downlinkReport(0, sent[1])).await();
    }

    private void end(boolean attached) throws InterruptedException {
        stage("Release");
        int from = log.entries().size();
        if (attached && connected()) {
            host(LabNodes.UE).post(new UeOrder.Detach(0));
            ended(from, LabNodes.MME, "UE Context Release", 1);
            ended(from, LabNodes.UE, "RRC Connection Release", 1);
        }
        host(LabNodes.UE).run(nodes.ue::forgetAll).await();
        host(LabNodes.MME).run(nodes.mme::forgetAll).await();
        long patience = System.nanoTime() + RELEASE_LIMIT.toNanos();
        while (ledger.living() > 0 && System.nanoTime() < patience) {
            log.await(Integer.MAX_VALUE, _ -> true, System.nanoTime() + 10_000_000);
        }
        forgotten = ledger.living();
        for (Enb enb : List.of(nodes.source, nodes.target, nodes.senb)) {
            NettyHost host = host(enb.name());
            host.run(() -> enb.forgetAll(host)).await();
        }
        for (NettyHost host : hosts.values()) {
            host.shutdownAll().await();
        }
        long deadline = System.nanoTime() + SHUTDOWN_LIMIT.toNanos();
        while (associations() > 0 && System.nanoTime() < deadline) {
            log.await(Integer.MAX_VALUE, _ -> true, System.nanoTime() + 20_000_000);
        }
    }

    private boolean connected() throws InterruptedException {
        boolean[] connected = new boolean[1];
        host(LabNodes.UE).run(() -> connected[0] = nodes.ue.connected(0)).await();
        return connected[0];
    }

    private int associations() throws InterruptedException {
        int[] count = new int[1];
        for (NettyHost host : hosts.values()) {
            host.run(() -> count[0] += host.associations()).await();
        }
        return count[0];
    }

    private void stage(String title) {
        progress.println("lab: " + title);
        progress.flush();
        capture.step(title);
    }

    /// Waits until a node has said `times` that a procedure ended; a failure is noted with all that nodes said of it.
    private boolean ended(int from, String node, String procedure, int times)
            throws InterruptedException {
        long deadline = System.nanoTime() + STAGE_LIMIT.toNanos();
        int next = from;
        for (int i = 0; i < times; i++) {
            int at = log.await(next, e -> isEnd(e, node, procedure), deadline);
            if (at < 0) {
                problems.add(procedure + ": " + node + " did not come to an end of it");
                return false;
            }
            if (log.entries().get(at).notice().kind() == Notice.Kind.FAILED) {
                return false;
            }
            next = at + 1;
        }
        return true;
    }

    private static boolean isEnd(RunLog.Entry entry, String node, String procedure) {
        Notice notice = entry.notice();
        return entry.node().equals(node)
                && notice.procedure().equals(procedure)
                && (notice.kind() == Notice.Kind.DONE || notice.kind() == Notice.Kind.FAILED);
    }

    private LabReport report() throws IOException {
        List<RunLog.Entry> steps = log.entries();
        judge(steps);
        Map<String, LabReport.NodeCounters> counters = new LinkedHashMap<>();
        nodes.pdcp.forEach((name, c) -> counters.put(name, counters(name, c)));
        String version = Lab.class.getPackage().getImplementationVersion();
        var report =
                new LabReport(
                        settings,
                        folder.path(),
                        start,
                        version == null ? "development" : version,
                        host(LabNodes.MME).carrier(),
                        addresses.toString(),
                        steps,
                        ledger.lives(),
                        uplink,
                        downlink,
                        counters,
                        nodes.keystream(),
                        capture.recorded(),
                        List.copyOf(faultSeen),
                        List.copyOf(problems));
        var wireshark = airKeys.wireshark();
        wireshark.write(folder.file(RunFolder.WIRESHARK));
        List<String> tshark = wireshark.arguments(folder.file(RunFolder.WIRESHARK));
        Files.writeString(
                folder.secret(RunFolder.KEYS),
                ReportJson.keys(airKeys.sets(), report.keys(), tshark));
        Files.writeString(folder.file(RunFolder.REPORT), ReportJson.report(report));
        return report;
    }

    private LabReport.NodeCounters counters(String name, PdcpCounters c) {
        return new LabReport.NodeCounters(
                c.sent(),
                c.received(),
                c.integrityFailures(),
                c.duplicates(),
                c.outOfWindow(),
                nodes.strays(name));
    }

    /// What must hold at the end of any run.
    private void judge(List<RunLog.Entry> steps) {
        for (RunLog.Entry step : steps) {
            Notice notice = step.notice();
            if (notice.kind() == Notice.Kind.FAILED) {
                problems.add(
                        "%s at %s: %s".formatted(notice.procedure(), step.node(), notice.text()));
            } else if (notice.kind() == Notice.Kind.EVENT && settings.fault() != null) {
                faultSeen.add(
                        "%s at %s: %s".formatted(notice.procedure(), step.node(), notice.text()));
            }
        }
        if (settings.fault() == null || settings.fault() == Fault.TAMPER_RRC) {
            lost("uplink", uplink);
            lost("downlink", downlink);
        }
        long failures =
                nodes.pdcp.values().stream().mapToLong(PdcpCounters::integrityFailures).sum();
        if (settings.fault() == null && failures > 0) {
            problems.add(failures + " PDUs failed their MAC-I");
        }
        var keystream = nodes.keystream();
        if (keystream.reuses() > 0) {
            problems.add(
                    "a keystream ciphered two plaintexts, %d times; first: %s"
                            .formatted(keystream.reuses(), keystream.shown().getFirst()));
        }
        if (forgotten > 0) {
            problems.add(
                    forgotten + " keys outlived the procedures that should have destroyed them");
        }
        if (capture.dropped() > 0) {
            problems.add(capture.dropped() + " datagrams are missing in the capture");
        }
    }

    private void lost(String name, FlowReport flow) {
        if (flow.lost() > 0 || flow.duplicates() > 0 || flow.damaged() > 0) {
            problems.add(
                    "%s: %d of %d packets lost, %d twice, %d damaged"
                            .formatted(
                                    name,
                                    flow.lost(),
                                    flow.sent(),
                                    flow.duplicates(),
                                    flow.damaged()));
        }
    }

    @Override
    public void close() throws IOException {
        hosts.values().forEach(NettyHost::close);
        capture.close();
    }
}

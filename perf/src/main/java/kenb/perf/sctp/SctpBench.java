package kenb.perf.sctp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;

import kenb.perf.report.BenchReport;
import kenb.perf.report.BenchRow;
import kenb.perf.report.Measurement;
import kenb.perf.report.Samples;
import kenb.perf.report.Surroundings;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Measures SCTP over UDP on loopback, both ends ours, beside usrsctp's `tsctp` where it is installed.
///
/// @param seconds of each round
/// @param rounds of each figure
/// @param idleAssociations kept with a heartbeat each second; 0 leaves that out
/// @param progress told what is being done
public record SctpBench(int seconds, int rounds, int idleAssociations, Consumer<String> progress) {
    private static final int WARM_UP_SECONDS = 3;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    public BenchReport run(ZonedDateTime now) throws IOException, InterruptedException {
        List<BenchRow> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        notes.add(
                "One association on loopback, an event loop each end, PMTU 1,500, nothing lost; %d rounds of %d s."
                        .formatted(rounds, seconds));
        if (Tsctp.isInstalled()) {
            notes.add(
                    "usrsctp: tsctp to tsctp, Nagle off, as Debian builds it (it logs each packet to a file). By the clock on the wall.");
        }
        rows.add(flood(1000, 5.0));
        rows.add(flood(64, null));
        rows.addAll(requests());
        if (idleAssociations > 0) {
            rows.add(idle(notes));
        }
        return new BenchReport(
                "kenb SCTP over UDP",
                Surroundings.of(now, ManagementFactory.getRuntimeMXBean().getInputArguments()),
                Tsctp.isInstalled() ? "usrsctp" : null,
                rows,
                notes);
    }

    private BenchRow flood(int octets, @Nullable Double aim)
            throws IOException, InterruptedException {
        progress.accept("messages of " + octets + " octets, one way");
        double[] here = new double[rounds];
        double[] cpu = new double[rounds];
        double[] heap = new double[rounds];
        var messages = new AtomicLong();
        try (var pair = new Loopback(SctpSettings::builder, () -> new Sink(messages))) {
            var flood = new Flood(Unpooled.directBuffer(octets).writeZero(octets));
            pair.connect(flood);
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            for (int round = 0; round < rounds; round++) {
                long before = messages.get();
                long busy = Loopback.processorNanos();
                long allocated = Loopback.allocatedOctets();
                long start = System.nanoTime();
                TimeUnit.SECONDS.sleep(seconds);
                double count = messages.get() - before;
                here[round] = (System.nanoTime() - start) / count;
                cpu[round] = (Loopback.processorNanos() - busy) / count;
                heap[round] = (Loopback.allocatedOctets() - allocated) / count;
            }
            flood.stop();
        }
        Measurement peer = null;
        if (Tsctp.isInstalled()) {
            progress.accept("the same by usrsctp");
            double[] there = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                there[round] = 1e9 / Tsctp.messagesPerSecond(octets, seconds).orElse(Double.NaN);
            }
            peer = new Measurement(Samples.of(there), Samples.of(there), null);
        }
        var wall = Samples.of(here);
        return new BenchRow(
                octets + " octets",
                "a message one way",
                new Measurement(wall, wall, Samples.of(heap)),
                peer,
                aim,
                Map.of(
                        "octets", octets,
                        "messagesPerSecond", Math.round(1e9 / wall.median()),
                        "cpuNanosBothEnds", Math.round(Samples.of(cpu).median())));
    }

    /// A request and its answer on one association, alone and while another floods the same sockets.
    private List<BenchRow> requests() throws InterruptedException {
        List<BenchRow> rows = new ArrayList<>();
        for (boolean loaded : new boolean[] {false, true}) {
            progress.accept("requests and answers" + (loaded ? " under load" : ""));
            try (var pair = new Loopback(SctpSettings::builder, () -> new Sink(new AtomicLong()))) {
                if (loaded) {
                    pair.connect(new Flood(Unpooled.directBuffer(1000).writeZero(1000)));
                }
                var requests = new Requests();
                Channel channel = pair.connect(requests);
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                int from = requests.count();
                TimeUnit.SECONDS.sleep((long) seconds * rounds);
                rows.add(row(requests.sortedSince(from), loaded));
                channel.close();
            }
        }
        return rows;
    }

    private static BenchRow row(long[] sorted, boolean loaded) {
        var times = new Samples(sorted[0], sorted[sorted.length / 2], at(sorted, 0.99));
        return new BenchRow(
                "100 octets",
                "request, answer" + (loaded ? ", load" : ""),
                new Measurement(times, times, null),
                null,
                null,
                Map.of(
                        "count", sorted.length,
                        "p50Nanos", at(sorted, 0.5),
                        "p99Nanos", at(sorted, 0.99),
                        "p999Nanos", at(sorted, 0.999)));
    }

    private static long at(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))];
    }

    private BenchRow idle(List<String> notes) throws InterruptedException {
        progress.accept(idleAssociations + " idle associations");
        var quiet = new ChannelInboundHandlerAdapter[] {new Idle(), new Idle()};
        try (var pair =
                new Loopback(
                        () ->
                                SctpSettings.builder()
                                        .heartbeatInterval(HEARTBEAT)
                                        // The heartbeat's interval is counted from an RTO after the
                                        // last.
                                        .rto(
                                                Duration.ofMillis(100),
                                                Duration.ofMillis(10),
                                                Duration.ofSeconds(60)),
                        () -> quiet[0])) {
            long before = usedHeap();
            for (int i = 0; i < idleAssociations; i++) {
                pair.connect(quiet[1]);
            }
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            double octets = (usedHeap() - before) / (2.0 * idleAssociations);
            long busy = Loopback.processorNanos();
            long start = System.nanoTime();
            TimeUnit.SECONDS.sleep((long) seconds * rounds);
            double nanos = Loopback.processorNanos() - busy;
            double elapsed = System.nanoTime() - start;
            double heartbeats = 2.0 * idleAssociations * elapsed / HEARTBEAT.toNanos();
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%,d idle associations, a heartbeat a second from each end: %.0f %% of a processor and %,.0f octets of heap each, an end.",
                            idleAssociations,
                            100 * nanos / elapsed / 2,
                            octets));
            var each = Samples.of(nanos / heartbeats);
            return new BenchRow(
                    idleAssociations + " idle",
                    "heartbeat, both ends",
                    new Measurement(each, each, null),
                    null,
                    null,
                    Map.of(
                            "associations",
                            idleAssociations,
                            "processorShareOfAnEnd",
                            nanos / elapsed / 2,
                            "heapOctetsOfAnEnd",
                            Math.round(octets)));
        }
    }

    private static long usedHeap() throws InterruptedException {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    /// Does nothing; one serves all.
    @ChannelHandler.Sharable
    private static final class Idle extends ChannelInboundHandlerAdapter {}
}

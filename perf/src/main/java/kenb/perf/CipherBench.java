package kenb.perf;

import kenb.perf.report.BenchReport;
import kenb.perf.report.BenchRow;
import kenb.perf.report.Measurement;
import kenb.perf.report.Surroundings;
import kenb.stack.cipher.IpsecMbEngine;

import org.jspecify.annotations.Nullable;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Measures what a PDU costs the cipher engines, by algorithm, length and number of PDUs at a time; beside ipsec-mb where that is wanted and there.
///
/// @param jmh how long
/// @param cases what to measure
/// @param providers of which ipsec-mb is what the others are compared with
/// @param percentiles whether to measure single batches, too
/// @param progress told what is being done
public record CipherBench(
        JmhRun jmh,
        Cases cases,
        List<CipherProvider> providers,
        boolean percentiles,
        Consumer<String> progress) {
    private static final List<String> NAMES = List.of("", "SNOW 3G", "AES", "ZUC");

    /// Fewer PDUs than these are nothing for ipsec-mb's bursts.
    private static final int SMALLEST_BURST = 4;

    private static final int LONGEST_ZUC = 8188;

    /// @param ciphering 1 SNOW 3G, 2 AES, 3 ZUC
    /// @param integrity the same; `both` takes one of each, the first with the first and so on
    /// @param operations `cipher`, `authenticate`, `both`
    /// @param sizes octets
    /// @param batches PDUs at a time
    /// @param keys they are under
    /// @param threads that do the same beside each other, each with an engine of its own
    public record Cases(
            List<Integer> ciphering,
            List<Integer> integrity,
            List<String> operations,
            List<Integer> sizes,
            List<Integer> batches,
            List<Integer> keys,
            List<Integer> threads) {
        /// Pairs of ciphering and integrity algorithm for an operation.
        private List<int[]> pairs(String operation) {
            var pairs = new ArrayList<int[]>();
            switch (operation) {
                case "cipher" -> ciphering.forEach(it -> pairs.add(new int[] {it, it}));
                case "authenticate" -> integrity.forEach(it -> pairs.add(new int[] {it, it}));
                default -> {
                    for (int i = 0; i < Math.min(ciphering.size(), integrity.size()); i++)
                        pairs.add(new int[] {ciphering.get(i), integrity.get(i)});
                }
            }
            return pairs;
        }
    }

    public BenchReport run(ZonedDateTime now) {
        var rows = new ArrayList<BenchRow>();
        for (int batch : cases.batches())
            for (int keys : cases.keys())
                if (keys <= batch)
                    for (var operation : cases.operations())
                        for (int[] pair : cases.pairs(operation))
                            for (int threads : cases.threads())
                                for (int size : cases.sizes())
                                    rows(
                                            rows,
                                            new Case(
                                                    pair[0], pair[1], operation, size, batch, keys,
                                                    threads));
        boolean compared = rows.stream().anyMatch(it -> it.peer() != null);
        var notes = new ArrayList<String>();
        notes.add(
                "In place in direct buffers, the same memory again and again. \"both\": integrity, then ciphering.");
        notes.add(
                "Medians of %d rounds of %d ms, by processor time of the measured threads."
                        .formatted(jmh.rounds(), jmh.millis()));
        if (percentiles)
            notes.add(
                    "Single batches: by the clock on the wall, divided by their PDUs; the median, the least, and what 99 of 100 stay under.");
        return new BenchReport(
                "kenb ciphers, nanoseconds a PDU",
                Surroundings.of(now, JmhRun.JVM),
                compared ? "ipsec-mb " + IpsecMbEngine.version() : null,
                rows,
                notes);
    }

    private record Case(
            int ciphering,
            int integrity,
            String operation,
            int size,
            int batch,
            int keys,
            int threads) {
        /// Longer PDUs under ZUC it can't do: the Java engine would stand in.
        boolean suitsIpsecMb() {
            return batch >= SMALLEST_BURST && (!uses(3) || size <= LONGEST_ZUC);
        }

        /// It has no SNOW 3G, and no long ZUC.
        boolean suitsBouncyCastle() {
            return !uses(1) && (!uses(3) || size < LONGEST_ZUC - 64);
        }

        private boolean uses(int algorithm) {
            return ciphering == algorithm || integrity == algorithm;
        }

        private String algorithms() {
            return ciphering == integrity
                    ? NAMES.get(ciphering)
                    : NAMES.get(ciphering) + " with MACs of " + NAMES.get(integrity);
        }

        String group() {
            return "%s, %d octets, %s".formatted(algorithms(), size, conditions());
        }

        /// Of which the lengths differ only.
        String panel() {
            return "%s, %s, %s".formatted(algorithms(), operation, conditions());
        }

        private String conditions() {
            return "%d at a time%s%s"
                    .formatted(
                            batch,
                            keys == 1 ? "" : " under " + keys + " keys",
                            threads == 1 ? "" : ", " + threads + " threads");
        }
    }

    private void rows(List<BenchRow> rows, Case what) {
        var peer =
                providers.contains(CipherProvider.IPSEC_MB) && what.suitsIpsecMb()
                        ? measure(what, CipherProvider.IPSEC_MB)
                        : null;
        for (var provider : providers) {
            if (provider == CipherProvider.IPSEC_MB) continue;
            if (provider == CipherProvider.BOUNCYCASTLE && !what.suitsBouncyCastle()) continue;
            rows.add(row(what, provider, measure(what, provider), peer));
            if (percentiles) rows.add(single(what, provider));
        }
    }

    private BenchRow single(Case what, CipherProvider provider) {
        progress.accept(what.group() + ", single batches, " + provider.text());
        var times =
                jmh.with(what.threads())
                        .percentiles(
                                CipherBenchmark.class,
                                what.operation(),
                                parameters(what, provider));
        var each = new Measurement(times, times, null).per(what.batch());
        return new BenchRow(
                what.group(),
                what.operation() + ", " + provider.text() + ", single batches",
                each,
                null,
                null,
                Map.of("p50Nanos", times.median(), "p99Nanos", times.most()));
    }

    private static Map<String, String> parameters(Case what, CipherProvider provider) {
        return Map.of(
                "provider", provider.text(),
                "algorithm", Integer.toString(what.ciphering()),
                "integrity", Integer.toString(what.integrity()),
                "size", Integer.toString(what.size()),
                "batch", Integer.toString(what.batch()),
                "keys", Integer.toString(what.keys()));
    }

    private static BenchRow row(
            Case what, CipherProvider provider, Measurement here, @Nullable Measurement peer) {
        return new BenchRow(
                what.group(),
                what.operation() + ", " + provider.text(),
                here,
                peer,
                null,
                details(what, provider, here, peer));
    }

    private static Map<String, Object> details(
            Case what, CipherProvider provider, Measurement here, @Nullable Measurement peer) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("ciphering", what.ciphering());
        details.put("integrity", what.integrity());
        details.put("operation", what.operation());
        details.put("octets", what.size());
        details.put("batch", what.batch());
        details.put("keys", what.keys());
        details.put("threads", what.threads());
        details.put("provider", provider.text());
        details.put("providerVersion", provider.version());
        details.put("panel", what.panel());
        details.put("gbitPerSecond", gbits(what, here));
        if (peer != null) details.put("peerGbitPerSecond", gbits(what, peer));
        return details;
    }

    private static double gbits(Case what, Measurement each) {
        return 8.0 * what.size() * what.threads() / each.wall().median();
    }

    private Measurement measure(Case what, CipherProvider provider) {
        progress.accept(what.group() + ", " + what.operation() + ", " + provider.text());
        return jmh.with(what.threads())
                .measure(
                        CipherBenchmark.class,
                        what.operation(),
                        parameters(what, provider),
                        Map.of())
                .per(what.batch());
    }
}

package kenb.perf;

import kenb.perf.report.BenchReport;
import kenb.perf.report.BenchRow;
import kenb.perf.report.Measurement;
import kenb.perf.report.Surroundings;
import kenb.stack.cipher.IpsecMbEngine;

import org.jspecify.annotations.Nullable;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Measures what a PDU costs the cipher engines, by algorithm, length and number of PDUs at a time; beside ipsec-mb where that is wanted and there.
///
/// @param jmh how long
/// @param cases what to measure
/// @param providers of which ipsec-mb is what the others are compared with
/// @param progress told what is being done
public record CipherBench(
        JmhRun jmh, Cases cases, List<CipherProvider> providers, Consumer<String> progress) {
    private static final List<String> NAMES = List.of("", "SNOW 3G", "AES", "ZUC");

    /// Fewer PDUs than these are nothing for ipsec-mb's bursts.
    private static final int SMALLEST_BURST = 4;

    private static final int LONGEST_ZUC = 8188;

    /// @param algorithms 1 SNOW 3G, 2 AES, 3 ZUC
    /// @param operations `cipher`, `authenticate`, `both`
    /// @param sizes octets
    /// @param batches PDUs at a time
    /// @param keys they are under
    public record Cases(
            List<Integer> algorithms,
            List<String> operations,
            List<Integer> sizes,
            List<Integer> batches,
            List<Integer> keys) {}

    public BenchReport run(ZonedDateTime now) {
        var rows = new ArrayList<BenchRow>();
        for (int algorithm : cases.algorithms())
            for (int batch : cases.batches())
                for (int keys : cases.keys())
                    if (keys <= batch)
                        for (int size : cases.sizes())
                            for (var operation : cases.operations())
                                rows(rows, new Case(algorithm, operation, size, batch, keys));
        boolean compared = rows.stream().anyMatch(it -> it.peer() != null);
        return new BenchReport(
                "kenb ciphers, one thread, nanoseconds a PDU",
                Surroundings.of(now, JmhRun.JVM),
                compared ? "ipsec-mb " + IpsecMbEngine.version() : null,
                rows,
                List.of(
                        "In place in direct buffers, the same memory again and again. \"both\": integrity, then ciphering.",
                        "Medians of %d rounds of %d ms, by processor time of the measured thread."
                                .formatted(jmh.rounds(), jmh.millis())));
    }

    private record Case(int algorithm, String operation, int size, int batch, int keys) {
        /// Longer PDUs under ZUC it can't do: the Java engine would stand in.
        boolean suitsIpsecMb() {
            return batch >= SMALLEST_BURST && (algorithm != 3 || size <= LONGEST_ZUC);
        }

        /// It has no SNOW 3G, and no long ZUC.
        boolean suitsBouncyCastle() {
            return algorithm == 2 || algorithm == 3 && size < LONGEST_ZUC - 64;
        }

        String group() {
            return "%s, %d octets, %d at a time%s"
                    .formatted(
                            NAMES.get(algorithm),
                            size,
                            batch,
                            keys == 1 ? "" : " under " + keys + " keys");
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
        }
    }

    private static BenchRow row(
            Case what, CipherProvider provider, Measurement here, @Nullable Measurement peer) {
        return new BenchRow(
                what.group(),
                what.operation() + ", " + provider.text(),
                here,
                peer,
                null,
                Map.of(
                        "algorithm", what.algorithm(),
                        "operation", what.operation(),
                        "octets", what.size(),
                        "batch", what.batch(),
                        "keys", what.keys(),
                        "provider", provider.text(),
                        "gbitPerSecond", 8.0 * what.size() / here.cpu().median()));
    }

    private Measurement measure(Case what, CipherProvider provider) {
        progress.accept(what.group() + ", " + what.operation() + ", " + provider.text());
        return jmh.measure(
                        CipherBenchmark.class,
                        what.operation(),
                        Map.of(
                                "provider", provider.text(),
                                "algorithm", Integer.toString(what.algorithm()),
                                "size", Integer.toString(what.size()),
                                "batch", Integer.toString(what.batch()),
                                "keys", Integer.toString(what.keys())),
                        Map.of())
                .per(what.batch());
    }
}

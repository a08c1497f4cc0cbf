package kenb.perf;

import kenb.perf.report.BenchReport;
import kenb.perf.report.BenchRow;
import kenb.perf.report.Measurement;
import kenb.perf.report.Surroundings;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Measures what a PDU costs in PDCP, by length.
///
/// @param jmh how long
/// @param progress told what is being done
public record PdcpBench(JmhRun jmh, Consumer<String> progress) {
    /// Of the cipher's own speed.
    private static final double WANTED = 0.8;

    private static final List<Integer> SIZES = List.of(64, 256, 1400, 9000);

    /// Methods of {@link PdcpBenchmark} by what the table calls them.
    private static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

    static {
        QUESTIONS.put("DRB, send", "drbTransmitBatch1");
        QUESTIONS.put("DRB, send 32 at a time", "drbTransmitBatch32");
        QUESTIONS.put("DRB, receive", "drbReceiveBatch1");
        QUESTIONS.put("DRB, receive 32", "drbReceiveBatch32");
        QUESTIONS.put("DRB in a pipeline, send 32", "pipelineTransmit32");
        QUESTIONS.put("DRB in a pipeline, receive 32", "pipelineReceive32");
        QUESTIONS.put("SRB, there and back", "srbThereAndBack");
    }

    public BenchReport run(ZonedDateTime now) {
        var rows = new ArrayList<BenchRow>();
        for (int size : SIZES)
            QUESTIONS.forEach((what, method) -> rows.add(row(size, what, method)));
        return new BenchReport(
                "kenb PDCP, one thread",
                Surroundings.of(now, JmhRun.JVM),
                "the cipher alone",
                rows,
                List.of(
                        "DRB: 128-EEA2. SRB: 128-EEA2 and 128-EIA2, protected by the sender, verified and deciphered by the receiver.",
                        "Medians of %d rounds of %d ms, by processor time of the measured thread."
                                .formatted(jmh.rounds(), jmh.millis())));
    }

    private BenchRow row(int size, String what, String method) {
        progress.accept(what + ", " + size + " octets");
        var here =
                jmh.measure(
                        PdcpBenchmark.class,
                        method,
                        Map.of("size", Integer.toString(size)),
                        Map.of());
        boolean compared = what.startsWith("DRB");
        return new BenchRow(
                size + " octets",
                what,
                here,
                compared ? alone(size, what.contains("32") ? 32 : 1) : null,
                compared ? WANTED : null,
                Map.of("octets", size, "benchmark", "PdcpBenchmark." + method));
    }

    private Measurement alone(int size, int batch) {
        progress.accept("the cipher alone, " + batch + " at a time, " + size + " octets");
        return jmh.measure(
                        CipherBenchmark.class,
                        "cipher",
                        Map.of(
                                "provider",
                                CipherProvider.JAVA.text(),
                                "algorithm",
                                "2",
                                "integrity",
                                "2",
                                "size",
                                Integer.toString(size),
                                "batch",
                                Integer.toString(batch),
                                "keys",
                                "1"),
                        Map.of())
                .per(batch);
    }
}

package kenb.perf;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Processor time of the benchmark's threads an operation, which stays true where other programs take
/// the processor away. What the collector's and the compiler's threads use is not in it.
public final class CpuClock implements InternalProfiler {
    /// Name of the result.
    public static final String LABEL = "cpu";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Map<Long, Long> before = Map.of();

    @Override
    public String getDescription() {
        return "Processor time of the benchmark's threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = times();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long nanos = 0;
        for (var thread : times().entrySet())
            nanos += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        long operations = result.getMetadata().getAllOps();
        return operations == 0 || nanos == 0
                ? List.of()
                : List.of(
                        new ScalarResult(
                                LABEL,
                                (double) nanos / operations,
                                "ns/op",
                                AggregationPolicy.AVG));
    }

    /// Nanoseconds by the ids of JMH's workers.
    private Map<Long, Long> times() {
        var times = new HashMap<Long, Long>();
        for (var thread : Thread.getAllStackTraces().keySet())
            if (thread.getName().contains("jmh-worker"))
                times.put(thread.threadId(), threads.getThreadCpuTime(thread.threadId()));
        return times;
    }
}

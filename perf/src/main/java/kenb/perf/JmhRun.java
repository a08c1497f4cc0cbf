package kenb.perf;

import kenb.perf.report.Measurement;
import kenb.perf.report.Samples;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs one method of a benchmark in a JVM of its own, as the kenb command starts its.
///
/// @param warmups rounds that are not counted
/// @param rounds rounds that are
/// @param millis length of a round
/// @param threads that do the same beside each other
public record JmhRun(int warmups, int rounds, int millis, int threads) {
    /// The options of the JVM that is measured.
    public static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmn256m",
                    "-Xlog:disable",
                    "--add-modules=jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /// Enough for a figure that can be quoted.
    public static JmhRun thorough() {
        return new JmhRun(6, 5, 1000, 1);
    }

    /// A first look.
    public static JmhRun quick() {
        return new JmhRun(6, 3, 400, 1);
    }

    /// The same with so many threads.
    public JmhRun with(int threads) {
        return new JmhRun(warmups, rounds, millis, threads);
    }

    /// @param properties system properties of the JVM
    /// @throws IllegalStateException when the benchmark fails, with what JMH says
    public Measurement measure(
            Class<?> benchmark,
            String method,
            Map<String, String> parameters,
            Map<String, String> properties) {
        var options = options(benchmark, method, parameters, properties);
        options.addProfiler(GCProfiler.class).addProfiler(CpuClock.class);
        return measurement(run(options, benchmark, method, parameters));
    }

    /// Nanoseconds of single operations by the clock on the wall: the least, the median, and what 99 of 100 stay under.
    ///
    /// @throws IllegalStateException when the benchmark fails, with what JMH says
    public Samples percentiles(Class<?> benchmark, String method, Map<String, String> parameters) {
        var options = options(benchmark, method, parameters, Map.of());
        options.mode(Mode.SampleTime);
        var times = run(options, benchmark, method, parameters).getPrimaryResult().getStatistics();
        return new Samples(times.getMin(), times.getPercentile(50), times.getPercentile(99));
    }

    private ChainedOptionsBuilder options(
            Class<?> benchmark,
            String method,
            Map<String, String> parameters,
            Map<String, String> properties) {
        // Several may run at a time, in one another's way but not in need of a lock.
        System.setProperty("jmh.ignoreLock", "true");
        var arguments = new ArrayList<>(JVM);
        properties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        var options =
                new OptionsBuilder()
                        .include(
                                "^"
                                        + benchmark.getName().replace(".", "\\.")
                                        + "\\."
                                        + method
                                        + "$")
                        .forks(1)
                        .threads(threads)
                        .warmupIterations(warmups)
                        .warmupTime(TimeValue.milliseconds(millis))
                        .measurementIterations(rounds)
                        .measurementTime(TimeValue.milliseconds(millis))
                        .jvmArgs(arguments.toArray(String[]::new))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        return options;
    }

    private static RunResult run(
            ChainedOptionsBuilder options,
            Class<?> benchmark,
            String method,
            Map<String, String> parameters) {
        try {
            return new Runner(options.build(), silent()).runSingle();
        } catch (RunnerException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    benchmark.getSimpleName() + "." + method + " " + parameters + ": " + cause, e);
        }
    }

    /// The JVM that is measured warns of its own options.
    private static OutputFormat silent() {
        return OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);
    }

    private static Measurement measurement(RunResult result) {
        var iterations =
                result.getBenchmarkResults().stream()
                        .flatMap(it -> it.getIterationResults().stream())
                        .toList();
        var wall =
                Samples.of(
                        iterations.stream()
                                .mapToDouble(it -> it.getPrimaryResult().getScore())
                                .toArray());
        var cpu = secondary(iterations, CpuClock.LABEL);
        return new Measurement(
                cpu == null ? wall : cpu, wall, secondary(iterations, "gc.alloc.rate.norm"));
    }

    private static @Nullable Samples secondary(List<IterationResult> iterations, String label) {
        var scores =
                iterations.stream()
                        .map(it -> find(it.getSecondaryResults(), label))
                        .filter(it -> it != null)
                        .mapToDouble(it -> it.getScore())
                        .toArray();
        return scores.length == 0 ? null : Samples.of(scores);
    }

    @SuppressWarnings("rawtypes")
    private static @Nullable Result find(Map<String, Result> results, String label) {
        for (var entry : results.entrySet())
            if (entry.getKey().endsWith(label)) return entry.getValue();
        return null;
    }
}

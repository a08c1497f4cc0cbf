package kenb.tools;

import kenb.perf.JmhRun;
import kenb.perf.report.BarChart;
import kenb.perf.report.BenchReport;
import kenb.perf.report.ReportJson;
import kenb.perf.report.TextTable;
import kenb.perf.report.ThroughputChart;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Options of all benchmarks: how long to measure, and where the report goes.
final class BenchOutput {
    @Option(names = "--quick", description = "Short rounds: a first look, not to be quoted.")
    private boolean quick;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Also write report.txt, report.json and report.svg there, and throughput.svg where it was measured.")
    private @Nullable Path folder;

    boolean isQuick() {
        return quick;
    }

    JmhRun jmh() {
        return quick ? JmhRun.quick() : JmhRun.thorough();
    }

    /// A line on stderr for each thing that is begun.
    Consumer<String> progress(CommandSpec spec) {
        var err = spec.commandLine().getErr();
        return what -> {
            err.println("kenb: " + what);
            err.flush();
        };
    }

    void write(BenchReport report, CommandSpec spec) throws IOException {
        var into = folder;
        if (into != null) {
            Files.createDirectories(into);
            Files.writeString(into.resolve("report.txt"), TextTable.of(report));
            Files.writeString(into.resolve("report.json"), ReportJson.of(report) + "\n");
            Files.writeString(into.resolve("report.svg"), BarChart.of(report));
            if (ThroughputChart.suits(report))
                Files.writeString(into.resolve("throughput.svg"), ThroughputChart.of(report));
        }
        var out = spec.commandLine().getOut();
        if (json) out.println(ReportJson.of(report));
        else out.print(TextTable.of(report));
        out.flush();
    }
}

package kenb.perf.report;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// The figures of a run, and what they were measured on.
///
/// @param title what was measured
/// @param surroundings machine, JVM, date …, by name
/// @param peer name of the other implementation; null where there is none
/// @param notes what a reader must know of the figures
public record BenchReport(
        String title,
        Map<String, String> surroundings,
        @Nullable String peer,
        List<BenchRow> rows,
        List<String> notes) {
    public BenchReport {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// The part of a processor that the measured threads had, as the rounds' medians say; 1 on a quiet machine.
    public double processorShare() {
        return rows.stream()
                .mapToDouble(it -> it.here().cpu().median() / it.here().wall().median())
                .sorted()
                .skip(rows.size() / 2)
                .findFirst()
                .orElse(1);
    }
}

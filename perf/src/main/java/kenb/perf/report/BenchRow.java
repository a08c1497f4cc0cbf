package kenb.perf.report;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// One line of the table.
///
/// @param group what is worked on, such as a message, with its protocol and length
/// @param what the operation
/// @param here what it costs here
/// @param peer what the same costs another implementation; null where that was not measured
/// @param aim how many times as fast as the other this wants to be; null where nobody said
/// @param details further fields for JSON
public record BenchRow(
        String group,
        String what,
        Measurement here,
        @Nullable Measurement peer,
        @Nullable Double aim,
        Map<String, Object> details) {
    public BenchRow {
        details = Map.copyOf(details);
    }

    /// How many times as long the other implementation takes, by the medians; null where there is none.
    public @Nullable Double ratio() {
        return peer == null ? null : peer.cpu().median() / here.cpu().median();
    }
}

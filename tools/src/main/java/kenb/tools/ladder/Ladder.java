package kenb.tools.ladder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a ladder shows, before any drawing. Lifelines are named by their index in `lifelines`.
///
/// @param startNanos the time that rows count from, nanoseconds since 1970
public record Ladder(String title, long startNanos, List<String> lifelines, List<Row> rows) {

    /// One thing from top to bottom; times are nanoseconds since 1970 and never decrease.
    public sealed interface Row {
        long epochNanos();
    }

    /// A heading: a step of the run begins.
    public record Step(long epochNanos, String title) implements Row {}

    /// A message.
    ///
    /// @param details the telling fields, short; may be empty
    /// @param hover everything worth reading when pointed at
    /// @param problem whether it did not decode
    public record Arrow(
            long epochNanos,
            long packet,
            int from,
            int to,
            String protocol,
            String name,
            String details,
            String hover,
            boolean problem)
            implements Row {}

    /// User traffic between two nodes over a while; `left` is the lifeline further left.
    public record Band(
            long epochNanos,
            long untilNanos,
            int left,
            int right,
            String protocol,
            long rightwardPdus,
            long leftwardPdus,
            long octets)
            implements Row {}

    /// Keys of one node that were born or died together.
    public record KeyEvent(long epochNanos, int owner, boolean born, List<KeyLife> keys)
            implements Row {}

    /// One key in one node.
    ///
    /// @param name its purpose as the specification calls it
    /// @param diedNanos null where it outlived the run
    public record KeyLife(
            String fingerprint,
            String name,
            String owner,
            String origin,
            long bornNanos,
            @Nullable Long diedNanos) {

        /// Whether others are derived from it: drawn as a bar along its owner's lifeline.
        public boolean isAnchor() {
            return !name.endsWith("enc") && !name.endsWith("int");
        }

        /// The name and the first digits of the fingerprint.
        public String label() {
            return name + " " + fingerprint.substring(0, Math.min(6, fingerprint.length()));
        }
    }
}

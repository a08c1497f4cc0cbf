package kenb.nodes.traffic;

/// What became of a flow.
///
/// @param damaged arrived, but not as it was sent
/// @param longestGapMillis longest time between two packets, as a listener would notice it
public record FlowReport(
        long sent,
        long received,
        long lost,
        long duplicates,
        long reordered,
        long damaged,
        double megabitsPerSecond,
        double latencyMedianMillis,
        double latencyP99Millis,
        double latencyMaxMillis,
        double longestGapMillis) {}

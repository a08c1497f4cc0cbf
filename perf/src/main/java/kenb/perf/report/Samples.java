package kenb.perf.report;

import java.util.Arrays;

/// One figure of several rounds.
public record Samples(double least, double median, double most) {
    /// @throws IllegalArgumentException where there are none
    public static Samples of(double... rounds) {
        if (rounds.length == 0) throw new IllegalArgumentException("no rounds");
        var sorted = rounds.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return new Samples(
                sorted[0],
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
                sorted[sorted.length - 1]);
    }

    Samples per(int count) {
        return new Samples(least / count, median / count, most / count);
    }
}

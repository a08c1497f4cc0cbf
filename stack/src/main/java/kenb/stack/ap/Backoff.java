package kenb.stack.ap;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: twice as long each time, up to a limit.
///
/// @param first before the first repetition
/// @param most never longer, spread aside
/// @param spread each wait is up to this share of itself shorter or longer, from 0 up to 1, so that those who lost the same peer at
///     the same time don't all come back at the same time
public record Backoff(Duration first, Duration most, double spread) {

    /// From one second to one minute, a fifth more or less.
    public static final Backoff USUAL =
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.2);

    public Backoff {
        if (!first.isPositive() || first.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "backoff from " + first + " to " + most + ": more than zero, and not falling");
        }
        if (!(spread >= 0 && spread < 1)) {
            throw new IllegalArgumentException("backoff spread " + spread + ": 0 up to 1");
        }
    }

    /// @param failures in a row so far, from 1 on
    public Duration after(int failures, RandomGenerator random) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures " + failures + ": from 1 on");
        }
        double steady =
                Math.min(
                        (double) first.toNanos() * Math.pow(2, failures - 1),
                        (double) most.toNanos());
        return Duration.ofNanos((long) (steady * (1 + spread * (2 * random.nextDouble() - 1))));
    }
}

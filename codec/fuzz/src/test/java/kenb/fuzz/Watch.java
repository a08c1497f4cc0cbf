package kenb.fuzz;

import java.util.HexFormat;

/// Feeds targets. One thread's; another may ask it for how long the target has been at an input.
final class Watch {
    /// Showing a value, or turning a module into Java, takes more than reading a message, but not without bounds.
    private static final long MOST_BYTES = 1 << 30;

    private volatile long since;
    private volatile byte[] current = {};

    /// @throws Finding where the target does what it must not
    void feed(Target target, byte[] octets) {
        current = octets;
        since = System.nanoTime();
        try {
            var memory = new Memory();
            target.check().feed(octets.clone());
            memory.atMost(MOST_BYTES, "all");
        } catch (Throwable e) {
            throw new Finding(target, octets, e.toString(), e);
        } finally {
            since = 0;
        }
    }

    /// Seconds that the target has been reading one input.
    double seconds() {
        long start = since;
        return start == 0 ? 0 : (System.nanoTime() - start) / 1e9;
    }

    String inHand() {
        return HexFormat.of().formatHex(current);
    }
}

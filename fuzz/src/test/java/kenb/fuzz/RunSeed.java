package kenb.fuzz;

/// Where a run's random numbers start.
public final class RunSeed {
    private RunSeed() {}

    /// `-Dfuzz.seed`, or a new one; tests print it.
    public static long get() {
        var given = System.getProperty("fuzz.seed", "");
        return given.isBlank() ? System.nanoTime() & 0xFFFF_FFFFL : Long.parseLong(given.strip());
    }
}

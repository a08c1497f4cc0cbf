package kenb.fuzz;

/// What a long run is asked for by properties.
public final class Wanted {
    private Wanted() {}

    /// Where random numbers start: `-Dfuzz.seed`, or a new one; tests print it.
    public static long seed() {
        var given = System.getProperty("fuzz.seed", "");
        return given.isBlank() ? System.nanoTime() & 0xFFFF_FFFFL : Long.parseLong(given.strip());
    }

    /// Whether a protocol is among `-Dfuzz.only`, a regular expression; all are without it.
    public static boolean is(String protocol) {
        var only = System.getProperty("fuzz.only", "");
        return only.isBlank() || protocol.matches(only);
    }
}

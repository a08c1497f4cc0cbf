package kenb.fuzz;

/// What Jazzer calls, in a JVM of its own: the targets of the group that the property `fuzz.group` names. Where there are
/// several, the first octet of an input says which. Memory is bounded by the JVM's: Jazzer's own counts as the target's.
public final class JazzerEntry {
    private static final Target[] TARGETS =
            Targets.group(System.getProperty("fuzz.group", "")).toArray(Target[]::new);

    private JazzerEntry() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) return;
        var target = TARGETS[(input[0] & 0xFF) % TARGETS.length];
        var octets = new byte[input.length - 1];
        System.arraycopy(input, 1, octets, 0, octets.length);
        try {
            target.check().feed(octets.clone());
        } catch (Throwable e) {
            throw new Finding(target, octets, e.toString(), e);
        }
    }

    /// What the entry reads as `octets` for the target of this number in its group.
    static byte[] input(int target, byte[] octets) {
        var input = new byte[octets.length + 1];
        input[0] = (byte) target;
        System.arraycopy(octets, 0, input, 1, octets.length);
        return input;
    }
}

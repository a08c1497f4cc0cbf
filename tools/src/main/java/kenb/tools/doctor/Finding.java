package kenb.tools.doctor;

import org.jspecify.annotations.Nullable;

/// One thing looked for.
///
/// @param value what was found, in a few words
/// @param advice how to get it, or what kenb does without it; null where nothing needs doing
public record Finding(String name, Status status, String value, @Nullable String advice) {
    public enum Status {
        /// There and usable.
        FOUND,
        /// Not there, and kenb does without.
        LACKING,
        /// Not there, and kenb can't work.
        BROKEN
    }

    static Finding found(String name, String value) {
        return new Finding(name, Status.FOUND, value, null);
    }

    static Finding lacking(String name, String value, String advice) {
        return new Finding(name, Status.LACKING, value, advice);
    }

    static Finding broken(String name, String value, String advice) {
        return new Finding(name, Status.BROKEN, value, advice);
    }
}

package kenb.perf.report;

import org.jspecify.annotations.Nullable;

/// What an operation costs.
///
/// @param cpu nanoseconds of processor time
/// @param wall nanoseconds by the clock on the wall, which are more where the machine is busy
/// @param octets allocated; null where nobody counted
public record Measurement(Samples cpu, Samples wall, @Nullable Samples octets) {
    /// Of one of so many that were measured together.
    public Measurement per(int count) {
        return new Measurement(
                cpu.per(count), wall.per(count), octets == null ? null : octets.per(count));
    }
}

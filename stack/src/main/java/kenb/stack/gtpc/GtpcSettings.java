package kenb.stack.gtpc;

/// Timers and counters of a GTPv2-C entity, TS 29.274 §7.6.
///
/// @param t3ResponseMillis how long an answer is waited for before the request is sent again
/// @param n3Requests how often a request is sent in all
/// @param keepAnswersMillis how long an answer is kept, to be sent again to a repeated request; at least what a peer takes to give up
/// @param echoIntervalMillis between Echo Requests on a path, not below 60,000 in a network (§7.1.1); 0 for none
/// @param mostKept requests and answers kept at one time; beyond it the oldest answers go, and new requests are refused
public record GtpcSettings(
        long t3ResponseMillis,
        int n3Requests,
        long keepAnswersMillis,
        long echoIntervalMillis,
        int mostKept) {

    public GtpcSettings {
        if (t3ResponseMillis < 1 || n3Requests < 1 || keepAnswersMillis < 0 || mostKept < 1) {
            throw new IllegalArgumentException("timers and counters must be positive");
        }
    }

    /// 3 s, 3 times, answers kept for 30 s, an echo a minute, 65,536.
    public static GtpcSettings usual() {
        return new GtpcSettings(3_000, 3, 30_000, 60_000, 1 << 16);
    }
}

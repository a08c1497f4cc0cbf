package kenb.stack.sctp.udp;

/// RTO of a path, nanoseconds (RFC 9260 §6.3.1): smoothed round trip plus four times its variation, doubled by each timeout.
final class RetransmissionTimeout {
    private final long min;
    private final long max;
    private long rto;
    private long smoothed = -1;
    private long variation;

    RetransmissionTimeout(long initial, long min, long max) {
        this.rto = initial;
        this.min = min;
        this.max = max;
    }

    long nanos() {
        return rto;
    }

    /// A round trip of a packet that was not retransmitted (Karn).
    void sample(long roundTripNanos) {
        if (smoothed < 0) {
            smoothed = roundTripNanos;
            variation = roundTripNanos / 2;
        } else {
            variation += (Math.abs(smoothed - roundTripNanos) - variation) / 4;
            smoothed += (roundTripNanos - smoothed) / 8;
        }
        rto = Math.clamp(smoothed + 4 * variation, min, max);
    }

    /// §6.3.3 E2.
    void backOff() {
        rto = Math.min(2 * rto, max);
    }

    /// Smoothed round trip, -1 before the first sample.
    long smoothedNanos() {
        return smoothed;
    }
}

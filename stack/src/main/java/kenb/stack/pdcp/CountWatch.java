package kenb.stack.pdcp;

import kenb.stack.cipher.Direction;

import java.util.function.Consumer;

/// Reports once per key that a direction's COUNT nears its end.
final class CountWatch {
    /// One more than the last COUNT.
    static final long END = 1L << 32;

    private final String bearer;
    private final Direction direction;
    private final long threshold;
    private final Consumer<? super PdcpEvent> events;
    private boolean reported;

    CountWatch(
            String bearer,
            Direction direction,
            long threshold,
            Consumer<? super PdcpEvent> events) {
        this.bearer = bearer;
        this.direction = direction;
        this.threshold = threshold;
        this.events = events;
    }

    void used(long count) {
        if (count < threshold || reported) return;
        reported = true;
        events.accept(new PdcpEvent.CountNearWrap(bearer, direction, count));
    }

    void exhausted() {
        events.accept(new PdcpEvent.CountExhausted(bearer, direction));
    }

    void newKey() {
        reported = false;
    }
}

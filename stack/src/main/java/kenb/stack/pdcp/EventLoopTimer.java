package kenb.stack.pdcp;

import io.netty.util.concurrent.EventExecutor;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// t-Reordering on an event loop. A bearer may start and stop it with every PDU, so a stop takes nothing off the loop: the task that is there
/// looks when it runs whether it is time.
final class EventLoopTimer implements ReorderingTimer {
    private final long lengthNanos;
    private final Runnable expired;
    private @Nullable EventExecutor loop;
    private boolean running;
    private boolean scheduled;
    private long deadline;

    EventLoopTimer(long lengthNanos, Runnable expired) {
        this.lengthNanos = lengthNanos;
        this.expired = expired;
    }

    void runOn(EventExecutor executor) {
        loop = executor;
    }

    @Override
    public void start() {
        EventExecutor executor = loop;
        if (executor == null) throw new IllegalStateException("not in a pipeline");
        running = true;
        deadline = executor.ticker().nanoTime() + lengthNanos;
        if (!scheduled) schedule(executor, lengthNanos);
    }

    private void schedule(EventExecutor executor, long nanos) {
        scheduled = true;
        executor.schedule(() -> look(executor), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(EventExecutor executor) {
        scheduled = false;
        if (!running) return;
        long left = deadline - executor.ticker().nanoTime();
        if (left > 0) {
            schedule(executor, left);
        } else {
            running = false;
            expired.run();
        }
    }

    @Override
    public void stop() {
        running = false;
    }
}

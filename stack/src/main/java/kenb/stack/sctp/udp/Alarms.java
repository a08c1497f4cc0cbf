package kenb.stack.sctp.udp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// When the associations of an endpoint want to be woken: all that falls into the same 4 ms is one task of the event loop, and what
/// they send goes out together. Cost: O(log n) an alarm.
final class Alarms {
    private static final long GRAIN_NANOS = 4_000_000;
    private static final long NONE = Long.MAX_VALUE;

    /// One that wants to be woken.
    abstract static class Sleeper {
        private long slot = NONE;

        abstract void wake();
    }

    /// Stale where its sleeper has another one since.
    private record Alarm(long slot, Sleeper sleeper) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return Long.compare(slot, other.slot);
        }
    }

    private final EventLoop loop;
    private final LongSupplier clock;
    private final Runnable afterwards;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private @Nullable Future<?> scheduled;
    private long scheduledSlot = NONE;

    /// @param clock nanoseconds
    /// @param afterwards run when all that were due have been woken
    Alarms(EventLoop loop, LongSupplier clock, Runnable afterwards) {
        this.loop = loop;
        this.clock = clock;
        this.afterwards = afterwards;
    }

    /// Wakes it at this time or up to a grain later, once; an alarm it has that is earlier stays as it is.
    void wakeAt(long nanos, Sleeper sleeper) {
        long slot = nanos / GRAIN_NANOS + 1;
        if (sleeper.slot <= slot) {
            return;
        }
        sleeper.slot = slot;
        alarms.add(new Alarm(slot, sleeper));
        schedule(slot);
    }

    /// It need not be woken any more.
    void forget(Sleeper sleeper) {
        sleeper.slot = NONE;
    }

    private void schedule(long slot) {
        if (slot >= scheduledSlot) {
            return;
        }
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        scheduledSlot = slot;
        long delay = Math.max(0, slot * GRAIN_NANOS - clock.getAsLong());
        scheduled = loop.schedule(this::ring, delay, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        scheduled = null;
        scheduledSlot = NONE;
        long now = clock.getAsLong() / GRAIN_NANOS;
        Alarm alarm;
        while ((alarm = alarms.peek()) != null && alarm.slot <= now) {
            alarms.remove();
            if (alarm.sleeper.slot == alarm.slot) {
                alarm.sleeper.slot = NONE;
                alarm.sleeper.wake();
            }
        }
        afterwards.run();
        if (alarm != null) {
            schedule(alarm.slot);
        }
    }
}

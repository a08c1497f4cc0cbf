package kenb.nodes.lab;

import kenb.nodes.Notice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Everything the nodes of a run reported, in the order it came; nodes write from their event loops, the run waits for
/// what it needs.
public final class RunLog {

    /// @param micros since the run's start
    public record Entry(long micros, String node, Notice notice) {}

    private final List<Entry> entries = new ArrayList<>();
    private final long startNanos;

    public RunLog(long startNanos) {
        this.startNanos = startNanos;
    }

    public synchronized void add(String node, Notice notice, long nowNanos) {
        entries.add(new Entry((nowNanos - startNanos) / 1000, node, notice));
        notifyAll();
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// Waits for the first entry from index `from` on that is wanted.
    ///
    /// @return that entry's index, or -1 when the time is over
    public synchronized int await(int from, Predicate<Entry> wanted, long deadlineNanos)
            throws InterruptedException {
        for (int next = from; ; ) {
            for (; next < entries.size(); next++) {
                if (wanted.test(entries.get(next))) {
                    return next;
                }
            }
            long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return -1;
            }
            wait(millis);
        }
    }
}

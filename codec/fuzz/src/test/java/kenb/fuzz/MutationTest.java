package kenb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Messages spoilt at random against every decoder: refused the documented way, or read, written and read again as the
/// same; within bounds of memory and time.
@Tag("F-02")
@Tag("W-05")
class MutationTest {
    private static final double HANGING_SECONDS = 20;

    /// One of this many mutated messages are for a decoder that is much slower than the others.
    private static final int SLOW = 50;

    @Test
    void someSpoiltMessagesForEveryDecoder() throws InterruptedException {
        run(100_000, 36331, 1);
    }

    /// `-Dfuzz.messages=N` in all, from `-Dfuzz.seed=N`.
    @Tag("long")
    @Test
    void millionsOfSpoiltMessagesForEveryDecoder() throws InterruptedException {
        run(Long.getLong("fuzz.messages", 2_000_000), Wanted.seed(), 2);
    }

    private static void run(long messages, long seed, int threads) throws InterruptedException {
        System.out.printf("fuzz.messages=%d fuzz.seed=%d%n", messages, seed);
        var all = Targets.all().stream().filter(it -> Wanted.is(it.group())).toList();
        var targets = new ConcurrentLinkedQueue<>(all);
        var place = new AtomicInteger();
        var findings = new ConcurrentLinkedQueue<Finding>();
        var watches = new ArrayList<Watch>();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            var watch = new Watch();
            watches.add(watch);
            workers.add(
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                for (var target = targets.poll();
                                        target != null;
                                        target = targets.poll())
                                    shell(target, messages / all.size(), seed, watch, findings);
                                place.incrementAndGet();
                            }));
        }
        while (place.get() < threads) {
            for (var worker : workers) worker.join(TimeUnit.SECONDS.toMillis(1));
            for (var watch : watches)
                assertThat(watch.seconds())
                        .as("seconds over one input: %s", watch.inHand())
                        .isLessThan(HANGING_SECONDS);
        }
        var first = findings.poll();
        if (first == null) return;
        findings.forEach(first::addSuppressed);
        throw first;
    }

    private static void shell(
            Target target,
            long share,
            long seed,
            Watch watch,
            ConcurrentLinkedQueue<Finding> findings) {
        long count = target.group().equals("asn1") ? share / SLOW : share;
        var seeds = Seeds.of(target);
        var mutator = new Mutator(new SplittableRandom(seed ^ target.name().hashCode()));
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            try {
                watch.feed(target, mutator.spoil(seeds));
            } catch (Finding e) {
                findings.add(e);
                break;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%-40s %d seeds, %d messages, %.0f a second%n",
                target, seeds.size(), count, count / seconds);
    }
}

package kenb.stack.cipher;

import io.netty.buffer.Unpooled;

import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import java.time.Instant;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// From how many PDUs on SNOW 3G and ZUC are faster in the lanes of 512-bit vectors than one by one. Where the module jdk.incubator.vector is absent
/// or the vectors are narrower the answer is never; else a thread finds out in the background, and until it has, the answer is never, too.
public final class WideChoice {
    static final int NEVER = Integer.MAX_VALUE;

    /// Neither module nor wide vectors needed.
    static final WideChoice SCALAR = new WideChoice(NEVER);

    private static final int COUNT = 16;

    /// More than so many PDUs are too rare in one batch.
    private static final int MOST = 12;

    private static final int OCTETS = 512;

    /// Nanoseconds.
    private static final long PATIENCE = 250_000_000;

    private final AtomicIntegerArray fewest = new AtomicIntegerArray(WordKey.Use.values().length);

    private final CountDownLatch known = new CountDownLatch(1);

    /// The same for all algorithms.
    WideChoice(int fewest) {
        for (int i = 0; i < this.fewest.length(); i++) this.fewest.set(i, fewest);
        known.countDown();
    }

    private WideChoice(Thread.Builder builder) {
        for (int i = 0; i < fewest.length(); i++) fewest.set(i, NEVER);
        builder.start(() -> {
            try {
                measure();
            } finally {
                known.countDown();
            }
        });
    }

    private static final class Measured {
        static final WideChoice CHOICE =
                supported()
                        ? new WideChoice(Thread.ofPlatform().daemon().name("cipher-timing"))
                        : SCALAR;
    }

    /// Of this machine; measured once, from the first call on.
    public static WideChoice measured() {
        return Measured.CHOICE;
    }

    /// Whether the module is there and the processor has vectors of 512 bits that the JVM uses.
    static boolean supported() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                && WidestVector.bits() >= 512;
    }

    /// Waits until all has been measured, some seconds.
    public void await() throws InterruptedException {
        known.await();
    }

    /// Such as `EEA1 from 3 PDUs`, for each algorithm; after [#await()].
    @Override
    public String toString() {
        var text = new StringJoiner(", ");
        for (var use : WordKey.Use.values())
            text.add(fewest(use) == NEVER ? use + " never" : use + " from " + fewest(use));
        return text.toString();
    }

    int fewest(WordKey.Use use) {
        return fewest.get(use.ordinal());
    }

    private void measure() {
        var ring = new KeyRing("timing", Instant::now, _ -> {});
        var scalar = new JavaEngine(SCALAR);
        var wide = new JavaEngine(new WideChoice(1));
        if (!EngineCheck.problem(wide).isEmpty()) return;
        for (var use : WordKey.Use.values()) {
            var key = new WordKey(use, ring.provision(KeyPurpose.UP_ENC, new byte[16]));
            var batch = new PduBatch(COUNT);
            for (int i = 0; i < COUNT; i++)
                batch.add(Unpooled.buffer(OCTETS), 0, 8 * OCTETS, key, i, 0, Direction.UPLINK);
            long one = fastest(scalar, batch, use) / COUNT;
            long all = fastest(wide, batch, use);
            long least = Math.max(2, all / Math.max(1, one) + 1);
            if (least <= MOST) fewest.set(use.ordinal(), (int) least);
            key.destroy();
        }
    }

    /// Nanoseconds for a batch once the code is compiled: when it has got no faster for a while.
    private static long fastest(JavaEngine engine, PduBatch batch, WordKey.Use use) {
        long best = Long.MAX_VALUE;
        long since = System.nanoTime();
        long start = since;
        while (start - since < PATIENCE) {
            if (use.ciphers()) engine.cipher(batch);
            else engine.authenticate(batch);
            long end = System.nanoTime();
            if (end - start < best - best / 32) since = end;
            best = Math.min(best, end - start);
            start = end;
        }
        return best;
    }
}

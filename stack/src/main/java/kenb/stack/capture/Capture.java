package kenb.stack.capture;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// A pcapng file that many channels write to while they work.
///
/// [#tap] gives a handler for a channel. A datagram is copied once into a slot of a bounded ring, which
/// neither locks nor allocates; a thread of this class writes the ring to the file. When the ring is
/// full, the datagram is not recorded but counted ([#dropped], and in the file's statistics).
/// Records are in the order of the sends, and their time stamps never run backwards.
public final class Capture implements Closeable {
    /// The comment that opens a step starts with this; ladder diagrams make headings of such comments.
    public static final String STEP_PREFIX = "step: ";

    private static final int SLOTS = 4096;
    private static final long IDLE_NANOS = 50_000_000;

    private interface Task {
        void run() throws IOException;
    }

    private final DatagramRing ring = new DatagramRing(SLOTS);
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable String> nextComment = new AtomicReference<>();
    private final PcapngWriter writer;
    private final LongSupplier epochNanos;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean idle;
    private volatile long recorded;
    private volatile @Nullable IOException failure;
    private long latestNanos;
    private int identification;
    private int interfaces; // guarded by tasks

    /// Records to `writer`, which it closes in the end; `epochNanos` tells the time in nanoseconds since 1970.
    public Capture(PcapngWriter writer, LongSupplier epochNanos) {
        this.writer = writer;
        this.epochNanos = epochNanos;
        this.thread = Thread.ofPlatform().name("kenb-capture").daemon().unstarted(this::drain);
        thread.start();
    }

    /// Records to `file` with the time of this machine.
    public static Capture to(Path file) throws IOException {
        return new Capture(PcapngWriter.create(file, "kenb"), systemClock());
    }

    /// Nanoseconds since 1970 that never run backwards, whatever happens to the machine's clock.
    public static LongSupplier systemClock() {
        long base = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
        return () -> base + System.nanoTime();
    }

    /// A tap that records what the channels it is added to send, as interface `node`.
    public CaptureTap tap(String node) {
        return tap(node, _ -> false);
    }

    /// A tap that records what is sent, and what is received from peers that `outside` accepts: those
    /// whose own sending nobody here records.
    public CaptureTap tap(String node, Predicate<InetSocketAddress> outside) {
        synchronized (tasks) { // the number is the place in the file
            tasks.add(() -> writer.addInterface(node, LinkType.RAW, null));
            return new CaptureTap(this, interfaces++, outside);
        }
    }

    /// Gives addresses the names that Wireshark and the ladder show.
    public void name(Map<InetAddress, String> names) {
        var copy = Map.copyOf(names);
        tasks.add(() -> writer.addNames(copy));
        wake();
    }

    public void name(InetAddress address, String name) {
        name(Map.of(address, name));
    }

    /// Puts a comment on the next datagram that any tap records.
    public void comment(String text) {
        nextComment.accumulateAndGet(text, (old, more) -> old == null ? more : old + "\n" + more);
    }

    /// Opens a step of a procedure: a comment that ladder diagrams show as a heading.
    public void step(String title) {
        comment(STEP_PREFIX + title);
    }

    /// Datagrams lost to the file because the ring was full or the file could not be written.
    public long dropped() {
        return ring.dropped();
    }

    /// Datagrams in the file.
    public long recorded() {
        return recorded;
    }

    /// What stopped the recording, or null.
    public @Nullable IOException failure() {
        return failure;
    }

    /// Records one datagram; `payload` is read from its reader index to its writer index and left as it is.
    public void record(
            int networkInterface,
            PcapngWriter.Direction direction,
            InetSocketAddress source,
            InetSocketAddress destination,
            ByteBuf payload) {
        if (closing) return;
        String comment = nextComment.get() == null ? null : nextComment.getAndSet(null);
        if (ring.offer(
                networkInterface, direction, source, destination, payload, comment, epochNanos)) {
            wake();
        }
    }

    /// Writes what was recorded before, then closes the file. Throws what broke the recording, if something did.
    @Override
    public void close() throws IOException {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join(100);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        var broken = failure;
        if (broken != null) throw new IOException("the capture is not whole", broken);
    }

    private void wake() {
        if (idle) LockSupport.unpark(thread);
    }

    private void drain() {
        try (writer) {
            while (true) {
                boolean last =
                        closing; // read before the ring, so that nothing recorded before close is
                // left
                int written = writeAvailable();
                if (written == 0) {
                    if (last) break;
                    writer.flush();
                    idle = true;
                    if (ring.isEmpty() && tasks.isEmpty() && !closing) {
                        LockSupport.parkNanos(this, IDLE_NANOS);
                    }
                    idle = false;
                }
            }
            if (ring.dropped() > 0 && recorded > 0) {
                writer.writeDropped(
                        0, Math.max(latestNanos, epochNanos.getAsLong()), ring.dropped());
            }
        } catch (IOException | RuntimeException broken) {
            failure = broken instanceof IOException io ? io : new IOException(broken);
            ring.refuseFromNowOn();
        }
    }

    private int writeAvailable() throws IOException {
        int written = 0;
        for (DatagramRing.Slot slot; (slot = ring.peek()) != null; ring.release(), written++) {
            runTasks();
            if (slot.length < 0) continue;
            latestNanos = Math.max(latestNanos, slot.epochNanos);
            writer.writeDatagram(
                    slot.networkInterface,
                    latestNanos,
                    slot.direction,
                    new UdpHeaders(slot.source, slot.destination, identification++),
                    slot.payload,
                    slot.length,
                    slot.comment);
            recorded++;
        }
        runTasks();
        return written;
    }

    private void runTasks() throws IOException {
        for (Task task; (task = tasks.poll()) != null; ) task.run();
    }
}

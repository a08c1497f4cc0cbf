package kenb.stack.capture;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// A bounded queue of datagrams, many writers and one reader, after Vyukov's sequence-numbered ring:
/// no lock, and no allocation once the slots have grown to the sizes they meet.
final class DatagramRing {
    private static final int FIRST_SLOT_OCTETS = 2048;
    private static final InetSocketAddress NOWHERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    static final class Slot {
        int networkInterface;
        long epochNanos;
        PcapngWriter.Direction direction = PcapngWriter.Direction.UNKNOWN;
        InetSocketAddress source = NOWHERE;
        InetSocketAddress destination = NOWHERE;
        byte[] payload = {};
        int length; // -1: nothing to read
        @Nullable String comment;
    }

    private final Slot[] slots;
    private final AtomicLongArray sequences; // position: free; position + 1: filled
    private final AtomicLong tail = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private volatile boolean refusing;
    private long head; // of the reader only

    DatagramRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) throw new IllegalArgumentException("a power of two");
        slots = new Slot[capacity];
        sequences = new AtomicLongArray(capacity);
        for (int i = 0; i < capacity; i++) {
            slots[i] = new Slot();
            sequences.set(i, i);
        }
    }

    boolean offer(
            int networkInterface,
            PcapngWriter.Direction direction,
            InetSocketAddress source,
            InetSocketAddress destination,
            ByteBuf payload,
            @Nullable String comment,
            LongSupplier epochNanos) {
        long position = claim();
        if (position < 0) {
            dropped.increment();
            return false;
        }
        int index = (int) position & (slots.length - 1);
        var slot = slots[index];
        slot.networkInterface = networkInterface;
        slot.epochNanos = epochNanos.getAsLong();
        slot.direction = direction;
        slot.source = source;
        slot.destination = destination;
        slot.comment = comment;
        slot.length = copy(payload, slot);
        sequences.setRelease(index, position + 1);
        return true;
    }

    /// A buffer that can't be read (its owner let go too early) must not leave a hole that blocks the
    /// ring, nor break the channel: the slot then has a length of -1 and the datagram counts as dropped.
    private int copy(ByteBuf payload, Slot slot) {
        try {
            int length = payload.readableBytes();
            if (slot.payload.length < length) {
                slot.payload = new byte[Math.max(FIRST_SLOT_OCTETS, length)];
            }
            payload.getBytes(payload.readerIndex(), slot.payload, 0, length);
            return length;
        } catch (RuntimeException _) {
            dropped.increment();
            return -1;
        }
    }

    private long claim() {
        while (!refusing) {
            long position = tail.get();
            long distance = sequences.getAcquire((int) position & (slots.length - 1)) - position;
            if (distance < 0) return -1; // the reader is a whole ring behind
            if (distance == 0 && tail.compareAndSet(position, position + 1)) return position;
        }
        return -1;
    }

    /// The oldest filled slot, or null; the reader's until [#release].
    @Nullable Slot peek() {
        int index = (int) head & (slots.length - 1);
        return sequences.getAcquire(index) == head + 1 ? slots[index] : null;
    }

    void release() {
        int index = (int) head & (slots.length - 1);
        slots[index].comment = null;
        sequences.setRelease(index, head + slots.length);
        head++;
    }

    boolean isEmpty() {
        return peek() == null;
    }

    long dropped() {
        return dropped.sum();
    }

    void refuseFromNowOn() {
        refusing = true;
    }
}

package kenb.fuzz;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// What the current thread has taken from the heap.
final class Memory {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long before = THREADS.getCurrentThreadAllocatedBytes();

    /// @throws AssertionError when more bytes than `most` were allocated since this was made
    void atMost(long most, String what) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > most)
            throw new AssertionError(
                    what + ": " + allocated + " bytes allocated, " + most + " allowed");
    }
}

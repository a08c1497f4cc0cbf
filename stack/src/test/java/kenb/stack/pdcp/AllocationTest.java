package kenb.stack.pdcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

import kenb.stack.cipher.Direction;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;

/// The ways of a PDU that make nothing new: numbered, kept, protected, deciphered, verified and ordered in one buffer.
@Tag("P-01")
class AllocationTest {
    private static final int SDUS = 64;
    private static final int SDU_OCTETS = 200;

    /// What the measurement itself, and a buffer that grows, may take in all.
    private static final long SLACK_OCTETS = 20_000;

    private final PdcpBench bench = new PdcpBench();
    private final SecurityContext aes = bench.aes();
    private final ArrayDeque<ByteBuf> air = new ArrayDeque<>(2 * SDUS);
    private final ArrayDeque<ByteBuf> free = new ArrayDeque<>(2 * SDUS);

    @Test
    void anNrBearerAllocatesNothing() {
        var settings = NrDrbSettings.am(1, SnLength.BITS_18);
        measure(
                new NrDrbEntity(
                        settings,
                        Direction.UPLINK,
                        aes,
                        new Timer(),
                        System::nanoTime,
                        this::down,
                        this::up,
                        bench.events::add),
                new NrDrbEntity(
                        settings,
                        Direction.DOWNLINK,
                        aes,
                        new Timer(),
                        System::nanoTime,
                        this::down,
                        this::up,
                        bench.events::add));
    }

    @Test
    void anLteBearerAllocatesNothing() {
        var settings = DrbSettings.am(1, SnLength.BITS_18).keeping(2000, 0).withReordering();
        measure(
                new DrbEntity(
                        settings,
                        Direction.UPLINK,
                        aes,
                        new Timer(),
                        System::nanoTime,
                        this::down,
                        this::up,
                        bench.events::add),
                new DrbEntity(
                        settings,
                        Direction.DOWNLINK,
                        aes,
                        new Timer(),
                        System::nanoTime,
                        this::down,
                        this::up,
                        bench.events::add));
    }

    private void measure(DataBearer ue, DataBearer network) {
        var untracked = new UnpooledByteBufAllocator(true, true); // leak detection allocates
        for (int i = 0; i < SDUS; i++) free.add(untracked.directBuffer(3 + SDU_OCTETS + 4));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 2_000; i++) round(ue, network); // 128,000: the kept ones went round
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 500; i++) round(ue, network);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(SLACK_OCTETS);
        assertThat(bench.events).isEmpty();
        free.forEach(ByteBuf::release);
    }

    /// Every second PDU comes late.
    private void round(DataBearer ue, DataBearer network) {
        for (int i = 0; i < SDUS; i++) {
            ByteBuf sdu = free.remove();
            ue.transmit(sdu.setIndex(3, 3 + SDU_OCTETS));
        }
        ue.flushTransmit();
        for (int i = 0; i < SDUS; i += 2) {
            ByteBuf first = air.remove();
            network.receive(air.remove());
            network.receive(first);
        }
        network.flushReceive();
        if (free.size() != SDUS) throw new AssertionError(free.size());
    }

    private void down(ByteBuf pdu, long count) {
        air.add(pdu);
    }

    private void up(ByteBuf sdu, long count) {
        free.add(sdu);
    }

    private static final class Timer implements ReorderingTimer {
        @Override
        public void start() {}

        @Override
        public void stop() {}
    }
}

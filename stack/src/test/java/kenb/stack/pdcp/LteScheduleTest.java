package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// LTE data radio bearers, transmitting and receiving side, against [LteModel] in random schedules: loss, doubling, disorder, replay, numbers out
/// of nowhere, the wrap of numbers and the end of COUNT, RLC's and PDCP's re-establishment, status reports, data recovery, the end of t-Reordering.
@Tag("P-01")
class LteScheduleTest {
    private static final List<DrbSettings> BEARERS =
            List.of(
                    am(SnLength.BITS_12),
                    am(SnLength.BITS_15),
                    am(SnLength.BITS_18),
                    am(SnLength.BITS_12).withReordering(),
                    am(SnLength.BITS_15).withReordering(),
                    am(SnLength.BITS_18).withReordering(),
                    um(SnLength.BITS_7),
                    um(SnLength.BITS_12),
                    um(SnLength.BITS_7).withReordering(),
                    um(SnLength.BITS_12).withReordering());

    private final PdcpBench bench = new PdcpBench();
    private final List<SecurityContext> keys = List.of(context(1), context(2));

    private static DrbSettings am(SnLength sn) {
        return new DrbSettings(3, sn, true, 5, 1L << 32).keeping(40, 0);
    }

    private static DrbSettings um(SnLength sn) {
        return new DrbSettings(3, sn, false, 5, 1L << 32);
    }

    private SecurityContext context(int octet) {
        byte[] key = new byte[16];
        key[0] = (byte) octet;
        return bench.context(CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, key, key);
    }

    @Test
    void randomSchedulesAgreeWithTheModel() {
        run(1, 3_000);
    }

    /// `-Dkenb.pdcp.schedules` for another number than a million.
    @Test
    @Tag("long")
    void aMillionSchedulesAgreeWithTheModel() {
        run(1_000_000_007L, Long.getLong("kenb.pdcp.schedules", 1_000_000));
    }

    private void run(long firstSeed, long schedules) {
        for (long seed = firstSeed; seed < firstSeed + schedules; seed++) {
            try {
                new Schedule(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("schedule of seed " + seed, e);
            }
        }
    }

    /// A PDU on its way.
    private record Flying(byte[] octets, int sn, long content, int key) {}

    private final class Schedule {
        private final SplittableRandom random;
        private final DrbSettings settings;
        private final SnLength sn;
        private final LteModel model;
        private final LteTransmitter transmitter;
        private final LteReceiver receiver;
        private final List<Flying> air = new ArrayList<>();
        private final List<ByteBuf> owned = new ArrayList<>();
        private final List<Long> delivered = new ArrayList<>();
        private final List<Long> sent = new ArrayList<>();
        private boolean timerRuns;
        private int discarded;
        private int exhausted;
        private int key;

        Schedule(long seed) {
            random = new SplittableRandom(seed);
            settings = BEARERS.get(random.nextInt(BEARERS.size()));
            sn = settings.snLength();
            long start = start();
            model = new LteModel(settings, start);
            var direction = random.nextBoolean() ? Direction.UPLINK : Direction.DOWNLINK;
            transmitter =
                    new LteTransmitter(
                            settings, direction, keys.get(0), this::down, () -> 0, this::event);
            receiver =
                    new LteReceiver(
                            settings,
                            direction,
                            keys.get(0),
                            new Timer(),
                            this::up,
                            this::control,
                            this::event);
            transmitter.resumeAt(start);
            receiver.resumeAt(start);
        }

        private long start() {
            return switch (random.nextInt(5)) {
                case 0, 1 -> 0;
                case 2 -> (1L << sn.bits()) - random.nextInt(40);
                case 3 -> (1L << 32) - random.nextInt(1, 400);
                default -> random.nextLong(1L << 32);
            };
        }

        void run() {
            int steps = random.nextInt(10, 60);
            for (int i = 0; i < steps; i++) {
                step(random.nextInt(20));
                check(timerRuns, model.timerRuns, "t-Reordering runs");
            }
            receiver.flush();
            compare();
            transmitter.flush();
            receiver.release();
            for (ByteBuf buffer : owned) check(buffer.refCnt(), 0, "a buffer's owners");
        }

        private void step(int what) {
            switch (what) {
                case 0, 1, 2, 3, 4 -> send(random.nextInt(1, 6));
                case 5, 6, 7, 8, 9, 10, 11 -> arrive(random.nextInt(1, 6), false);
                case 12 -> arrive(random.nextInt(1, 6), true);
                case 13 -> outOfNowhere();
                case 14 -> receiver.flush();
                case 15, 16 -> expire();
                case 17 -> report();
                case 18 -> {
                    if (random.nextInt(4) == 0) reestablish();
                    else recover();
                }
                default -> lowerLayerConfirms();
            }
        }

        private void send(int sdus) {
            for (int i = 0; i < sdus && model.nextTransmit < 1L << 32; i++) {
                long count = model.sends();
                ByteBuf sdu = Unpooled.buffer(3 + 8).writeZero(3).skipBytes(3).writeLong(count);
                owned.add(sdu);
                transmitter.transmit(sdu);
            }
            transmitter.flush();
            sent.clear();
            check(transmitter.next(), model.nextTransmit, "next to be sent");
        }

        private void down(ByteBuf pdu, long count) {
            sent.add(count);
            byte[] octets = ByteBufUtil.getBytes(pdu);
            air.add(new Flying(octets, sn.readSn(pdu, pdu.readerIndex()), count, key));
            pdu.release();
        }

        private void arrive(int pdus, boolean reestablishing) {
            for (int i = 0; i < pdus && !air.isEmpty(); i++) {
                int at = random.nextInt(random.nextInt(8) == 0 ? air.size() : 1 + air.size() / 4);
                int fate = random.nextInt(10);
                Flying pdu = fate < 8 ? air.remove(at) : air.get(at);
                if (fate != 0) arrives(pdu, reestablishing);
            }
            while (air.size() > 40) air.removeFirst();
        }

        private void arrives(Flying pdu, boolean reestablishing) {
            long before = model.delivered.size();
            model.arrives(pdu.sn, pdu.key == key ? pdu.content : -1, reestablishing);
            ByteBuf buffer = Unpooled.wrappedBuffer(pdu.octets.clone());
            owned.add(buffer);
            ByteBuf given = random.nextInt(16) == 0 ? buffer.asReadOnly() : buffer;
            if (reestablishing) receiver.receiveAtReestablishment(given);
            else receiver.receive(given);
            if (before > 400) compare();
        }

        /// Around the edges of the window, as a forger or a peer out of step might.
        private void outOfNowhere() {
            if (random.nextInt(4) > 0) return;
            long from = random.nextBoolean() ? model.next() : receiver.firstMissing();
            int window = random.nextInt(3) - 1;
            int number = sn.sn(from + window * sn.reorderingWindow() + random.nextInt(5) - 2);
            ByteBuf pdu = Unpooled.buffer(11).writeZero(11);
            sn.write(pdu, 0, number);
            arrives(new Flying(ByteBufUtil.getBytes(pdu), number, -1, -1), random.nextBoolean());
        }

        private void expire() {
            if (!timerRuns) return;
            timerRuns = false;
            receiver.reorderingExpired();
            model.timerExpires();
            compare();
        }

        private void report() {
            if (!settings.acknowledged()) return;
            ByteBuf report = receiver.statusReport(UnpooledByteBufAllocator.DEFAULT);
            var bits = new StringBuilder();
            for (int i = 0; i < Math.min(64, report.readableBytes()); i++)
                bits.append(Integer.toBinaryString(report.getByte(i) & 0xFF | 0x100).substring(1));
            String expected = model.report();
            check(report.readableBytes(), Math.min(8188, expected.length() / 8), "octets");
            check(expected.startsWith(bits.toString()), true, "the report");
            if (random.nextBoolean() && report.readableBytes() < 8188) {
                owned.add(report);
                model.confirmed();
                receiver.receive(report);
                check(transmitter.kept(), model.kept(), "SDUs kept");
            } else {
                report.release();
            }
        }

        private void control(ByteBuf report) {
            transmitter.confirmed(report);
        }

        private void lowerLayerConfirms() {
            long count = model.nextTransmit - random.nextInt(50);
            transmitter.delivered(count);
            model.delivered(count);
            check(transmitter.kept(), model.kept(), "SDUs kept");
        }

        private void recover() {
            model.recover();
            transmitter.recover();
            compareResent();
        }

        private void reestablish() {
            if (random.nextInt(4) > 0) air.clear();
            receiver.flush();
            key = 1 - key;
            model.reestablish();
            receiver.reestablish(keys.get(key));
            transmitter.reestablish(keys.get(key));
            compare();
            compareResent();
        }

        private void compareResent() {
            check(sent, model.resent, "sent again");
            sent.clear();
            model.resent.clear();
        }

        private void up(ByteBuf sdu, long count) {
            delivered.add(count);
            delivered.add(sdu.readLong());
            sdu.release();
        }

        private void compare() {
            receiver.flush();
            check(delivered.size(), model.delivered.size(), "SDUs delivered");
            for (int i = 0; i < delivered.size(); i += 2) {
                long count = delivered.get(i);
                check(count, (long) model.delivered.get(i), "COUNT");
                long content = model.delivered.get(i + 1);
                if (content == count) check((long) delivered.get(i + 1), content, "content");
            }
            delivered.clear();
            model.delivered.clear();
            check(receiver.next(), model.next(), "Next_PDCP_RX_SN");
            check(discarded, model.discarded, "discarded");
            check(exhausted, model.exhausted, "out of COUNT");
        }

        private void event(PdcpEvent event) {
            switch (event) {
                case PdcpEvent.DuplicateDiscarded _, PdcpEvent.OutOfWindow _ -> discarded++;
                case PdcpEvent.CountExhausted _ -> exhausted++;
                case PdcpEvent.CountNearWrap _ -> {}
                default -> throw new AssertionError(event);
            }
        }

        private final class Timer implements ReorderingTimer {
            @Override
            public void start() {
                check(timerRuns, false, "t-Reordering runs already");
                timerRuns = true;
            }

            @Override
            public void stop() {
                timerRuns = false;
            }
        }
    }

    private static void check(Object found, Object wanted, String what) {
        if (!found.equals(wanted))
            throw new AssertionError(what + ": " + found + " instead of " + wanted);
    }

    private static void check(long found, long wanted, String what) {
        if (found != wanted)
            throw new AssertionError(what + ": " + found + " instead of " + wanted);
    }
}

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

/// NR radio bearers of data and of signalling, transmitting and receiving side, against [NrModel] in random schedules: loss, doubling, disorder,
/// replay, forgery, the wrap of numbers and the end of COUNT, re-establishment, status reports, data recovery, the end of t-Reordering.
@Tag("P-01")
@Tag("P-04")
class NrScheduleTest {
    private final PdcpBench bench = new PdcpBench();
    private final List<SecurityContext> keys = List.of(context(1), context(2));

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

    /// A PDU on its way, and the COUNT and keys it was protected with; COUNT -1 where it is forged.
    private record Flying(byte[] octets, int sn, long count, int key) {}

    private final class Schedule {
        private static final int KEPT = 40;

        private final SplittableRandom random;
        private final NrBearer bearer;
        private final SnLength sn;
        private final NrModel model;
        private final NrTransmitter transmitter;
        private final NrReceiver receiver;
        private final List<Flying> air = new ArrayList<>();
        private final List<ByteBuf> owned = new ArrayList<>();
        private final List<Long> delivered = new ArrayList<>();
        private final List<Long> sent = new ArrayList<>();
        private boolean timerRuns;
        private int discarded;
        private int exhausted;
        private int failures;
        private int key;

        Schedule(long seed) {
            random = new SplittableRandom(seed);
            bearer = bearer();
            sn = bearer.sn();
            long start = start();
            model =
                    new NrModel(
                            sn,
                            bearer.acknowledged(),
                            bearer.signalling(),
                            bearer.outOfOrderDelivery(),
                            bearer.retained(),
                            start);
            var direction = random.nextBoolean() ? Direction.UPLINK : Direction.DOWNLINK;
            transmitter =
                    new NrTransmitter(
                            bearer, direction, keys.get(0), this::down, () -> 0, this::event);
            receiver =
                    new NrReceiver(
                            bearer,
                            direction,
                            keys.get(0),
                            new Timer(),
                            this::up,
                            transmitterConfirms(),
                            this::event);
            transmitter.protect(Protection.INTEGRITY_AND_CIPHERING);
            receiver.protect(Protection.INTEGRITY_AND_CIPHERING);
            transmitter.resumeAt(start);
            receiver.resumeAt(start);
        }

        private java.util.function.Consumer<ByteBuf> transmitterConfirms() {
            return report -> transmitter.confirmed(report);
        }

        private NrBearer bearer() {
            if (random.nextInt(4) == 0) return NrBearer.srb(2, 5, 1L << 32);
            var length = random.nextBoolean() ? SnLength.BITS_12 : SnLength.BITS_18;
            boolean acknowledged = random.nextInt(3) > 0;
            boolean outOfOrder = random.nextInt(4) == 0;
            return NrBearer.of(
                    new NrDrbSettings(
                            3,
                            length,
                            acknowledged,
                            true,
                            outOfOrder,
                            false,
                            acknowledged ? KEPT : 0,
                            0,
                            5,
                            1L << 32));
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
            for (int i = 0; i < steps; i++) step(random.nextInt(20));
            compare();
            transmitter.release();
            receiver.release();
            for (ByteBuf buffer : owned) check(buffer.refCnt(), 0, "a buffer's owners");
        }

        private void step(int what) {
            switch (what) {
                case 0, 1, 2, 3, 4 -> send(random.nextInt(1, 6));
                case 5, 6, 7, 8, 9, 10, 11 -> arrive(random.nextInt(1, 6));
                case 12, 13 -> forged();
                case 14 -> compare();
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
            for (int i = 0; i < sdus && model.txNext < 1L << 32; i++) {
                long count = model.sends();
                ByteBuf sdu = Unpooled.buffer(3 + 8 + 4).writeZero(3).skipBytes(3);
                owned.add(sdu.writeLong(count));
                transmitter.transmit(sdu);
            }
            transmitter.flush();
            sent.clear();
            check(transmitter.next(), model.txNext, "TX_NEXT");
        }

        private void down(ByteBuf pdu, long count) {
            sent.add(count);
            byte[] octets = ByteBufUtil.getBytes(pdu);
            air.add(new Flying(octets, sn.readSn(pdu, pdu.readerIndex()), count, key));
            pdu.release();
        }

        private void arrive(int pdus) {
            for (int i = 0; i < pdus && !air.isEmpty(); i++) {
                int at = random.nextInt(random.nextInt(8) == 0 ? air.size() : 1 + air.size() / 4);
                int fate = random.nextInt(10);
                Flying pdu = fate < 8 ? air.remove(at) : air.get(at);
                if (fate != 0) arrives(pdu);
            }
            while (air.size() > 40) air.removeFirst();
        }

        private void arrives(Flying pdu) {
            model.arrives(pdu.sn, pdu.key == key ? pdu.count : -1);
            ByteBuf buffer = Unpooled.wrappedBuffer(pdu.octets.clone());
            owned.add(buffer);
            receiver.receive(random.nextInt(16) == 0 ? buffer.asReadOnly() : buffer);
        }

        /// One bit of a PDU turned over; or any number around the edges of the window.
        private void forged() {
            if (random.nextBoolean() && !air.isEmpty()) {
                Flying pdu = air.get(random.nextInt(air.size()));
                byte[] octets = pdu.octets.clone();
                int bit = 8 * sn.headerOctets();
                bit += random.nextInt(8 * octets.length - bit);
                octets[bit / 8] ^= (byte) (0x80 >> bit % 8);
                arrives(new Flying(octets, pdu.sn, -1, -1));
                return;
            }
            long edge = model.rxDeliv + (random.nextInt(3) - 1) * (long) sn.reorderingWindow();
            int number = sn.sn(edge + random.nextInt(5) - 2);
            ByteBuf pdu = Unpooled.buffer(15).writeZero(15);
            bearer.writeHeader(pdu, 0, number);
            arrives(new Flying(ByteBufUtil.getBytes(pdu), number, -1, -1));
        }

        private void expire() {
            compare();
            if (!timerRuns) return;
            timerRuns = false;
            receiver.reorderingExpired();
            model.timerExpires();
            compare();
        }

        private void report() {
            if (!bearer.acknowledged()) return;
            ByteBuf report = receiver.statusReport(UnpooledByteBufAllocator.DEFAULT);
            String expected = model.report();
            var bits = new StringBuilder();
            for (int i = 0; i < Math.min(64, report.readableBytes()); i++)
                bits.append(Integer.toBinaryString(report.getByte(i) & 0xFF | 0x100).substring(1));
            check(report.readableBytes(), expected.length() / 8, "octets of the report");
            if (!expected.startsWith(bits.toString()))
                throw new AssertionError(bits + " instead of " + expected);
            owned.add(report);
            if (random.nextBoolean()) {
                report.release();
                return;
            }
            model.reportArrives();
            receiver.receive(report);
            check(transmitter.kept(), model.kept(), "SDUs kept");
        }

        private void lowerLayerConfirms() {
            long count = model.txNext - random.nextInt(50);
            transmitter.delivered(count);
            model.lowerLayerConfirms(count);
            check(transmitter.kept(), model.kept(), "SDUs kept");
        }

        private void recover() {
            model.recover();
            transmitter.recover();
            compareResent();
        }

        private void reestablish() {
            compare();
            if (random.nextInt(4) > 0) air.clear();
            key = 1 - key;
            model.reestablish();
            receiver.reestablish(keys.get(key));
            transmitter.reestablish(keys.get(key));
            compare();
            compareResent();
        }

        private void compareResent() {
            if (!sent.equals(model.resent))
                throw new AssertionError("sent again: " + sent + " instead of " + model.resent);
            sent.clear();
            model.resent.clear();
        }

        private void up(ByteBuf sdu, long count) {
            delivered.add(count);
            check(sdu.readLong(), count, "content");
            check(sdu.readableBytes(), 0, "octets behind it");
            sdu.release();
        }

        private void compare() {
            receiver.flush();
            if (!delivered.equals(model.delivered))
                throw new AssertionError(delivered + " instead of " + model.delivered);
            delivered.clear();
            model.delivered.clear();
            check(receiver.next(), model.rxNext, "RX_NEXT");
            check(receiver.deliver(), model.rxDeliv, "RX_DELIV");
            check(timerRuns ? 1 : 0, model.timerRuns ? 1 : 0, "t-Reordering runs");
            check(discarded, model.discarded, "discarded");
            check(failures, model.failures, "wrong MAC-I");
            check(exhausted, model.exhausted, "out of COUNT");
        }

        private void event(PdcpEvent event) {
            switch (event) {
                case PdcpEvent.DuplicateDiscarded _, PdcpEvent.OutOfWindow _ -> discarded++;
                case PdcpEvent.CountExhausted _ -> exhausted++;
                case PdcpEvent.IntegrityFailure _ -> failures++;
                case PdcpEvent.CountNearWrap _ -> {}
                default -> throw new AssertionError(event);
            }
        }

        private final class Timer implements ReorderingTimer {
            @Override
            public void start() {
                check(timerRuns ? 1 : 0, 0, "t-Reordering runs already");
                timerRuns = true;
            }

            @Override
            public void stop() {
                timerRuns = false;
            }
        }
    }

    private static void check(long found, long wanted, String what) {
        if (found != wanted)
            throw new AssertionError(what + ": " + found + " instead of " + wanted);
    }
}

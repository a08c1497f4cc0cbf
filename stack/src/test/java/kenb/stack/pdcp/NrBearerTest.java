package kenb.stack.pdcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.ReferenceVectors;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import tools.jackson.databind.JsonNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Every case of reordering and its like is in [NrScheduleTest].
@Tag("P-01")
class NrBearerTest {
    private static final int PDU_WITHOUT_A_FRIEND = 262_144;

    private final PdcpBench bench = new PdcpBench();
    private final List<Long> delivered = new ArrayList<>();
    private final List<PdcpEvent> events = new ArrayList<>();
    private final ArrayDeque<ByteBuf> air = new ArrayDeque<>();
    private boolean timerRuns;
    private long now;
    private NrTransmitter transmitter;
    private NrReceiver receiver;

    @AfterEach
    void nothingIsLeft() {
        if (transmitter != null) transmitter.release();
        if (receiver != null) receiver.release();
        air.forEach(ByteBuf::release);
    }

    /// What another implementation made; the PDU that has another's octets is left to NrPdcpVectorsTest.
    @TestFactory
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    List<DynamicTest> pdusOfSrsranGoInAndComeOutTheSame() {
        JsonNode vectors = ReferenceVectors.read("pdcp_nr_srsran_project.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode v : vectors.required("pdus")) {
            long count = Integer.parseUnsignedInt(ReferenceVectors.text(v, "count")) & 0xFFFF_FFFFL;
            int algorithm = Integer.parseInt(ReferenceVectors.text(v, "algo"));
            boolean short12 = ReferenceVectors.text(v, "snlen").equals("12");
            if (short12 && count == PDU_WITHOUT_A_FRIEND && algorithm == 2) continue;
            boolean uplink = short12 && algorithm == 1 && count >= 262_143 && count <= 262_148;
            tests.add(
                    DynamicTest.dynamicTest(
                            ReferenceVectors.text(v, "name"),
                            () ->
                                    throughBoth(
                                            v,
                                            vectors.required("keys"),
                                            count,
                                            uplink ? Direction.UPLINK : Direction.DOWNLINK)));
        }
        assertThat(tests).hasSize(92);
        return tests;
    }

    private void throughBoth(JsonNode v, JsonNode keys, long count, Direction direction) {
        int algorithm = Integer.parseInt(ReferenceVectors.text(v, "algo"));
        var context =
                bench.context(
                        CipheringAlgorithm.of(algorithm),
                        IntegrityAlgorithm.of(algorithm),
                        ReferenceVectors.octets(keys, "k_128_enc"),
                        ReferenceVectors.octets(keys, "k_128_int"));
        var settings =
                NrDrbSettings.um(1, SnLength.valueOf("BITS_" + ReferenceVectors.text(v, "snlen")));
        List<String> pdus = new ArrayList<>();
        var sender =
                new NrTransmitter(
                        settings,
                        direction,
                        context,
                        (p, _) -> pdus.add(hex(p)),
                        () -> 0,
                        events::add);
        sender.resumeAt(count);
        sender.transmit(
                Unpooled.copiedBuffer(ByteBufUtil.decodeHexDump(ReferenceVectors.text(v, "sdu"))));
        sender.flush();
        assertThat(pdus).containsExactly(ReferenceVectors.text(v, "pdu"));
        List<String> sdus = new ArrayList<>();
        var taker =
                new NrReceiver(
                        settings,
                        direction,
                        context,
                        new Timer(),
                        (s, _) -> sdus.add(hex(s)),
                        _ -> {},
                        events::add);
        taker.resumeAt(count);
        taker.receive(Unpooled.copiedBuffer(ReferenceVectors.octets(v, "pdu")));
        taker.flush();
        assertThat(sdus).containsExactly(ReferenceVectors.text(v, "sdu"));
    }

    private static String hex(ByteBuf buffer) {
        try {
            return ByteBufUtil.hexDump(buffer);
        } finally {
            buffer.release();
        }
    }

    @Test
    void aForgedPduChangesNothingButACounter() {
        bearer(NrDrbSettings.am(1, SnLength.BITS_12), 5);
        send(1);
        ByteBuf forged = air.getLast().copy();
        forged.setByte(5, forged.getByte(5) ^ 1);
        receiver.receive(forged);
        receiver.flush();
        assertThat(events).containsExactly(new PdcpEvent.IntegrityFailure("DRB1", 5));
        assertThat(receiver.next()).isEqualTo(5);
        assertThat(timerRuns).isFalse();
        receiver.receive(air.removeLast());
        receiver.flush();
        assertThat(delivered).containsExactly(5L);
    }

    @Test
    void whatIsMissingIsGivenUpWhenTheTimerEnds() {
        bearer(NrDrbSettings.am(1, SnLength.BITS_12), 0);
        send(5);
        var pdus = new ArrayList<>(air);
        air.clear();
        pdus.get(1).release();
        pdus.get(3).release();
        for (int i : new int[] {2, 0, 4}) receiver.receive(pdus.get(i));
        receiver.flush();
        assertThat(delivered).containsExactly(0L);
        assertThat(timerRuns).isTrue();
        expire();
        assertThat(delivered).containsExactly(0L, 2L);
        assertThat(timerRuns).isTrue();
        expire();
        assertThat(delivered).containsExactly(0L, 2L, 4L);
        assertThat(timerRuns).isFalse();
    }

    @Test
    void outOfOrderDeliveryHandsUpAtOnceAndOnce() {
        var s = NrDrbSettings.am(1, SnLength.BITS_12);
        bearer(
                new NrDrbSettings(
                        1, s.snLength(), true, true, true, false, 100, 0, 32, s.countThreshold()),
                0);
        send(4);
        var pdus = new ArrayList<>(air);
        air.clear();
        for (int i : new int[] {3, 1, 1, 0, 2, 3}) receiver.receive(pdus.get(i).copy());
        receiver.flush();
        pdus.forEach(ByteBuf::release);
        assertThat(delivered).containsExactly(3L, 1L, 0L, 2L);
        assertThat(events).hasSize(2).allMatch(PdcpEvent.DuplicateDiscarded.class::isInstance);
    }

    /// The status report says what is missing, and only that is sent again.
    @Test
    void dataRecoverySendsAgainWhatTheReportMisses() {
        bearer(NrDrbSettings.am(1, SnLength.BITS_18), 262_140);
        send(20);
        var pdus = new ArrayList<>(air);
        air.clear();
        for (int i = 0; i < 20; i++) {
            if (i == 3 || i == 7 || i >= 18) pdus.get(i).release();
            else receiver.receive(pdus.get(i));
        }
        ByteBuf report = receiver.statusReport(ByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.hexDump(report)).isEqualTo("000003ffff" + "eff" + "c");
        transmitter.confirmed(report);
        report.release();
        assertThat(transmitter.kept()).isEqualTo(4);
        transmitter.recover();
        assertThat(air).hasSize(4);
        while (!air.isEmpty()) receiver.receive(air.poll());
        receiver.flush();
        assertThat(delivered).hasSize(20).isSorted().doesNotHaveDuplicates();
    }

    /// A report travels as a control PDU through the other bearer's receiver.
    @Test
    void reestablishmentUnderNewKeysLosesAndDoublesNothing() {
        bearer(NrDrbSettings.am(1, SnLength.BITS_12), 4090);
        send(30);
        var pdus = new ArrayList<>(air);
        air.clear();
        for (int i = 0; i < 30; i++) {
            if (i % 3 == 0) pdus.get(i).release();
            else receiver.receive(pdus.get(i));
        }
        receiver.flush();
        var fresh = context(2, "new");
        receiver.reestablish(fresh);
        transmitter.reestablish(fresh);
        send(5);
        while (!air.isEmpty()) receiver.receive(air.poll());
        receiver.flush();
        assertThat(delivered).hasSize(35).isSorted().doesNotHaveDuplicates();
        assertThat(events).allMatch(PdcpEvent.DuplicateDiscarded.class::isInstance);
    }

    @Test
    void theDiscardTimerForgetsWhatIsTooOld() {
        var s = NrDrbSettings.am(1, SnLength.BITS_12);
        bearer(
                new NrDrbSettings(
                        1, s.snLength(), true, true, false, false, 100, 50, 32, s.countThreshold()),
                0);
        send(3);
        now = 40;
        send(2);
        now = 60;
        air.forEach(ByteBuf::release);
        air.clear();
        transmitter.recover();
        assertThat(air).hasSize(2);
    }

    /// SDAP's octet can be read by who has no key.
    @Test
    void theSdapHeaderStaysInClear() {
        var s = NrDrbSettings.am(1, SnLength.BITS_12);
        bearer(
                new NrDrbSettings(
                        1, s.snLength(), true, true, false, true, 0, 0, 32, s.countThreshold()),
                0);
        transmitter.transmit(Unpooled.copiedBuffer(new byte[] {(byte) 0x95, 1, 2, 3}));
        transmitter.flush();
        assertThat(air.getLast().getByte(2)).isEqualTo((byte) 0x95);
        assertThat(air.getLast().getByte(3)).isNotEqualTo((byte) 1);
    }

    private void bearer(NrDrbSettings settings, long count) {
        var context = context(2, "old");
        timerRuns = false;
        transmitter =
                new NrTransmitter(
                        settings,
                        Direction.DOWNLINK,
                        context,
                        (pdu, _) -> air.add(pdu),
                        () -> now,
                        events::add);
        receiver =
                new NrReceiver(
                        settings,
                        Direction.DOWNLINK,
                        context,
                        new Timer(),
                        (sdu, c) -> {
                            assertThat(sdu.readLong()).isEqualTo(c);
                            sdu.release();
                            delivered.add(c);
                        },
                        report -> transmitter.confirmed(report),
                        events::add);
        transmitter.resumeAt(count);
        receiver.resumeAt(count);
    }

    private SecurityContext context(int algorithm, String key) {
        byte[] octets = new byte[16];
        octets[0] = (byte) key.hashCode();
        return bench.context(
                CipheringAlgorithm.of(algorithm), IntegrityAlgorithm.of(algorithm), octets, octets);
    }

    /// SDUs that hold their COUNT.
    private void send(int sdus) {
        for (int i = 0; i < sdus; i++)
            transmitter.transmit(Unpooled.buffer(16).writeLong(transmitter.next()));
        transmitter.flush();
    }

    private void expire() {
        timerRuns = false;
        receiver.reorderingExpired();
    }

    private final class Timer implements ReorderingTimer {
        @Override
        public void start() {
            timerRuns = true;
        }

        @Override
        public void stop() {
            timerRuns = false;
        }
    }
}

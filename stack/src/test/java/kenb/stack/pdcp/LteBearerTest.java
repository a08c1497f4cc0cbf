package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;

import kenb.stack.cipher.Direction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// What LTE bearers do beyond numbering and ciphering; every case of it is in [LteScheduleTest].
@Tag("P-01")
class LteBearerTest {
    private static final DrbSettings AM = DrbSettings.am(5, SnLength.BITS_12).keeping(100, 0);

    private final PdcpBench bench = new PdcpBench();
    private final SecurityContext aes = bench.aes();
    private boolean timerRuns;
    private long now;

    @AfterEach
    void release() {
        bench.release();
    }

    @Test
    void aSplitBearerWaitsForWhatIsMissingUntilTheTimerEnds() {
        var sent = sent(bearer(AM, Direction.UPLINK), 6);
        DrbEntity enb = bearer(AM.withReordering(), Direction.DOWNLINK);
        for (int i : new int[] {0, 2, 5}) enb.receive(sent.get(i));
        enb.flushReceive();
        assertThat(bench.up).containsExactly("00");
        assertThat(timerRuns).isTrue();
        enb.reorderingExpired();
        assertThat(bench.up).containsExactly("00", "02");
        enb.reorderingExpired();
        assertThat(bench.up).containsExactly("00", "02", "05");
        enb.receive(sent.get(1));
        enb.flushReceive();
        assertThat(bench.up).hasSize(3);
        assertThat(bench.events).containsExactly(new PdcpEvent.DuplicateDiscarded("DRB5", 1));
    }

    @Test
    void theMissingPduBringsUpAllThatWaited() {
        var sent = sent(bearer(AM, Direction.UPLINK), 4);
        DrbEntity enb = bearer(AM.withReordering(), Direction.DOWNLINK);
        for (int i : new int[] {3, 1, 2, 0}) enb.receive(sent.get(i));
        enb.flushReceive();
        assertThat(bench.up).containsExactly("00", "01", "02", "03");
        assertThat(timerRuns).isFalse();
    }

    /// What RLC hands over with gaps waits for the other end to fill them under the new keys.
    @Test
    void aHandoverOnRlcAmLosesDoublesAndDisordersNothing() {
        DrbEntity ue = bearer(AM, Direction.UPLINK);
        DrbEntity enb = bearer(AM, Direction.DOWNLINK);
        var sent = sent(ue, 7);
        enb.receive(sent.get(0));
        for (int i : new int[] {2, 3, 5}) enb.receiveAtReestablishment(sent.get(i));
        SecurityContext fresh = bench.derived(2);
        enb.reestablish(fresh);
        assertThat(bench.up).containsExactly("00");
        ByteBuf report = enb.statusReport(UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.hexDump(report)).isEqualTo("0001" + "d0");
        ue.receive(report);
        bench.pdus.clear();
        ue.reestablish(fresh);
        assertThat(bench.pdus).hasSize(3); // 1, 4 and 6
        bench.pdus.forEach(enb::receive);
        enb.flushReceive();
        assertThat(bench.up).containsExactly("00", "01", "02", "03", "04", "05", "06");
        for (int i : new int[] {1, 4, 6}) sent.get(i).release();
    }

    @ParameterizedTest
    @CsvSource({"BITS_12, 4094, 0ffe60", "BITS_15, 32766, 007ffe60", "BITS_18, 262142, 03fffe60"})
    void aStatusReportHasTheNumberOfTheFirstMissingAndABitForEachBehind(
            SnLength length, long count, String report) {
        var settings = DrbSettings.am(5, length).withReordering();
        DrbEntity ue = bearer(settings, Direction.UPLINK);
        DrbEntity enb = bearer(settings, Direction.DOWNLINK);
        ue.resume(new SnStatus(count, 0));
        enb.resume(new SnStatus(0, count));
        var sent = sent(ue, 4);
        enb.receive(sent.get(2));
        enb.receive(sent.get(3));
        ByteBuf made = enb.statusReport(UnpooledByteBufAllocator.DEFAULT);
        assertThat(PdcpBench.take(made)).isEqualTo(report);
        enb.release();
    }

    @Test
    void aBearerWithNumbersOfSevenBitsHasNoStatusReport() {
        DrbEntity enb = bearer(DrbSettings.um(5, SnLength.BITS_7), Direction.DOWNLINK);
        assertThatIllegalStateException()
                .isThrownBy(() -> enb.statusReport(UnpooledByteBufAllocator.DEFAULT));
    }

    @Test
    void aReportOfNumbersThatWereNeverSentChangesNothing() {
        DrbEntity ue = bearer(AM, Direction.UPLINK);
        sent(ue, 3);
        ue.receive(octets("0004"));
        ue.receive(octets("00"));
        assertThat(bench.events).hasSize(2).allMatch(PdcpEvent.ControlPduIgnored.class::isInstance);
        bench.release();
        bench.pdus.clear();
        ue.recover();
        assertThat(bench.pdus).hasSize(3);
    }

    @Test
    void dataRecoverySendsTheSamePdusAgain() {
        DrbEntity ue = bearer(AM, Direction.UPLINK);
        sent(ue, 3);
        List<String> first = List.copyOf(bench.down);
        bench.down.clear();
        ue.delivered(1);
        ue.recover();
        assertThat(bench.down).containsExactly(first.get(0), first.get(2));
    }

    @Test
    void whatIsOlderThanTheDiscardTimerIsNotSentAgain() {
        DrbEntity ue = bearer(AM.keeping(100, 50), Direction.UPLINK);
        sent(ue, 3);
        now = 40;
        sent(ue, 2);
        now = 60;
        bench.down.clear();
        ue.recover();
        assertThat(bench.down).hasSize(2);
    }

    @Test
    void aBearerThatIsNoLongerSplitWaitsForNoTimer() {
        var sent = sent(bearer(AM, Direction.UPLINK), 3);
        var up = new ArrayList<Long>();
        var enb =
                new LteReceiver(
                        AM.withReordering(),
                        Direction.UPLINK,
                        aes,
                        new Timer(),
                        (sdu, count) -> {
                            sdu.release();
                            up.add(count);
                        },
                        _ -> {},
                        bench.events::add);
        enb.receive(sent.get(1));
        assertThat(timerRuns).isTrue();
        enb.reestablish(aes, false);
        assertThat(timerRuns).isFalse();
        enb.receive(sent.get(2));
        enb.flush();
        assertThat(up).containsExactly(1L, 2L);
    }

    @Test
    void anotherLengthOfTheTimerStartsItAnewForAllThatIsMissing() {
        var sent = sent(bearer(AM, Direction.UPLINK), 4);
        var up = new ArrayList<Long>();
        var enb =
                new LteReceiver(
                        AM.withReordering(),
                        Direction.UPLINK,
                        aes,
                        new Timer(),
                        (sdu, count) -> {
                            sdu.release();
                            up.add(count);
                        },
                        _ -> {},
                        bench.events::add);
        enb.receive(sent.get(1));
        enb.receive(sent.get(3));
        enb.reorderingReconfigured();
        timerRuns = false;
        enb.reorderingExpired();
        assertThat(up).containsExactly(1L, 3L);
        assertThat(timerRuns).isFalse();
    }

    @Test
    void aFailingEngineLeavesNoBufferBehind() {
        var sent = sent(bearer(AM, Direction.UPLINK), 4);
        DrbEntity enb = bearer(AM.withReordering(), Direction.DOWNLINK);
        for (int i : new int[] {0, 1, 3}) enb.receive(sent.get(i));
        aes.destroy();
        assertThatIllegalStateException().isThrownBy(enb::flushReceive);
        assertThat(sent.get(0).refCnt() + sent.get(1).refCnt() + sent.get(3).refCnt()).isZero();
        assertThat(bench.up).isEmpty();
    }

    @Test
    void whatNeedsATimerIsRefusedWithoutOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.drb(AM.withReordering(), Direction.UPLINK, aes));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrbSettings.um(5, SnLength.BITS_12).keeping(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrbSettings.am(5, SnLength.BITS_12).keeping(2049, 0));
    }

    private DrbEntity bearer(DrbSettings settings, Direction transmit) {
        return new DrbEntity(
                settings,
                transmit,
                aes,
                new Timer(),
                () -> now,
                (pdu, _) -> {
                    bench.down.add(ByteBufUtil.hexDump(pdu));
                    bench.pdus.add(pdu);
                },
                (sdu, _) -> bench.up.add(PdcpBench.take(sdu)),
                bench.events::add);
    }

    private List<ByteBuf> sent(DrbEntity ue, int number) {
        int before = bench.pdus.size();
        for (int i = 0; i < number; i++) ue.transmit(octets("%02x".formatted(i)));
        ue.flushTransmit();
        return List.copyOf(bench.pdus.subList(before, bench.pdus.size()));
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

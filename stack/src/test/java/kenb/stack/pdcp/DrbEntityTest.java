package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.Direction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/// Fixed PDUs were put together with OpenSSL's AES-CTR.
@Tag("P-01")
class DrbEntityTest {
    private static final DrbSettings DRB5 = DrbSettings.am(5, SnLength.BITS_12);

    private final PdcpBench bench = new PdcpBench();
    private final SecurityContext aes = bench.aes();

    @AfterEach
    void release() {
        bench.release();
    }

    @ParameterizedTest
    @CsvSource({
        "BITS_7, false, 21, 95705c7d7c416b",
        "BITS_12, true, 36, 8024c7b12e72ff25",
        "BITS_12, false, 36, 8024c7b12e72ff25",
        "BITS_15, true, 45, 802dd5aa821097ff",
        "BITS_18, true, 54, 8000369bb9dbdb40a6"
    })
    @Tag("P-02")
    void pdusAreWhatOpensslMakes(SnLength length, boolean acknowledged, int sn, String pdu) {
        var settings = new DrbSettings(5, length, acknowledged, 32, 1L << 31);
        long count = length.count(5, sn);
        DrbEntity ue = bench.drb(settings, Direction.UPLINK, aes);
        ue.resume(new SnStatus(count, 0));
        assertThat(ue.transmit(octets("4500001c0001"))).isTrue();
        ue.flushTransmit();
        assertThat(bench.down).containsExactly(pdu);

        DrbEntity enb = bench.drb(settings, Direction.DOWNLINK, aes);
        enb.resume(new SnStatus(0, count));
        enb.receive(bench.pdus.getFirst());
        enb.flushReceive();
        assertThat(bench.up).containsExactly("4500001c0001");
        assertThat(enb.status().receiveCount()).isEqualTo(count + 1);
    }

    @Test
    void aBatchKeepsTheOrderAndGoesOutByItselfWhenFull() {
        DrbEntity ue = bench.drb(DRB5, Direction.UPLINK, aes);
        for (int i = 0; i < 33; i++) ue.transmit(octets("%02x".formatted(i)));
        assertThat(bench.down).hasSize(32);
        ue.flushTransmit();
        assertThat(bench.down).hasSize(33);
        DrbEntity enb = bench.drb(DRB5, Direction.DOWNLINK, aes);
        bench.pdus.forEach(enb::receive);
        enb.flushReceive();
        assertThat(bench.up).hasSize(33).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            value = SnLength.class,
            names = {"BITS_7", "BITS_12"})
    void umCountsOnAcrossWrapsAndGaps(SnLength length) {
        var settings = DrbSettings.um(1, length);
        DrbEntity ue = bench.drb(settings, Direction.UPLINK, aes);
        DrbEntity enb = bench.drb(settings, Direction.DOWNLINK, aes);
        int total = 3 << length.bits();
        int expected = 0;
        for (int i = 0; i < total; i++) {
            ue.transmit(octets("%06x".formatted(i)));
            ue.flushTransmit();
            ByteBuf pdu = bench.pdus.removeFirst();
            if (i % 100 < 5) {
                pdu.release();
                continue;
            }
            enb.receive(pdu);
            enb.flushReceive();
            assertThat(bench.up.get(expected++)).isEqualTo("%06x".formatted(i));
        }
        assertThat(bench.events).isEmpty();
        assertThat(enb.status().receiveCount()).isEqualTo(total);
    }

    @Test
    void amDiscardsDuplicatesAndWhatIsLateAndLosesNoStep() {
        List<ByteBuf> sent = sent(DRB5, 3);
        DrbEntity enb = bench.drb(DRB5, Direction.DOWNLINK, aes);
        enb.receive(sent.get(0).retainedDuplicate());
        enb.receive(sent.get(0));
        enb.receive(sent.get(2));
        enb.receive(sent.get(1));
        enb.flushReceive();
        assertThat(bench.up).containsExactly("00", "02");
        assertThat(bench.events)
                .containsExactly(
                        new PdcpEvent.DuplicateDiscarded("DRB5", 0),
                        new PdcpEvent.DuplicateDiscarded("DRB5", 1));
        assertThat(sent).extracting(ByteBuf::refCnt).containsOnly(0);
        assertThat(enb.status().receiveCount()).isEqualTo(3);
    }

    /// Working for SN of 12 bits, window 2048, everything up to COUNT 5000 (HFN 1, SN 904) delivered.
    @ParameterizedTest
    @CsvSource({
        "905, 5001", // next
        "904, -1", // the last one again
        "0, -1",
        "2952, 7048", // 2048 ahead: still new
        "2953, -1", // 2049 ahead: counts as 2047 behind, HFN 0
        "4095, -1"
    })
    void theWindowIsHalfOfTheNumbers(int sn, long count) {
        var window = new ReceiveWindow(SnLength.BITS_12, true);
        window.startAt(5001);
        assertThat(receive(window, sn)).isEqualTo(count);
        assertThat(window.next()).isEqualTo(count < 0 ? 5001 : count + 1);
    }

    private static long receive(ReceiveWindow window, int sn) {
        long count = window.count(sn);
        if (count < 0) return count;
        window.received(count);
        window.delivered(count);
        return count;
    }

    @Test
    void aNumberAfterTheWrapTakesTheNextHfn() {
        var window = new ReceiveWindow(SnLength.BITS_12, true);
        window.startAt(2 * 4096 - 3);
        assertThat(receive(window, 2)).isEqualTo(2 * 4096 + 2);
        assertThat(receive(window, 4094)).isEqualTo(ReceiveWindow.DISCARD);
        assertThat(window.discardedCount(4094)).isEqualTo(2 * 4096 - 2);
    }

    @Test
    void aNumberBeforeTheVeryFirstIsOutOfTheWindow() {
        DrbEntity enb = bench.drb(DRB5, Direction.DOWNLINK, aes);
        enb.receive(octets("8fff00"));
        assertThat(bench.events).containsExactly(new PdcpEvent.OutOfWindow("DRB5", 4095, 4095));
        assertThat(enb.status().receiveCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = SnLength.class,
            names = {"BITS_12", "BITS_15", "BITS_18"})
    void randomLossAndDuplicationNeverDesynchroniseTheCount(SnLength length) {
        var random = new java.util.Random(length.bits());
        var window = new ReceiveWindow(length, true);
        long highest = -1;
        long count = 0;
        for (int i = 0; i < 200_000; i++) {
            count += random.nextInt(10) == 0 ? 1 + random.nextInt(length.reorderingWindow()) : 1;
            assertThat(receive(window, length.sn(count))).isEqualTo(count);
            highest = count;
            long again = highest - random.nextInt(length.reorderingWindow());
            if (again >= 0) {
                assertThat(receive(window, length.sn(again))).isEqualTo(ReceiveWindow.DISCARD);
                assertThat(window.discardedCount(length.sn(again))).isEqualTo(again);
            }
            assertThat(window.next()).isEqualTo(highest + 1);
        }
    }

    @Test
    @Tag("P-04")
    void shortAndControlPdusAreReportedAndChangeNothing() {
        DrbEntity enb = bench.drb(DRB5, Direction.DOWNLINK, aes);
        enb.receive(octets(""));
        enb.receive(octets("80"));
        enb.receive(octets("0005ff"));
        enb.receive(octets("10"));
        enb.flushReceive();
        assertThat(bench.up).isEmpty();
        assertThat(bench.events)
                .containsExactly(
                        new PdcpEvent.TooShort("DRB5", 0),
                        new PdcpEvent.TooShort("DRB5", 1),
                        new PdcpEvent.ControlPduIgnored("DRB5", 0),
                        new PdcpEvent.ControlPduIgnored("DRB5", 1));
        assertThat(enb.status()).isEqualTo(new SnStatus(0, 0));
    }

    @Test
    void atHandoverAnAmBearerKeepsItsNumbersUnderNewKeysAndTheTargetGoesOn() {
        SecurityContext next = bench.derived(2);
        DrbEntity ue = bench.drb(DRB5, Direction.UPLINK, aes);
        DrbEntity source = bench.drb(DRB5, Direction.DOWNLINK, aes);
        for (int i = 0; i < 5000; i++) {
            ue.transmit(octets("11"));
            ue.flushTransmit();
            source.receive(bench.pdus.removeFirst());
            source.flushReceive();
        }
        SnStatus transferred = source.status();
        assertThat(transferred).isEqualTo(new SnStatus(0, 5000));
        assertThat(SnLength.BITS_12.hfn(transferred.receiveCount())).isEqualTo(1);
        assertThat(SnLength.BITS_12.sn(transferred.receiveCount())).isEqualTo(904);

        DrbEntity target = bench.drb(DRB5, Direction.DOWNLINK, next);
        target.resume(transferred);
        ue.reestablish(next);
        ue.transmit(octets("22"));
        ue.flushTransmit();
        target.receive(bench.pdus.removeFirst());
        target.flushReceive();
        assertThat(bench.up).hasSize(5001).endsWith("22");
        assertThat(ue.status().transmitCount()).isEqualTo(5001);
    }

    @Test
    void atHandoverAUmBearerStartsAgainAtZero() {
        DrbEntity ue = bench.drb(DrbSettings.um(1, SnLength.BITS_7), Direction.UPLINK, aes);
        ue.transmit(octets("11"));
        ue.receive(octets("8511"));
        ue.reestablish(bench.derived(2));
        assertThat(ue.status()).isEqualTo(new SnStatus(0, 0));
        assertThat(bench.down).hasSize(1);
        assertThat(bench.up).hasSize(1);
    }

    @Test
    void whatIsPendingAtAnewKeyGoesOutUnderTheOldOne() {
        DrbEntity ue = bench.drb(DRB5, Direction.UPLINK, aes);
        ue.transmit(octets("33"));
        ue.reestablish(bench.derived(2));
        ue.flushTransmit();
        DrbEntity enb = bench.drb(DRB5, Direction.DOWNLINK, aes);
        enb.receive(bench.pdus.getFirst());
        enb.flushReceive();
        assertThat(bench.up).containsExactly("33");
    }

    @Test
    @Tag("K-05")
    void theOwnerIsToldOncePerKeyBeforeCountEnds() {
        long last = (1L << 32) - 1;
        var settings = new DrbSettings(5, SnLength.BITS_12, true, 4, last - 1);
        DrbEntity ue = bench.drb(settings, Direction.UPLINK, aes);
        ue.resume(new SnStatus(last - 2, last - 2));
        for (int i = 0; i < 3; i++) assertThat(ue.transmit(octets("00"))).isTrue();
        ByteBuf refused = octets("00");
        assertThat(ue.transmit(refused)).isFalse();
        assertThat(refused.refCnt()).isZero();
        ue.flushTransmit();
        ue.receive(octets("8ffd00"));
        ue.receive(octets("8ffe00"));
        ue.receive(octets("8fff00"));
        ue.receive(octets("800000"));
        ue.flushReceive();
        assertThat(bench.up).hasSize(3);
        assertThat(bench.events)
                .containsExactly(
                        new PdcpEvent.CountNearWrap("DRB5", Direction.UPLINK, last - 1),
                        new PdcpEvent.CountExhausted("DRB5", Direction.UPLINK),
                        new PdcpEvent.CountNearWrap("DRB5", Direction.DOWNLINK, last - 1),
                        new PdcpEvent.CountExhausted("DRB5", Direction.DOWNLINK));
    }

    @Test
    void aDestroyedContextThrowsAndNoBufferLeaks() {
        DrbEntity ue = bench.drb(DRB5, Direction.UPLINK, aes);
        List<ByteBuf> sdus = new ArrayList<>(List.of(octets("01"), octets("02")));
        sdus.forEach(ue::transmit);
        aes.destroy();
        assertThatIllegalStateException().isThrownBy(ue::flushTransmit);
        assertThat(sdus).extracting(ByteBuf::refCnt).containsOnly(0);
        assertThat(bench.down).isEmpty();
        assertThat(bench.ring.living()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BITS_5, true",
        "BITS_5, false",
        "BITS_7, true",
        "BITS_15, false",
        "BITS_18, false"
    })
    void aLengthThatTheRlcModeDoesNotHaveIsRefused(SnLength length, boolean acknowledged) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DrbSettings(1, length, acknowledged, 1, 1));
    }

    private List<ByteBuf> sent(DrbSettings settings, int number) {
        DrbEntity ue = bench.drb(settings, Direction.UPLINK, aes);
        for (int i = 0; i < number; i++) ue.transmit(octets("%02x".formatted(i)));
        ue.flushTransmit();
        return bench.pdus;
    }
}

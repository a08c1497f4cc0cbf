package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;
import static kenb.stack.pdcp.PdcpBench.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HexFormat;

/// Fixed PDUs were put together with OpenSSL's AES-CTR and CMAC.
@Tag("P-01")
class SrbEntityTest {
    private static final long COUNT = 3 << 5 | 17;
    private static final String PDU = "111bd3f00515ee857da4"; // SRB1 downlink, that COUNT
    private static final String SDU = "0102030405";

    private final PdcpBench bench = new PdcpBench();
    private final SecurityContext aes = bench.aes();
    private final SrbEntity enb = bench.securedSrb(1, Direction.DOWNLINK, aes);
    private final SrbEntity ue = bench.securedSrb(1, Direction.UPLINK, aes);

    @Test
    @Tag("P-02")
    void theSenderMakesWhatOpensslMakes() {
        enb.resume(new SnStatus(COUNT, 0));
        assertThat(take(enb.transmit(octets(SDU)))).isEqualTo(PDU);
        assertThat(enb.nextTransmitCount()).isEqualTo(COUNT + 1);
        SrbEntity srb2 = bench.securedSrb(2, Direction.UPLINK, aes);
        assertThat(take(srb2.transmit(octets("a0b1")))).isEqualTo("00ae440d80ca4f");
    }

    @Test
    @Tag("P-02")
    void theReceiverTakesIt() {
        ue.resume(new SnStatus(0, COUNT));
        assertThat(take(ue.receive(octets(PDU)))).isEqualTo(SDU);
        assertThat(ue.nextReceiveCount()).isEqualTo(COUNT + 1);
    }

    @Test
    @Tag("P-04")
    void everyTamperedBitIsNoticedDroppedAndForgotten() {
        for (int bit = 3; bit < 80; bit++) {
            ue.resume(new SnStatus(0, COUNT));
            ByteBuf forged = octets(PDU);
            int at = forged.readerIndex() + bit / 8;
            forged.setByte(at, forged.getByte(at) ^ 0x80 >> bit % 8);
            assertThat(ue.receive(forged)).as("bit %d", bit).isNull();
            assertThat(forged.refCnt()).isZero();
            assertThat(bench.events).singleElement().isInstanceOf(PdcpEvent.IntegrityFailure.class);
            bench.events.clear();
            assertThat(ue.nextReceiveCount()).isEqualTo(COUNT);
            assertThat(take(ue.receive(octets(PDU)))).isEqualTo(SDU);
        }
    }

    @Test
    @Tag("P-04")
    void aReservedBitIsUnderTheMacToo() {
        ue.resume(new SnStatus(0, COUNT));
        assertThat(ue.receive(octets("9" + PDU.substring(1)))).isNull();
        assertThat(bench.events).containsExactly(new PdcpEvent.IntegrityFailure("SRB1", COUNT));
    }

    @Test
    @Tag("P-04")
    void everyTruncationIsNoticed() {
        for (int length = 0; length < PDU.length() / 2; length++) {
            ue.resume(new SnStatus(0, COUNT));
            ByteBuf cut = octets(PDU.substring(0, 2 * length));
            assertThat(ue.receive(cut)).as("%d octets", length).isNull();
            assertThat(cut.refCnt()).isZero();
            assertThat(ue.nextReceiveCount()).isEqualTo(COUNT);
            assertThat(bench.events)
                    .containsExactly(
                            length < 5
                                    ? new PdcpEvent.TooShort("SRB1", length)
                                    : new PdcpEvent.IntegrityFailure("SRB1", COUNT));
            bench.events.clear();
        }
    }

    @Test
    @Tag("P-04")
    void aReplayedPduFailsAsItsCountIsTakenForTheNextHfn() {
        ue.resume(new SnStatus(0, COUNT));
        take(ue.receive(octets(PDU)));
        assertThat(ue.receive(octets(PDU))).isNull();
        assertThat(bench.events)
                .containsExactly(new PdcpEvent.IntegrityFailure("SRB1", COUNT + 32));
        assertThat(ue.nextReceiveCount()).isEqualTo(COUNT + 1);
    }

    @Test
    @Tag("P-04")
    void aWrongKeyCountBearerOrDirectionFails() {
        byte[] otherKey = HexFormat.of().parseHex("ff0e0d0c0b0a09080706050403020100");
        SecurityContext wrongIntegrityKey =
                bench.context(
                        CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, PdcpBench.K, otherKey);
        SecurityContext wrongCipherKey =
                bench.context(
                        CipheringAlgorithm.EEA2,
                        IntegrityAlgorithm.EIA2,
                        otherKey,
                        PdcpBench.K_REVERSED);
        assertRefused(bench.securedSrb(1, Direction.UPLINK, wrongIntegrityKey), COUNT);
        assertRefused(bench.securedSrb(1, Direction.UPLINK, wrongCipherKey), COUNT);
        assertRefused(bench.securedSrb(1, Direction.UPLINK, aes), COUNT + 32);
        assertRefused(bench.securedSrb(1, Direction.UPLINK, aes), COUNT - 32);
        assertRefused(bench.securedSrb(2, Direction.UPLINK, aes), COUNT);
        assertRefused(bench.securedSrb(1, Direction.DOWNLINK, aes), COUNT);
    }

    private void assertRefused(SrbEntity receiver, long nextReceiveCount) {
        receiver.resume(new SnStatus(0, nextReceiveCount));
        assertThat(receiver.receive(octets(PDU))).isNull();
        assertThat(bench.events).singleElement().isInstanceOf(PdcpEvent.IntegrityFailure.class);
        bench.events.clear();
        assertThat(receiver.nextReceiveCount()).isEqualTo(nextReceiveCount);
    }

    @Test
    void countGoesOnAcrossManyWrapsOfTheFiveBits() {
        for (int i = 0; i < 1000; i++) {
            String sdu = "%08x".formatted(i);
            assertThat(take(ue.receive(enb.transmit(octets(sdu))))).isEqualTo(sdu);
        }
        assertThat(ue.nextReceiveCount()).isEqualTo(1000);
        assertThat(bench.events).isEmpty();
    }

    @Test
    void aFewLostPdusDoNotMatter() {
        for (int i = 0; i < 200; i++) {
            ByteBuf pdu = enb.transmit(octets("00"));
            if (i % 32 < 10) {
                pdu.release();
            } else {
                assertThat(take(ue.receive(pdu))).isEqualTo("00");
            }
        }
    }

    @Test
    void beforeActivationTheMacIsZeroAndNothingIsHidden() {
        SrbEntity plainEnb = bench.srb(1, Direction.DOWNLINK);
        SrbEntity plainUe = bench.srb(1, Direction.UPLINK);
        ByteBuf pdu = plainEnb.transmit(octets(SDU));
        assertThat(take(pdu.retainedDuplicate())).isEqualTo("00" + SDU + "00000000");
        assertThat(take(plainUe.receive(pdu))).isEqualTo(SDU);
    }

    @Test
    void securityModeCommandIsVerifiedAfterwardsCompleteIsNotCipheredAllElseIs() {
        SrbEntity enb = bench.srb(1, Direction.DOWNLINK);
        SrbEntity ue = bench.srb(1, Direction.UPLINK);
        take(ue.receive(enb.transmit(octets("01"))));

        enb.use(aes);
        enb.protectTransmit(Protection.INTEGRITY);
        ByteBuf command = enb.transmit(octets("3000"));
        enb.protectReceive(Protection.INTEGRITY);
        enb.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
        ByteBuf seen = ue.receive(command);
        assertThat(ue.verifyLast(bench.derived(9), seen)).isFalse();
        assertThat(take(seen)).isEqualTo("3000");
        assertThat(bench.events).containsExactly(new PdcpEvent.IntegrityFailure("SRB1", 1));
        bench.events.clear();
    }

    @Test
    void afterAVerifiedCommandBothSidesTalkProtected() {
        SrbEntity enb = bench.srb(1, Direction.DOWNLINK);
        SrbEntity ue = bench.srb(1, Direction.UPLINK);
        enb.use(aes);
        enb.protectTransmit(Protection.INTEGRITY);
        ByteBuf command = ue.receive(enb.transmit(octets("3000")));
        enb.protectReceive(Protection.INTEGRITY);
        enb.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);

        assertThat(ue.verifyLast(aes, command)).isTrue();
        assertThat(ue.verifyLast(aes, command)).as("only once").isFalse();
        assertThat(take(command)).isEqualTo("3000");
        ue.use(aes);
        ue.protectReceive(Protection.INTEGRITY_AND_CIPHERING);
        ue.protectTransmit(Protection.INTEGRITY);
        ByteBuf complete = ue.transmit(octets("2800"));
        assertThat(take(complete.retainedDuplicate()))
                .startsWith("002800")
                .doesNotEndWith("00000000");
        ue.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
        assertThat(take(enb.receive(complete))).isEqualTo("2800");
        enb.protectReceive(Protection.INTEGRITY_AND_CIPHERING);

        assertThat(take(ue.receive(enb.transmit(octets("aa"))))).isEqualTo("aa");
        assertThat(take(enb.receive(ue.transmit(octets("bb"))))).isEqualTo("bb");
        assertThat(bench.events).isEmpty();
    }

    @Test
    void protectionWithoutAContextIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> bench.srb(1, Direction.UPLINK).protectTransmit(Protection.INTEGRITY));
    }

    @Test
    void reestablishmentStartsAgainAtZeroUnderNewKeys() {
        take(ue.receive(enb.transmit(octets(SDU))));
        SecurityContext next = bench.derived(2);
        ByteBuf old = enb.transmit(octets(SDU));
        enb.reestablish(next);
        ue.reestablish(next);
        assertThat(ue.receive(old)).isNull();
        assertThat(bench.events).hasSize(1);
        assertThat(take(ue.receive(enb.transmit(octets(SDU))))).isEqualTo(SDU);
        assertThat(ue.nextReceiveCount()).isEqualTo(1);
    }

    @Test
    @Tag("K-05")
    void theOwnerIsToldBeforeCountEndsAndNoCountIsUsedTwice() {
        var last = (1L << 32) - 1;
        SrbEntity sender = new SrbEntity(1, Direction.DOWNLINK, last - 1, bench.events::add);
        SrbEntity receiver = new SrbEntity(1, Direction.UPLINK, last - 1, bench.events::add);
        sender.reestablish(aes);
        receiver.reestablish(aes);
        sender.resume(new SnStatus(last - 2, 0));
        receiver.resume(new SnStatus(0, last - 2));
        for (int i = 0; i < 3; i++) {
            assertThat(take(receiver.receive(sender.transmit(octets(SDU))))).isEqualTo(SDU);
        }
        assertThat(bench.events)
                .containsExactly(
                        new PdcpEvent.CountNearWrap("SRB1", Direction.DOWNLINK, last - 1),
                        new PdcpEvent.CountNearWrap("SRB1", Direction.DOWNLINK, last - 1));
        bench.events.clear();
        ByteBuf refused = octets(SDU);
        assertThat(sender.transmit(refused)).isNull();
        assertThat(refused.refCnt()).isZero();
        assertThat(receiver.receive(octets(PDU))).isNull();
        assertThat(bench.events)
                .containsOnly(new PdcpEvent.CountExhausted("SRB1", Direction.DOWNLINK))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void withRoomTheSduBufferBecomesThePduAndBack(Direction direction) {
        SrbEntity sender = bench.securedSrb(1, direction, aes);
        SrbEntity receiver = bench.securedSrb(1, direction.opposite(), aes);
        ByteBuf sdu = octets(SDU);
        ByteBuf pdu = sender.transmit(sdu);
        assertThat(pdu).isSameAs(sdu);
        assertThat(receiver.receive(pdu)).isSameAs(sdu);
        sdu.release();
    }

    @Test
    void withoutRoomOrReadOnlyTheOriginalIsReleasedAndLeftAsItWas() {
        ByteBuf tight = Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4, 5});
        ByteBuf pdu = enb.transmit(tight);
        assertThat(tight.refCnt()).isZero();
        ByteBuf readOnly = pdu.asReadOnly();
        String before = io.netty.buffer.ByteBufUtil.hexDump(readOnly);
        pdu.retain();
        assertThat(take(ue.receive(readOnly))).isEqualTo(SDU);
        assertThat(take(pdu)).isEqualTo(before);
    }
}

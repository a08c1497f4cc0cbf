package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;
import static kenb.stack.pdcp.PdcpBench.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

/// Fixed PDUs were put together with OpenSSL's AES-CTR and CMAC.
@Tag("P-01")
class NrSrbEntityTest {
    private static final long COUNT = 5 << 12 | 0x123;
    private static final String PDU = "01230414dd1ba6f5c0a67f"; // SRB1 downlink, that COUNT
    private static final String SDU = "0102030405";

    private final PdcpBench bench = new PdcpBench();
    private final SecurityContext aes = bench.aes();
    private boolean timerRuns;
    private final NrSrbEntity gnb = secured(1, Direction.DOWNLINK, aes);
    private final NrSrbEntity ue = secured(1, Direction.UPLINK, aes);

    @AfterEach
    void release() {
        bench.release();
        ue.release();
    }

    @Test
    @Tag("P-02")
    void theSenderMakesWhatOpensslMakes() {
        gnb.resume(new SnStatus(COUNT, 0));
        gnb.transmit(octets(SDU));
        secured(3, Direction.UPLINK, aes).transmit(octets("a0b1"));
        assertThat(bench.down).containsExactly(PDU, "0000da4dd9a669a6");
    }

    @Test
    @Tag("P-02")
    void theReceiverTakesIt() {
        ue.resume(new SnStatus(0, COUNT));
        ue.receive(octets(PDU));
        assertThat(bench.up).containsExactly(SDU);
        assertThat(ue.status().receiveCount()).isEqualTo(COUNT + 1);
    }

    @Test
    @Tag("P-04")
    void everyTamperedBitIsNoticedDroppedAndForgotten() {
        for (int bit = 0; bit < 4 * PDU.length(); bit++) {
            ue.resume(new SnStatus(0, COUNT));
            ByteBuf forged = octets(PDU);
            int at = forged.readerIndex() + bit / 8;
            forged.setByte(at, forged.getByte(at) ^ 0x80 >> bit % 8);
            ue.receive(forged);
            assertThat(bench.up).as("bit %d", bit).isEmpty();
            assertThat(forged.refCnt()).isZero();
            assertThat(bench.events).singleElement().isInstanceOf(PdcpEvent.IntegrityFailure.class);
            assertThat(ue.status().receiveCount()).isEqualTo(COUNT);
            assertThat(timerRuns).isFalse();
            bench.events.clear();
            ue.receive(octets(PDU));
            assertThat(bench.up).containsExactly(SDU);
            bench.up.clear();
        }
    }

    @Test
    @Tag("P-04")
    void everyTruncationIsNoticed() {
        for (int length = 0; length < PDU.length() / 2; length++) {
            ue.resume(new SnStatus(0, COUNT));
            ue.receive(octets(PDU.substring(0, 2 * length)));
            assertThat(bench.events)
                    .containsExactly(
                            length < 6
                                    ? new PdcpEvent.TooShort("SRB1", length)
                                    : new PdcpEvent.IntegrityFailure("SRB1", COUNT));
            bench.events.clear();
        }
        assertThat(bench.up).isEmpty();
    }

    @Test
    @Tag("P-04")
    void aReplayIsADuplicateAndAWrongKeyBearerOrDirectionFails() {
        ue.resume(new SnStatus(0, COUNT));
        ue.receive(octets(PDU));
        ue.receive(octets(PDU));
        assertThat(bench.events).containsExactly(new PdcpEvent.DuplicateDiscarded("SRB1", COUNT));
        bench.up.clear();
        byte[] other = HexFormat.of().parseHex("ff0e0d0c0b0a09080706050403020100");
        var wrong =
                bench.context(CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, PdcpBench.K, other);
        for (NrSrbEntity it :
                new NrSrbEntity[] {
                    secured(1, Direction.UPLINK, wrong),
                    secured(2, Direction.UPLINK, aes),
                    secured(1, Direction.DOWNLINK, aes)
                }) {
            it.resume(new SnStatus(0, COUNT));
            bench.events.clear();
            it.receive(octets(PDU));
            assertThat(bench.events).singleElement().isInstanceOf(PdcpEvent.IntegrityFailure.class);
        }
        assertThat(bench.up).isEmpty();
    }

    @Test
    void messagesComeUpInOrder() {
        for (int i = 0; i < 4; i++) gnb.transmit(octets("0" + i));
        for (int i : new int[] {1, 3}) ue.receive(bench.pdus.get(i));
        assertThat(bench.up).isEmpty();
        assertThat(timerRuns).isTrue();
        ue.receive(bench.pdus.get(0));
        assertThat(bench.up).containsExactly("00", "01");
        ue.reorderingExpired();
        assertThat(bench.up).containsExactly("00", "01", "03");
    }

    /// Before security the MAC-I is there and zero; the Security Mode Command is protected but not ciphered, and can only be verified once it
    /// has been read.
    @Test
    void protectionBeginsAsRrcSays() {
        NrSrbEntity net = srb(1, Direction.DOWNLINK);
        NrSrbEntity phone = srb(1, Direction.UPLINK);
        net.transmit(octets("11"));
        phone.receive(bench.pdus.get(0));
        net.use(aes);
        net.protectTransmit(Protection.INTEGRITY);
        net.transmit(octets("3000"));
        net.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
        net.transmit(octets("22"));
        assertThat(bench.down.get(0)).isEqualTo("00001100000000");
        assertThat(bench.down.get(1)).startsWith("00013000").doesNotEndWith("00000000");
        assertThat(bench.down.get(2)).doesNotStartWith("000222");
        phone.receive(bench.pdus.get(1));
        assertThat(bench.up).containsExactly("11", "3000");
        assertThat(phone.verifyLast(aes, message("3000"))).isTrue();
        assertThat(phone.verifyLast(aes, message("3000"))).isFalse();
        phone.use(aes);
        phone.protectReceive(Protection.INTEGRITY_AND_CIPHERING);
        phone.receive(bench.pdus.get(2));
        assertThat(bench.up).endsWith("22");
        assertThat(bench.events).isEmpty();
    }

    @Test
    @Tag("P-04")
    void aForgedSecurityModeCommandIsFoundOut() {
        ue.protectReceive(Protection.NONE);
        gnb.protectTransmit(Protection.INTEGRITY);
        gnb.transmit(octets("3000"));
        ue.receive(bench.pdus.get(0));
        assertThat(ue.verifyLast(aes, message("3001"))).isFalse();
        assertThat(bench.events).containsExactly(new PdcpEvent.IntegrityFailure("SRB1", 0));
    }

    @Test
    void reestablishmentDropsWhatWaitsAndCountsFromZeroUnderNewKeys() {
        for (int i = 0; i < 3; i++) gnb.transmit(octets("0" + i));
        ue.receive(bench.pdus.get(2));
        SecurityContext fresh = bench.derived(2);
        ue.reestablish(fresh);
        gnb.reestablish(fresh);
        assertThat(timerRuns).isFalse();
        assertThat(bench.pdus.get(2).refCnt()).isZero();
        ue.receive(bench.pdus.get(0));
        assertThat(bench.events).containsExactly(new PdcpEvent.IntegrityFailure("SRB1", 0));
        gnb.transmit(octets("77"));
        ue.receive(bench.pdus.get(3));
        assertThat(bench.up).containsExactly("77");
        assertThat(ue.status()).isEqualTo(new SnStatus(0, 1));
    }

    @Test
    void protectionWithoutKeysAndAnotherSrbAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> srb(1, Direction.UPLINK).protectTransmit(Protection.INTEGRITY));
        assertThatIllegalArgumentException().isThrownBy(() -> srb(0, Direction.UPLINK));
        assertThatIllegalArgumentException().isThrownBy(() -> srb(5, Direction.UPLINK));
    }

    private static ByteBuf message(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }

    private NrSrbEntity secured(int id, Direction transmit, SecurityContext context) {
        NrSrbEntity srb = srb(id, transmit);
        srb.use(context);
        srb.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
        srb.protectReceive(Protection.INTEGRITY_AND_CIPHERING);
        return srb;
    }

    private NrSrbEntity srb(int id, Direction transmit) {
        return new NrSrbEntity(
                id,
                transmit,
                new Timer(),
                (pdu, _) -> {
                    bench.down.add(ByteBufUtil.hexDump(pdu));
                    bench.pdus.add(pdu);
                },
                (sdu, _) -> bench.up.add(take(sdu)),
                bench.events::add);
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

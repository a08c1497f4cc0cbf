package kenb.stack.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

@Tag("K-04")
class KeystreamGuardTest {
    private final List<KeystreamReuse> reuses = new ArrayList<>();
    private final KeystreamLedger ledger = new KeystreamLedger(1024, reuses::add);
    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
    private final KeystreamGuard enb = guard(Direction.DOWNLINK);
    private final AlgorithmKey key = key(enb, 1);

    @Test
    void twoPlaintextsUnderOneCountAreReported() {
        cipher(enb, key, 7, 3, Direction.DOWNLINK, "one");
        cipher(enb, key, 7, 3, Direction.DOWNLINK, "two");
        assertThat(reuses)
                .containsExactly(new KeystreamReuse(key.fingerprint(), 7, 3, Direction.DOWNLINK));
        assertThat(ledger.reuses()).isEqualTo(1);
    }

    @Test
    void aRetransmissionIsOnlyCounted() {
        cipher(enb, key, 7, 3, Direction.DOWNLINK, "one");
        cipher(enb, key, 7, 3, Direction.DOWNLINK, "one");
        assertThat(reuses).isEmpty();
        assertThat(ledger.repeats()).isEqualTo(1);
        assertThat(ledger.uses()).isEqualTo(2);
    }

    /// A longer text with the same beginning, and one that differs in its last bit.
    @ParameterizedTest
    @ValueSource(strings = {"onE", "one ", "on"})
    void anythingElseIsAnotherPlaintext(String other) {
        cipher(enb, key, 7, 3, Direction.DOWNLINK, "one");
        cipher(enb, key, 7, 3, Direction.DOWNLINK, other);
        assertThat(reuses).hasSize(1);
    }

    @Test
    void otherCountsBearersAndKeysHaveKeystreamsOfTheirOwn() {
        cipher(enb, key, 7, 3, Direction.DOWNLINK, "one");
        cipher(enb, key, 8, 3, Direction.DOWNLINK, "two");
        cipher(enb, key, 7, 4, Direction.DOWNLINK, "three");
        cipher(enb, key(enb, 2), 7, 3, Direction.DOWNLINK, "four");
        assertThat(reuses).isEmpty();
        assertThat(ledger.repeats()).isZero();
    }

    /// The receiver deciphers under the same COUNT, and sends under it in the other direction.
    @Test
    void eachEndWatchesWhatItSends() {
        var ue = guard(Direction.UPLINK);
        var ueKey = key(ue, 1);
        cipher(enb, key, 7, 3, Direction.DOWNLINK, "one");
        cipher(ue, ueKey, 7, 3, Direction.DOWNLINK, "what came");
        cipher(ue, ueKey, 7, 3, Direction.UPLINK, "two");
        assertThat(reuses).isEmpty();
        assertThat(ledger.uses()).isEqualTo(2);
    }

    /// As when a source and a target derive the same keys, or the same key comes back after its death.
    @Test
    void twoNodesWithOneKeyAreFound() {
        var target = guard(Direction.DOWNLINK);
        cipher(enb, key, 0, 0, Direction.DOWNLINK, "from the source");
        key.destroy();
        cipher(target, key(target, 1), 0, 0, Direction.DOWNLINK, "from the target");
        assertThat(reuses).hasSize(1);
    }

    @Test
    void theNullCipherHasNoKeystream() {
        var none =
                enb.prepare(
                        CipheringAlgorithm.EEA0, ring.provision(KeyPurpose.UP_ENC, new byte[16]));
        cipher(enb, none, 7, 3, Direction.DOWNLINK, "one");
        cipher(enb, none, 7, 3, Direction.DOWNLINK, "two");
        assertThat(ledger.uses()).isZero();
    }

    @Test
    void theEngineBehindCiphersAsBefore() {
        ByteBuf guarded = Unpooled.copiedBuffer(new byte[40]);
        ByteBuf plain = Unpooled.copiedBuffer(new byte[40]);
        var batch = new PduBatch(1);
        batch.add(guarded, 0, 320, key, 1, 2, Direction.DOWNLINK);
        enb.cipher(batch);
        var engine = new JavaEngine();
        batch.clear();
        batch.add(plain, 0, 320, key(engine, 1), 1, 2, Direction.DOWNLINK);
        engine.cipher(batch);
        assertThat(ByteBufUtil.hexDump(guarded)).isEqualTo(ByteBufUtil.hexDump(plain));
    }

    /// Against a ledger without end, in any order: nothing is missed that is remembered, and nothing is made up.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void agreesWithALedgerThatForgetsNothing(int seed) {
        var random = new Random(seed);
        Map<Integer, Integer> texts = new HashMap<>();
        long repeats = 0;
        long others = 0;
        int base = random.nextInt(2) == 0 ? 0 : -3000;
        for (int i = 0; i < 4000; i++) {
            int offset = random.nextInt(10) > 0 ? i / 2 : Math.max(0, i / 2 - random.nextInt(900));
            int text = random.nextInt(3);
            Integer before = texts.putIfAbsent(base + offset, text);
            if (before != null && before == text) repeats++;
            if (before != null && before != text) others++;
            cipher(enb, key, base + offset, 1, Direction.DOWNLINK, "text " + text);
        }
        assertThat(ledger.repeats()).isEqualTo(repeats);
        assertThat(ledger.reuses()).isEqualTo(others);
        assertThat(ledger.forgotten()).isZero();
    }

    @Test
    void whatCameTooLateIsSaidToBeForgotten() {
        for (int count = 0; count < 3000; count++)
            cipher(enb, key, count, 1, Direction.DOWNLINK, "text");
        cipher(enb, key, 1, 1, Direction.DOWNLINK, "text");
        assertThat(ledger.forgotten()).isEqualTo(1);
    }

    private KeystreamGuard guard(Direction transmitted) {
        return new KeystreamGuard(new JavaEngine(), transmitted, ledger);
    }

    private AlgorithmKey key(CipherEngine engine, int octet) {
        byte[] octets = new byte[16];
        octets[0] = (byte) octet;
        return engine.prepare(CipheringAlgorithm.EEA2, ring.provision(KeyPurpose.UP_ENC, octets));
    }

    private static void cipher(
            CipherEngine engine,
            AlgorithmKey key,
            int count,
            int bearer,
            Direction direction,
            String text) {
        var batch = new PduBatch(1);
        ByteBuf buffer = Unpooled.copiedBuffer(text.getBytes());
        batch.add(buffer, 0, 8 * text.length(), key, count, bearer, direction);
        engine.cipher(batch);
    }
}

package kenb.stack.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@Tag("P-02")
class ProviderTimingTest {
    private static List<Provider> here() {
        var providers = new ArrayList<>(List.of(Provider.JAVA, Provider.BOUNCYCASTLE));
        if (Provider.IPSEC_MB.problem().isEmpty()) providers.add(Provider.IPSEC_MB);
        return providers;
    }

    @Test
    void eachAlgorithmGetsAFigureOfEachProviderThatHasIt() throws InterruptedException {
        var timing = ProviderTiming.of(List.of(Provider.JAVA, Provider.BOUNCYCASTLE));
        assertThat(timing.rejected()).isEmpty();
        assertThat(timing.figures()).hasSize(6 * 2 * 2);
        for (var figure : timing.figures()) {
            boolean snow = figure.algorithm().endsWith("1");
            assertThat(figure.nanos().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            snow
                                    ? List.of(Provider.JAVA)
                                    : List.of(Provider.JAVA, Provider.BOUNCYCASTLE));
            assertThat(List.copyOf(figure.nanos().values())).allMatch(it -> it > 0).isSorted();
            assertThat(figure.nanos()).containsKey(figure.fastest());
        }
        assertThat(EngineCheck.problem(timing.engine())).isEmpty();
    }

    @Test
    void partsOfABatchGoToWhoIsBestAtThemAndComeBackRight() {
        for (var few : here())
            for (var many : here()) {
                boolean snow = few != Provider.BOUNCYCASTLE && many != Provider.BOUNCYCASTLE;
                var engine = new AesAndZuc(ProviderTiming.decided(few, many).engine(), snow);
                assertThat(EngineCheck.problem(engine)).as("%s, %s", few, many).isEmpty();
            }
    }

    @Test
    void mixedBatchesOfSeveralAlgorithmsAndTheNullOne() {
        var engine = ProviderTiming.decided(Provider.JAVA, here().getLast()).engine();
        var plain = JavaEngine.scalar();
        var ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
        var mine = new PduBatch(64);
        var right = new PduBatch(64);
        for (int i = 0; i < 64; i++) {
            var algorithm = CipheringAlgorithm.of(here().size() == 3 || i % 4 != 1 ? i / 5 % 4 : 2);
            var key = ring.provision(KeyPurpose.UP_ENC, new byte[16]);
            add(mine, engine.prepare(algorithm, key), i);
            add(right, plain.prepare(algorithm, key), i);
        }
        engine.cipher(mine);
        plain.cipher(right);
        for (int i = 0; i < 64; i++) assertThat(mine.buffer(i)).isEqualTo(right.buffer(i));
    }

    private static void add(PduBatch batch, AlgorithmKey key, int i) {
        ByteBuf buffer = Unpooled.buffer().writeZero(10 + 30 * i);
        batch.add(buffer, 0, 8 * buffer.readableBytes(), key, i, 4, Direction.DOWNLINK);
    }

    @Test
    void providerThatIsNotThereIsNamedWithTheReason() {
        if (Provider.IPSEC_MB.problem().isEmpty()) {
            assertThat(Provider.IPSEC_MB.engine().supports(CipheringAlgorithm.EEA1)).isTrue();
        } else {
            assertThatThrownBy(() -> ProviderTiming.of(List.of(Provider.IPSEC_MB)))
                    .hasMessageContaining(Provider.IPSEC_MB.problem());
        }
    }

    @Test
    void keysOfOthersAreRefused() {
        var engine = ProviderTiming.decided(Provider.JAVA, Provider.JAVA).engine();
        var ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
        var key = ring.provision(KeyPurpose.UP_ENC, new byte[16]);
        var batch = new PduBatch(1);
        add(batch, JavaEngine.scalar().prepare(CipheringAlgorithm.EEA2, key), 1);
        assertThatThrownBy(() -> engine.cipher(batch)).hasMessageContaining("another engine");
        batch.clear();
        add(batch, engine.prepare(IntegrityAlgorithm.EIA2, key), 1);
        assertThatThrownBy(() -> engine.cipher(batch)).hasMessageContaining("a key for EIA2");
    }

    /// Says it has no SNOW 3G where one of its providers has none.
    private record AesAndZuc(CipherEngine engine, boolean snow) implements CipherEngine {
        @Override
        public boolean supports(CipheringAlgorithm algorithm) {
            return snow || algorithm != CipheringAlgorithm.EEA1;
        }

        @Override
        public boolean supports(IntegrityAlgorithm algorithm) {
            return snow || algorithm != IntegrityAlgorithm.EIA1;
        }

        @Override
        public AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key) {
            return engine.prepare(algorithm, key);
        }

        @Override
        public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
            return engine.prepare(algorithm, key);
        }

        @Override
        public void cipher(PduBatch batch) {
            engine.cipher(batch);
        }

        @Override
        public void authenticate(PduBatch batch) {
            engine.authenticate(batch);
        }
    }
}

package kenb.stack.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@Tag("P-02")
class EngineCheckTest {
    @Test
    void theLanesAndBouncyCastleDoAsThePlainCodeDoes() {
        assertThat(EngineCheck.problem(new JavaEngine(new WideChoice(1)))).isEmpty();
        assertThat(EngineCheck.problem(new BouncyCastleEngine())).isEmpty();
    }

    @Test
    void bouncyCastleHasNoSnow3g() {
        var ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
        Key key = ring.provision(KeyPurpose.UP_ENC, new byte[16]);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new BouncyCastleEngine().prepare(CipheringAlgorithm.EEA1, key));
    }

    /// One bit of one PDU in a batch.
    @ParameterizedTest
    @CsvSource({"EEA1, EEA1", "EEA2, EEA2", "EEA3, EEA3", "EIA1, EIA1", "EIA2, EIA2", "EIA3, EIA3"})
    void anEngineThatGetsOneBitWrongIsFound(String broken, String named) {
        assertThat(EngineCheck.problem(new OneBitWrong(broken))).startsWith(named);
    }

    /// The same answers on processors with narrower vectors or none, and without the module.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--add-modules=jdk.incubator.vector",
                "--add-modules=jdk.incubator.vector -XX:UseAVX=2",
                "--add-modules=jdk.incubator.vector -XX:UseAVX=0"
            })
    void theEngineIsRightInAnyJvm(String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!options.isEmpty()) command.addAll(List.of(options.split(" ")));
        if (!System.getProperty("os.arch").equals("amd64"))
            command.removeIf(it -> it.contains("AVX"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), OtherJvm.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains(options.contains("vector") ? "with the module" : "without the module");
    }

    /// What runs in another JVM: the engine as it is chosen there, checked before and after the timing.
    static final class OtherJvm {
        private OtherJvm() {}

        public static void main(String[] arguments) throws InterruptedException {
            var engine = new JavaEngine();
            var before = EngineCheck.problem(engine);
            WideChoice.measured().await();
            var after = EngineCheck.problem(engine);
            var there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
            System.out.println(
                    WideChoice.measured() + (there ? ", with" : ", without") + " the module");
            System.out.println(before + after);
            System.exit(before.isEmpty() && after.isEmpty() ? 0 : 1);
        }
    }

    private record OneBitWrong(CipherEngine right, String broken) implements CipherEngine {
        OneBitWrong(String broken) {
            this(JavaEngine.scalar(), broken);
        }

        @Override
        public boolean supports(CipheringAlgorithm algorithm) {
            return true;
        }

        @Override
        public boolean supports(IntegrityAlgorithm algorithm) {
            return true;
        }

        @Override
        public AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key) {
            return new Named(algorithm.name(), right.prepare(algorithm, key));
        }

        @Override
        public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
            return new Named(algorithm.name(), right.prepare(algorithm, key));
        }

        @Override
        public void cipher(PduBatch batch) {
            right.cipher(unnamed(batch));
            var buffer = batch.buffer(17);
            if (((Named) batch.key(17)).algorithm().equals(broken))
                buffer.setByte(3, buffer.getByte(3) ^ 4);
        }

        @Override
        public void authenticate(PduBatch batch) {
            var inner = unnamed(batch);
            right.authenticate(inner);
            for (int i = 0; i < batch.size(); i++) batch.setMac(i, inner.mac(i));
            if (((Named) batch.key(17)).algorithm().equals(broken))
                batch.setMac(17, batch.mac(17) ^ 1);
        }

        private static PduBatch unnamed(PduBatch batch) {
            var inner = new PduBatch(batch.size());
            for (int i = 0; i < batch.size(); i++)
                inner.add(
                        batch.buffer(i),
                        batch.offset(i),
                        batch.lengthBits(i),
                        ((Named) batch.key(i)).key(),
                        batch.count(i),
                        batch.bearer(i),
                        Direction.values()[batch.directionBit(i)]);
            return inner;
        }

        private record Named(String algorithm, AlgorithmKey key) implements AlgorithmKey {
            @Override
            public String fingerprint() {
                return key.fingerprint();
            }

            @Override
            public void destroy() {
                key.destroy();
            }
        }
    }
}

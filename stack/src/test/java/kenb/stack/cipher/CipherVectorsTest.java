package kenb.stack.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.ReferenceVectors;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The published test sets.
@Tag("P-02")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class CipherVectorsTest {
    private final CipherEngine engine = new JavaEngine();
    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});

    @TestFactory
    List<DynamicTest> cipheringVectorsWorkBothWays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode v : ReferenceVectors.read("eea.json")) {
            CipheringAlgorithm algorithm = CipheringAlgorithm.of(algorithmId(v));
            if (engine.supports(algorithm)) {
                tests.add(
                        DynamicTest.dynamicTest(
                                ReferenceVectors.text(v, "name"),
                                () -> checkCiphering(v, algorithm)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(32);
        return tests;
    }

    private void checkCiphering(JsonNode v, CipheringAlgorithm algorithm) {
        byte[] plain = ReferenceVectors.octets(v, "plaintext");
        byte[] ciphered = ReferenceVectors.octets(v, "ciphertext");
        AlgorithmKey key = engine.prepare(algorithm, key(v));
        ByteBuf buffer = Unpooled.directBuffer().writeBytes(plain);
        PduBatch batch = batch(v, buffer, key);
        engine.cipher(batch);
        assertThat(ByteBufUtil.hexDump(buffer)).isEqualTo(ByteBufUtil.hexDump(ciphered));
        engine.cipher(batch);
        assertThat(ByteBufUtil.hexDump(buffer)).isEqualTo(ByteBufUtil.hexDump(plain));
        buffer.release();
    }

    @TestFactory
    List<DynamicTest> integrityVectorsGiveTheirMac() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode v : ReferenceVectors.read("eia.json")) {
            IntegrityAlgorithm algorithm = IntegrityAlgorithm.of(algorithmId(v));
            if (engine.supports(algorithm)) {
                tests.add(
                        DynamicTest.dynamicTest(
                                ReferenceVectors.text(v, "name"),
                                () -> checkIntegrity(v, algorithm)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(20);
        return tests;
    }

    private void checkIntegrity(JsonNode v, IntegrityAlgorithm algorithm) {
        AlgorithmKey key = engine.prepare(algorithm, key(v));
        ByteBuf buffer = Unpooled.directBuffer().writeBytes(ReferenceVectors.octets(v, "message"));
        PduBatch batch = batch(v, buffer, key);
        engine.authenticate(batch);
        assertThat("%08x".formatted(batch.mac(0))).isEqualTo(ReferenceVectors.text(v, "mac"));
        buffer.release();
    }

    /// `128-EEA2/NEA2` is 2.
    private static int algorithmId(JsonNode v) {
        String name = ReferenceVectors.text(v, "alg");
        return name.charAt(name.length() - 1) - '0';
    }

    private Key key(JsonNode v) {
        return ring.provision(KeyPurpose.UP_ENC, ReferenceVectors.octets(v, "key"));
    }

    private static PduBatch batch(JsonNode v, ByteBuf buffer, AlgorithmKey key) {
        var batch = new PduBatch(1);
        int count = Integer.parseUnsignedInt(ReferenceVectors.text(v, "count"), 16);
        Direction direction = Direction.values()[ReferenceVectors.number(v, "direction")];
        int bits = ReferenceVectors.number(v, "length_bits");
        batch.add(buffer, 0, bits, key, count, ReferenceVectors.number(v, "bearer"), direction);
        return batch;
    }
}

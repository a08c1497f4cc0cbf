package kenb.stack.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Random;

/// Intel's library and ours agree; where it is known to be wrong, it is not asked.
@Tag("P-02")
class IpsecMbEngineTest {
    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
    private final Random random = new Random(5);

    /// With kenb.interop=required it has to be there.
    @BeforeEach
    void isThere() {
        if ("required".equals(System.getProperty("kenb.interop")))
            assertThat(IpsecMbEngine.problem()).isEmpty();
        Assumptions.assumeTrue(IpsecMbEngine.problem().isEmpty(), IpsecMbEngine.problem());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void agreesOnAnyLengthKindOfMemoryAndMixOfKeys(int algorithm) {
        var theirs = new IpsecMbEngine();
        var ours = new JavaEngine(WideChoice.SCALAR);
        for (int round = 0; round < 60; round++) {
            int size = 1 + random.nextInt(70);
            var cipherTheirs = new PduBatch(size);
            var cipherOurs = new PduBatch(size);
            var macTheirs = new PduBatch(size);
            var macOurs = new PduBatch(size);
            for (int i = 0; i < size; i++) {
                byte[] key = new byte[16];
                random.nextBytes(key);
                int bits = random.nextInt(random.nextInt(10) == 0 ? 76_000 : 3_000);
                byte[] text = new byte[(bits + 7) / 8 + 1];
                random.nextBytes(text);
                int count = random.nextInt();
                add(cipherTheirs, theirs, algorithm, false, key, memory(text), bits, count);
                add(cipherOurs, ours, algorithm, false, key, memory(text), bits, count);
                add(macTheirs, theirs, algorithm, true, key, memory(text), bits, count);
                add(macOurs, ours, algorithm, true, key, memory(text), bits, count);
            }
            theirs.cipher(cipherTheirs);
            ours.cipher(cipherOurs);
            theirs.authenticate(macTheirs);
            ours.authenticate(macOurs);
            for (int i = 0; i < size; i++) {
                var what =
                        "round %d, PDU %d of %d bits".formatted(round, i, cipherOurs.lengthBits(i));
                assertThat(cipherTheirs.buffer(i)).as(what).isEqualTo(cipherOurs.buffer(i));
                assertThat(macTheirs.mac(i)).as(what).isEqualTo(macOurs.mac(i));
                for (var batch : new PduBatch[] {cipherTheirs, cipherOurs, macTheirs, macOurs})
                    batch.buffer(i).release();
            }
        }
    }

    /// Version 1.3 leaves such text as it is and gives another MAC.
    @ParameterizedTest
    @CsvSource({"8188", "8189", "9000"})
    void zucBeyondItsLimitIsLeftToJava(int octets) {
        var theirs = new IpsecMbEngine();
        var ours = new JavaEngine(WideChoice.SCALAR);
        byte[] key = new byte[16];
        byte[] text = new byte[octets];
        random.nextBytes(text);
        var batch = new PduBatch(1);
        var expected = new PduBatch(1);
        add(batch, theirs, 3, false, key, Unpooled.directBuffer().writeBytes(text), 8 * octets, 7);
        add(expected, ours, 3, false, key, Unpooled.directBuffer().writeBytes(text), 8 * octets, 7);
        theirs.cipher(batch);
        ours.cipher(expected);
        assertThat(batch.buffer(0)).isEqualTo(expected.buffer(0));
        assertThat(batch.buffer(0)).isNotEqualTo(Unpooled.wrappedBuffer(text));
        batch.buffer(0).release();
        expected.buffer(0).release();
    }

    private ByteBuf memory(byte[] text) {
        return (random.nextInt(3) == 0 ? Unpooled.buffer() : Unpooled.directBuffer())
                .writeBytes(text);
    }

    private void add(
            PduBatch batch,
            CipherEngine engine,
            int algorithm,
            boolean integrity,
            byte[] octets,
            ByteBuf buffer,
            int bits,
            int count) {
        var key = ring.provision(KeyPurpose.UP_ENC, octets.clone());
        batch.add(
                buffer,
                0,
                bits,
                integrity
                        ? engine.prepare(IntegrityAlgorithm.of(algorithm), key)
                        : engine.prepare(CipheringAlgorithm.of(algorithm), key),
                count,
                count & 31,
                Direction.values()[count >> 5 & 1]);
    }
}

package kenb.stack.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Fixed values were computed with OpenSSL (aes-128-ctr and CMAC).
@Tag("P-02")
class JavaEngineTest {
    private static final byte[] COUNTING_KEY =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    private CipherEngine engine = new JavaEngine(WideChoice.SCALAR);
    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});

    @Test
    void eea2IsWhatOpensslMakesOfTheCounterBlock() {
        ByteBuf text = message(40);
        engine.cipher(
                one(text, 0, 320, engine.prepare(CipheringAlgorithm.EEA2, key(COUNTING_KEY))));
        assertThat(ByteBufUtil.hexDump(text))
                .isEqualTo(
                        "f82ab47198dc23195eb4f2de565a5786c70ad48cc67123dd0fd610422e36ebf604a6438590f3f794");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7018dcc1",
        "1, 2fc97be3",
        "7, a16d6fac",
        "8, bc8da2ed",
        "9, 92ad95f0",
        "24, c26007a1",
        "40, b5f1492c"
    })
    void eia2IsWhatOpensslMakesOfThePrefixedMessage(int octets, String mac) {
        ByteBuf text = message(40);
        var batch =
                one(
                        text,
                        0,
                        8 * octets,
                        engine.prepare(IntegrityAlgorithm.EIA2, key(COUNTING_KEY)));
        engine.authenticate(batch);
        assertThat("%08x".formatted(batch.mac(0))).isEqualTo(mac);
        assertThat(text).isEqualTo(message(40));
    }

    @Test
    void theNullAlgorithmsChangeNothingAndGiveZero() {
        ByteBuf text = message(40);
        engine.cipher(
                one(text, 0, 320, engine.prepare(CipheringAlgorithm.EEA0, key(COUNTING_KEY))));
        assertThat(text).isEqualTo(message(40));
        var batch = one(text, 0, 320, engine.prepare(IntegrityAlgorithm.EIA0, key(COUNTING_KEY)));
        batch.setMac(0, 1);
        engine.authenticate(batch);
        assertThat(batch.mac(0)).isZero();
    }

    /// Also where these vectors are emulated: the answer is right, only slow.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomBatchesInLanesAgreeWithTheReference(int seed) {
        engine = new JavaEngine(new WideChoice(1));
        randomBatchesAgreeWithTheReferenceAtAnyBitLengthOffsetAndKindOfMemory(seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyBitLengthInLanesAgreesWithTheReference(int algorithm) {
        engine = new JavaEngine(new WideChoice(1));
        everyBitLengthUpToThreeBlocksAgreesWithTheReference(algorithm);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomBatchesAgreeWithTheReferenceAtAnyBitLengthOffsetAndKindOfMemory(int seed) {
        var random = new Random(seed);
        int size = 1 + random.nextInt(40);
        byte[][] keys = new byte[3][16];
        List<AlgorithmKey> ciphering = new ArrayList<>();
        List<AlgorithmKey> integrity = new ArrayList<>();
        int[] algorithms = {1 + seed % 3, 1 + random.nextInt(3), 1 + random.nextInt(3)};
        for (int k = 0; k < 3; k++) {
            random.nextBytes(keys[k]);
            ciphering.add(engine.prepare(CipheringAlgorithm.of(algorithms[k]), key(keys[k])));
            integrity.add(engine.prepare(IntegrityAlgorithm.of(algorithms[k]), key(keys[k])));
        }
        var toCipher = new PduBatch(size);
        var toAuthenticate = new PduBatch(size);
        List<byte[]> expectedOctets = new ArrayList<>();
        List<Integer> expectedMacs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int k = random.nextInt(8) > 0 ? i * 3 / size : random.nextInt(3);
            int bits = random.nextInt(20) == 0 ? random.nextInt(76_000) : random.nextInt(4_000);
            int count = random.nextInt();
            int bearer = random.nextInt(32);
            Direction direction = Direction.values()[random.nextInt(2)];
            byte[] text = new byte[(bits + 7) / 8];
            random.nextBytes(text);
            int offset = random.nextInt(9);
            ByteBuf buffer = memory(random.nextInt(3), offset, text);
            toAuthenticate.add(buffer, offset, bits, integrity.get(k), count, bearer, direction);
            toCipher.add(buffer, offset, bits, ciphering.get(k), count, bearer, direction);
            int d = direction.bit();
            expectedMacs.add(mac(algorithms[k], keys[k], count, bearer, d, bits, text));
            expectedOctets.add(ciphered(algorithms[k], keys[k], count, bearer, d, bits, text));
        }
        engine.authenticate(toAuthenticate);
        engine.cipher(toCipher);
        for (int i = 0; i < size; i++) {
            assertThat(toAuthenticate.mac(i)).as("MAC %d", i).isEqualTo(expectedMacs.get(i));
            ByteBuf buffer = toCipher.buffer(i);
            int offset = toCipher.offset(i);
            byte[] expected = expectedOctets.get(i);
            assertThat(ByteBufUtil.getBytes(buffer, offset, expected.length))
                    .as("text %d", i)
                    .isEqualTo(expected);
            for (int j = 0; j < offset; j++) assertThat(buffer.getByte(j)).isEqualTo((byte) 0x5A);
            assertThat(buffer.getByte(offset + expected.length)).isEqualTo((byte) 0xA5);
            buffer.release();
        }
    }

    private static int mac(
            int algorithm, byte[] key, int count, int bearer, int direction, int bits, byte[] m) {
        return switch (algorithm) {
            case 1 -> ReferenceStreams.eia1(key, count, bearer, direction, bits, m);
            case 2 -> ReferenceAes.eia2(key, count, bearer, direction, bits, m);
            default -> ReferenceStreams.eia3(key, count, bearer, direction, bits, m);
        };
    }

    private static byte[] ciphered(
            int algorithm, byte[] key, int count, int bearer, int direction, int bits, byte[] m) {
        return algorithm == 2
                ? ReferenceAes.eea2(key, count, bearer, direction, bits, m)
                : ReferenceStreams.cipher(algorithm, key, count, bearer, direction, bits, m);
    }

    private static ByteBuf memory(int kind, int offset, byte[] text) {
        ByteBuf buffer =
                switch (kind) {
                    case 0 -> Unpooled.directBuffer();
                    case 1 -> Unpooled.buffer();
                    default -> {
                        CompositeByteBuf two = Unpooled.compositeBuffer();
                        int cut = text.length / 2;
                        two.addComponent(true, Unpooled.buffer().writeBytes(mark(0x5A, offset)));
                        two.addComponent(true, Unpooled.directBuffer().writeBytes(text, 0, cut));
                        two.addComponent(
                                true, Unpooled.buffer().writeBytes(text, cut, text.length - cut));
                        two.addComponent(true, Unpooled.buffer().writeByte(0xA5));
                        yield two;
                    }
                };
        if (kind < 2) buffer.writeBytes(mark(0x5A, offset)).writeBytes(text).writeByte(0xA5);
        return buffer;
    }

    private static byte[] mark(int octet, int times) {
        byte[] marks = new byte[times];
        java.util.Arrays.fill(marks, (byte) octet);
        return marks;
    }

    @ParameterizedTest
    @EnumSource(names = {"EEA1", "EEA2", "EEA3"})
    void bitsBehindTheLengthStayAsTheyAre(CipheringAlgorithm algorithm) {
        ByteBuf text = Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF, (byte) 0xFF});
        engine.cipher(one(text, 0, 11, engine.prepare(algorithm, key(COUNTING_KEY))));
        assertThat(text.getByte(1) & 0x1F).isEqualTo(0x1F);
    }

    @ParameterizedTest
    @EnumSource(names = {"EEA1", "EEA2", "EEA3"})
    void aDestroyedKeyCiphersNothing(CipheringAlgorithm algorithm) {
        AlgorithmKey key = engine.prepare(algorithm, key(COUNTING_KEY));
        key.destroy();
        ByteBuf text = message(16);
        assertThatIllegalStateException().isThrownBy(() -> engine.cipher(one(text, 0, 128, key)));
        assertThat(text).isEqualTo(message(16));
    }

    /// The last bits of the counters, where numbers of 31 bits and shifts by a whole word go wrong.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyBitLengthUpToThreeBlocksAgreesWithTheReference(int algorithm) {
        byte[] octets = new byte[200];
        new Random(algorithm).nextBytes(octets);
        AlgorithmKey ciphering =
                engine.prepare(CipheringAlgorithm.of(algorithm), key(COUNTING_KEY));
        AlgorithmKey integrity =
                engine.prepare(IntegrityAlgorithm.of(algorithm), key(COUNTING_KEY));
        for (int bits = 0; bits <= 1540; bits++) {
            ByteBuf text = Unpooled.copiedBuffer(octets);
            PduBatch batch = one(text, 0, bits, integrity);
            engine.authenticate(batch);
            assertThat(batch.mac(0))
                    .as("%d bits", bits)
                    .isEqualTo(mac(algorithm, COUNTING_KEY, 0xFEDCBA98, 19, 1, bits, octets));
            engine.cipher(one(text, 0, bits, ciphering));
            assertThat(ByteBufUtil.getBytes(text))
                    .as("%d bits", bits)
                    .isEqualTo(ciphered(algorithm, COUNTING_KEY, 0xFEDCBA98, 19, 1, bits, octets));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EEA1", "EEA2", "EEA3"})
    void aKeyForAnotherAlgorithmIsRefused(CipheringAlgorithm algorithm) {
        AlgorithmKey key = engine.prepare(algorithm, key(COUNTING_KEY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.authenticate(one(message(16), 0, 128, key)));
        AlgorithmKey other =
                engine.prepare(IntegrityAlgorithm.of(algorithm.id()), key(COUNTING_KEY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.cipher(one(message(16), 0, 128, other)));
    }

    /// Alone, a message goes on in the chain of the one before.
    @Test
    void macsOneByOneAreThoseOfABatch() {
        AlgorithmKey key = engine.prepare(IntegrityAlgorithm.EIA2, key(COUNTING_KEY));
        for (int octets = 0; octets < 100; octets++) {
            PduBatch batch = one(message(100), 0, 8 * octets, key);
            engine.authenticate(batch);
            byte[] text = ByteBufUtil.getBytes(message(100));
            assertThat(batch.mac(0))
                    .isEqualTo(mac(2, COUNTING_KEY, 0xFEDCBA98, 19, 1, 8 * octets, text));
        }
    }

    @Test
    void aForeignKeyAndARangeOutsideItsBufferAreRefused() {
        AlgorithmKey foreign =
                new AlgorithmKey() {
                    @Override
                    public String fingerprint() {
                        return "foreign";
                    }

                    @Override
                    public void destroy() {}
                };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.cipher(one(message(16), 0, 128, foreign)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.authenticate(one(message(16), 0, 128, foreign)));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> one(Unpooled.wrappedBuffer(new byte[16]), 1, 121, foreign));
    }

    private static ByteBuf message(int octets) {
        byte[] m = new byte[octets];
        for (int i = 0; i < octets; i++) m[i] = (byte) (i * 7 + 3);
        return Unpooled.wrappedBuffer(m);
    }

    private Key key(byte[] octets) {
        return ring.provision(KeyPurpose.UP_ENC, octets);
    }

    private static PduBatch one(ByteBuf buffer, int offset, int bits, AlgorithmKey key) {
        var batch = new PduBatch(1);
        batch.add(buffer, offset, bits, key, 0xFEDCBA98, 19, Direction.DOWNLINK);
        return batch;
    }
}

package kenb.stack.cipher;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import java.time.Instant;
import java.util.Random;

/// Whether an engine does as the plain Java code does, before it is trusted: batches of all lengths and some long PDUs, whole octets and not, under
/// several keys, for every algorithm that it has. Takes some milliseconds.
public final class EngineCheck {
    private static final int PDUS = 40;
    private static final int[] LONG_BITS = {4095, 11_200, 72_000};

    private final Random random = new Random(4);
    private final KeyRing ring = new KeyRing("check", () -> Instant.EPOCH, _ -> {});
    private final CipherEngine engine;
    private final CipherEngine plain = JavaEngine.scalar();

    private EngineCheck(CipherEngine engine) {
        this.engine = engine;
    }

    /// What it does wrong, or empty.
    public static String problem(CipherEngine engine) {
        var check = new EngineCheck(engine);
        for (var algorithm : CipheringAlgorithm.values())
            if (engine.supports(algorithm) && !check.ciphersRight(algorithm))
                return algorithm + " comes out wrong";
        for (var algorithm : IntegrityAlgorithm.values())
            if (engine.supports(algorithm) && !check.authenticatesRight(algorithm))
                return algorithm + " comes out wrong";
        return "";
    }

    private boolean ciphersRight(CipheringAlgorithm algorithm) {
        var theirs = new PduBatch(PDUS);
        var right = new PduBatch(PDUS);
        for (int i = 0; i < PDUS; i++) {
            Key key = key();
            add(theirs, right, engine.prepare(algorithm, key), plain.prepare(algorithm, key), i);
        }
        engine.cipher(theirs);
        plain.cipher(right);
        boolean same = true;
        for (int i = 0; i < PDUS; i++) same &= theirs.buffer(i).equals(right.buffer(i));
        return release(theirs, right, same);
    }

    private boolean authenticatesRight(IntegrityAlgorithm algorithm) {
        var theirs = new PduBatch(PDUS);
        var right = new PduBatch(PDUS);
        for (int i = 0; i < PDUS; i++) {
            Key key = key();
            add(theirs, right, engine.prepare(algorithm, key), plain.prepare(algorithm, key), i);
        }
        engine.authenticate(theirs);
        plain.authenticate(right);
        boolean same = true;
        for (int i = 0; i < PDUS; i++) same &= theirs.mac(i) == right.mac(i);
        return release(theirs, right, same);
    }

    private Key key() {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return ring.provision(KeyPurpose.UP_ENC, octets);
    }

    private void add(
            PduBatch theirs, PduBatch right, AlgorithmKey theirKey, AlgorithmKey rightKey, int i) {
        int bits = i < LONG_BITS.length ? LONG_BITS[i] : random.nextInt(2000);
        byte[] text = new byte[(bits + 7) / 8];
        random.nextBytes(text);
        int count = random.nextInt();
        Direction direction = Direction.values()[i & 1];
        ByteBuf direct = Unpooled.directBuffer(text.length + 1).writeBytes(text);
        theirs.add(direct, 0, bits, theirKey, count, i & 31, direction);
        right.add(Unpooled.wrappedBuffer(text), 0, bits, rightKey, count, i & 31, direction);
    }

    private static boolean release(PduBatch theirs, PduBatch right, boolean result) {
        for (var batch : new PduBatch[] {theirs, right}) {
            for (int i = 0; i < PDUS; i++) {
                batch.key(i).destroy();
                batch.buffer(i).release();
            }
        }
        return result;
    }
}

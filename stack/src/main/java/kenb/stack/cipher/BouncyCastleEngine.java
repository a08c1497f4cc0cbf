package kenb.stack.cipher;

import kenb.stack.keys.Key;

import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.SkippingStreamCipher;
import org.bouncycastle.crypto.StreamCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.Zuc128Engine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.Zuc128Mac;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// AES and ZUC by Bouncy Castle: a second opinion that nobody here wrote, and slow. It has no SNOW 3G; its ZUC ends after 2047 words of keystream, and
/// its MACs take whole octets only: such PDUs go to the Java engine.
public final class BouncyCastleEngine implements CipherEngine {
    /// Octets of ZUC keystream that are left once MAC and padding have theirs.
    private static final int LONGEST_ZUC = 2047 * 4 - 16;

    private final OneByOne plain = new OneByOne();
    private final byte[] iv = new byte[16];
    private final byte[] tag = new byte[16];
    private byte[] text = new byte[2048];

    private static final class BouncyKey implements AlgorithmKey {
        final int algorithm;
        final boolean integrity;
        final byte[] octets;
        final AlgorithmKey fallback;
        private boolean destroyed;

        BouncyKey(int algorithm, boolean integrity, Key key, AlgorithmKey fallback) {
            this.algorithm = algorithm;
            this.integrity = integrity;
            this.fallback = fallback;
            octets = key.lend(byte[]::clone);
        }

        KeyParameter parameter() {
            if (destroyed)
                throw new IllegalStateException("key " + fingerprint() + " was destroyed");
            return new KeyParameter(octets);
        }

        @Override
        public String fingerprint() {
            return fallback.fingerprint();
        }

        @Override
        public void destroy() {
            destroyed = true;
            Arrays.fill(octets, (byte) 0);
            fallback.destroy();
        }
    }

    /// Such as `1.82`.
    public static String version() {
        return String.valueOf(new BouncyCastleProvider().getVersionStr());
    }

    @Override
    public boolean supports(CipheringAlgorithm algorithm) {
        return algorithm != CipheringAlgorithm.EEA1;
    }

    @Override
    public boolean supports(IntegrityAlgorithm algorithm) {
        return algorithm != IntegrityAlgorithm.EIA1;
    }

    @Override
    public AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key) {
        if (!supports(algorithm))
            throw new UnsupportedOperationException("no SNOW 3G in Bouncy Castle");
        AlgorithmKey fallback = plain.engine().prepare(algorithm, key);
        return algorithm == CipheringAlgorithm.EEA0
                ? fallback
                : new BouncyKey(algorithm.id(), false, key, fallback);
    }

    @Override
    public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
        if (!supports(algorithm))
            throw new UnsupportedOperationException("no SNOW 3G in Bouncy Castle");
        AlgorithmKey fallback = plain.engine().prepare(algorithm, key);
        return algorithm == IntegrityAlgorithm.EIA0
                ? fallback
                : new BouncyKey(algorithm.id(), true, key, fallback);
    }

    @Override
    public void cipher(PduBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.key(i) instanceof BouncyKey key && !key.integrity) cipher(batch, i, key);
            else plain.cipher(batch, i, batch.key(i));
        }
    }

    private void cipher(PduBatch batch, int i, BouncyKey key) {
        int bits = batch.lengthBits(i);
        int octets = (int) (bits + 7L >> 3);
        if (key.algorithm == 3 && octets > LONGEST_ZUC) {
            plain.cipher(batch, i, key.fallback);
            return;
        }
        long prefix = batch.prefix(i);
        ByteBuffer.wrap(iv).putLong(prefix).putLong(key.algorithm == 3 ? prefix : 0);
        StreamCipher cipher = key.algorithm == 3 ? new Zuc128Engine() : counterMode();
        cipher.init(true, new ParametersWithIV(key.parameter(), iv));
        take(batch, i, octets);
        int before = octets == 0 ? 0 : text[octets - 1];
        cipher.processBytes(text, 0, octets, text, 0);
        if ((bits & 7) != 0) {
            int kept = 0xFF >> (bits & 7);
            text[octets - 1] = (byte) (text[octets - 1] & ~kept | before & kept);
        }
        batch.buffer(i).setBytes(batch.offset(i), text, 0, octets);
    }

    private static SkippingStreamCipher counterMode() {
        return (SkippingStreamCipher) SICBlockCipher.newInstance(AESEngine.newInstance());
    }

    private void take(PduBatch batch, int i, int octets) {
        if (text.length < octets) text = new byte[octets];
        batch.buffer(i).getBytes(batch.offset(i), text, 0, octets);
    }

    @Override
    public void authenticate(PduBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.key(i) instanceof BouncyKey key && key.integrity) authenticate(batch, i, key);
            else plain.authenticate(batch, i, batch.key(i));
        }
    }

    private void authenticate(PduBatch batch, int i, BouncyKey key) {
        int bits = batch.lengthBits(i);
        int octets = bits >> 3;
        if ((bits & 7) != 0 || key.algorithm == 3 && octets > LONGEST_ZUC) {
            plain.authenticate(batch, i, key.fallback);
            return;
        }
        take(batch, i, octets);
        Mac mac;
        if (key.algorithm == 3) {
            long first = (long) batch.count(i) << 32 | (long) batch.bearer(i) << 27;
            long direction = batch.directionBit(i);
            ByteBuffer.wrap(iv).putLong(first).putLong(first ^ direction << 63 ^ direction << 15);
            mac = new Zuc128Mac();
            mac.init(new ParametersWithIV(key.parameter(), iv));
        } else {
            mac = new CMac(AESEngine.newInstance());
            mac.init(key.parameter());
            ByteBuffer.wrap(iv).putLong(batch.prefix(i));
            mac.update(iv, 0, 8);
        }
        mac.update(text, 0, octets);
        mac.doFinal(tag, 0);
        batch.setMac(i, ByteBuffer.wrap(tag).getInt());
    }
}

package kenb.stack.cipher;

import kenb.stack.keys.Key;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A key of SNOW 3G or ZUC: four words, the first octets in the highest bits of the first.
final class WordKey implements AlgorithmKey {
    /// What it was prepared for.
    enum Use {
        EEA1,
        EIA1,
        EEA3,
        EIA3;

        boolean ciphers() {
            return this == EEA1 || this == EEA3;
        }
    }

    final Use use;
    private final String fingerprint;
    private final int[] words;
    private boolean destroyed;

    WordKey(Use use, Key key) {
        this.use = use;
        fingerprint = key.fingerprint();
        words = key.lend(WordKey::words);
    }

    private static int[] words(byte[] octets) {
        if (octets.length != 16)
            throw new IllegalArgumentException("a key of " + octets.length + " octets, not 16");
        var words = new int[4];
        ByteBuffer.wrap(octets).asIntBuffer().get(words);
        return words;
    }

    int word(int i) {
        if (destroyed) throw new IllegalStateException("key " + fingerprint + " was destroyed");
        return words[i];
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(words, 0);
    }
}

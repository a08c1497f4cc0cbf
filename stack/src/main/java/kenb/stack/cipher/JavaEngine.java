package kenb.stack.cipher;

import kenb.stack.keys.Key;

/// The default engine, without native code: AES on the JDK's intrinsics, SNOW 3G and ZUC in Java.
public final class JavaEngine implements CipherEngine {
    private final AesCounterMode counterMode = new AesCounterMode();
    private final AesCmac cmac = new AesCmac();
    private final StreamCiphers streams = new StreamCiphers();
    private final StreamMacs macs = new StreamMacs();

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
        return switch (algorithm) {
            case EEA0 -> new NullKey(key.fingerprint());
            case EEA1 -> new WordKey(WordKey.Use.EEA1, key);
            case EEA2 -> new AesKey(key);
            case EEA3 -> new WordKey(WordKey.Use.EEA3, key);
        };
    }

    @Override
    public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
        return switch (algorithm) {
            case EIA0 -> new NullKey(key.fingerprint());
            case EIA1 -> new WordKey(WordKey.Use.EIA1, key);
            case EIA2 -> new AesKey(key);
            case EIA3 -> new WordKey(WordKey.Use.EIA3, key);
        };
    }

    @Override
    public void cipher(PduBatch batch) {
        for (int from = 0, to; from < batch.size(); from = to) {
            AlgorithmKey key = batch.key(from);
            to = endOfRun(batch, from, key);
            if (key instanceof AesKey aes) {
                counterMode.cipher(batch, from, to, aes);
            } else if (key instanceof WordKey words && words.use.ciphers()) {
                for (int i = from; i < to; i++) streams.cipher(batch, i, words);
            } else if (!(key instanceof NullKey)) {
                throw foreign(key);
            }
        }
    }

    @Override
    public void authenticate(PduBatch batch) {
        for (int from = 0, to; from < batch.size(); from = to) {
            AlgorithmKey key = batch.key(from);
            to = endOfRun(batch, from, key);
            if (key instanceof AesKey aes) {
                cmac.authenticate(batch, from, to, aes);
            } else if (key instanceof WordKey words && !words.use.ciphers()) {
                for (int i = from; i < to; i++) macs.authenticate(batch, i, words);
            } else if (key instanceof NullKey) {
                for (int i = from; i < to; i++) batch.setMac(i, 0);
            } else {
                throw foreign(key);
            }
        }
    }

    /// First index whose key is another one.
    private static int endOfRun(PduBatch batch, int from, AlgorithmKey key) {
        int to = from + 1;
        while (to < batch.size() && batch.key(to) == key) to++;
        return to;
    }

    private static IllegalArgumentException foreign(AlgorithmKey key) {
        return new IllegalArgumentException(
                "key "
                        + key.fingerprint()
                        + " was prepared for another algorithm or by another engine: "
                        + key.getClass());
    }
}

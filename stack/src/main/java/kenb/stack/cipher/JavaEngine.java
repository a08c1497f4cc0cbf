package kenb.stack.cipher;

import kenb.stack.keys.Key;

/// The default engine: no native code. EEA0/EIA0, and 128-EEA2/128-EIA2 on the JDK's AES intrinsics.
public final class JavaEngine implements CipherEngine {
    private final AesCounterMode counterMode = new AesCounterMode();
    private final AesCmac cmac = new AesCmac();

    @Override
    public boolean supports(CipheringAlgorithm algorithm) {
        return algorithm == CipheringAlgorithm.EEA0 || algorithm == CipheringAlgorithm.EEA2;
    }

    @Override
    public boolean supports(IntegrityAlgorithm algorithm) {
        return algorithm == IntegrityAlgorithm.EIA0 || algorithm == IntegrityAlgorithm.EIA2;
    }

    @Override
    public AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key) {
        return switch (algorithm) {
            case EEA0 -> new NullKey(key.fingerprint());
            case EEA2 -> new AesKey(key);
            case EEA1, EEA3 ->
                    throw new UnsupportedOperationException(algorithm + " is not built yet");
        };
    }

    @Override
    public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
        return switch (algorithm) {
            case EIA0 -> new NullKey(key.fingerprint());
            case EIA2 -> new AesKey(key);
            case EIA1, EIA3 ->
                    throw new UnsupportedOperationException(algorithm + " is not built yet");
        };
    }

    @Override
    public void cipher(PduBatch batch) {
        for (int from = 0, to; from < batch.size(); from = to) {
            AlgorithmKey key = batch.key(from);
            to = endOfRun(batch, from, key);
            if (key instanceof AesKey aes) {
                counterMode.cipher(batch, from, to, aes);
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
                "key " + key.fingerprint() + " was prepared by another engine: " + key.getClass());
    }
}

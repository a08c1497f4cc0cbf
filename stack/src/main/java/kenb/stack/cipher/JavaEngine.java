package kenb.stack.cipher;

import kenb.stack.keys.Key;

import org.jspecify.annotations.Nullable;

/// The default engine, without native code: AES on the JDK's intrinsics; SNOW 3G and ZUC in Java, sixteen PDUs at once where [WideChoice] has
/// found that to be faster.
public final class JavaEngine implements CipherEngine {
    private final AesCounterMode counterMode = new AesCounterMode();
    private final AesCmac cmac = new AesCmac();
    private final StreamCiphers streams = new StreamCiphers();
    private final StreamMacs macs = new StreamMacs();
    private @Nullable WideChoice choice;
    private @Nullable WideStreams lanes;

    public JavaEngine() {}

    /// One that works on one PDU of SNOW 3G or ZUC after the other, for comparison.
    public static JavaEngine scalar() {
        return new JavaEngine(WideChoice.SCALAR);
    }

    JavaEngine(WideChoice choice) {
        this.choice = choice;
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
        return switch (algorithm) {
            case EEA0 -> new NullKey(key.fingerprint());
            case EEA1 -> words(WordKey.Use.EEA1, key);
            case EEA2 -> new AesKey(key, false);
            case EEA3 -> words(WordKey.Use.EEA3, key);
        };
    }

    @Override
    public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
        return switch (algorithm) {
            case EIA0 -> new NullKey(key.fingerprint());
            case EIA1 -> words(WordKey.Use.EIA1, key);
            case EIA2 -> new AesKey(key, true);
            case EIA3 -> words(WordKey.Use.EIA3, key);
        };
    }

    /// The first such key begins the timing: engines that only see AES spare the processor that.
    private WordKey words(WordKey.Use use, Key key) {
        if (choice == null) choice = WideChoice.measured();
        return new WordKey(use, key);
    }

    @Override
    public void cipher(PduBatch batch) {
        for (int from = 0, to; from < batch.size(); from = to) {
            AlgorithmKey key = batch.key(from);
            if (key instanceof WordKey words && words.use.ciphers()) {
                to = endOfWords(batch, from, words.use);
                if (wide(batch, from, to, words.use)) {
                    lanes().cipher(batch, from, to, words.use == WordKey.Use.EEA1);
                } else {
                    for (int i = from; i < to; i++)
                        streams.cipher(batch, i, (WordKey) batch.key(i));
                }
                continue;
            }
            to = endOfRun(batch, from, key);
            if (key instanceof AesKey aes && !aes.integrity) {
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
            if (key instanceof WordKey words && !words.use.ciphers()) {
                to = endOfWords(batch, from, words.use);
                if (!wide(batch, from, to, words.use)) {
                    for (int i = from; i < to; i++)
                        macs.authenticate(batch, i, (WordKey) batch.key(i));
                } else if (words.use == WordKey.Use.EIA1) {
                    lanes().eia1(batch, from, to);
                } else {
                    lanes().eia3(batch, from, to);
                }
                continue;
            }
            to = endOfRun(batch, from, key);
            if (key instanceof AesKey aes && aes.integrity) {
                cmac.authenticate(batch, from, to, aes);
            } else if (key instanceof NullKey) {
                for (int i = from; i < to; i++) batch.setMac(i, 0);
            } else {
                throw foreign(key);
            }
        }
    }

    /// Whether the lanes are worth it: they take as long as their longest PDU, sixteen times.
    private boolean wide(PduBatch batch, int from, int to, WordKey.Use use) {
        int fewest = choice == null ? WideChoice.NEVER : choice.fewest(use);
        if (to - from < fewest) return false;
        long sum = 0;
        int longest = 0;
        for (int i = from; i < to; i++) {
            sum += batch.lengthBits(i);
            longest = Math.max(longest, batch.lengthBits(i));
        }
        return sum >= (long) longest * fewest;
    }

    private WideStreams lanes() {
        if (lanes == null) lanes = new WideStreams();
        return lanes;
    }

    /// Up to sixteen PDUs whose keys are for the same, be they the same or not.
    private static int endOfWords(PduBatch batch, int from, WordKey.Use use) {
        int to = from + 1;
        int most = Math.min(batch.size(), from + 16);
        while (to < most && batch.key(to) instanceof WordKey words && words.use == use) to++;
        return to;
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

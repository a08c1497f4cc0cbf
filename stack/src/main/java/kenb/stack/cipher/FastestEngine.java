package kenb.stack.cipher;

import kenb.stack.keys.Key;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/// Gives PDUs of one algorithm that are next to each other to the provider that [ProviderTiming] found fastest for so many of their length.
final class FastestEngine implements CipherEngine {
    /// The same key for each provider that may get it.
    private static final class SharedKey implements AlgorithmKey {
        private final ProviderTiming.Use use;
        private final String fingerprint;
        private final @Nullable AlgorithmKey[] by =
                new @Nullable AlgorithmKey[Provider.values().length];

        SharedKey(ProviderTiming.Use use, String fingerprint) {
            this.use = use;
            this.fingerprint = fingerprint;
        }

        AlgorithmKey of(Provider provider) {
            var key = by[provider.ordinal()];
            if (key == null) throw new IllegalStateException("key not prepared for " + provider);
            return key;
        }

        @Override
        public String fingerprint() {
            return fingerprint;
        }

        @Override
        public void destroy() {
            for (var key : by) if (key != null) key.destroy();
        }
    }

    private static final int MOST = 256;

    private final ProviderTiming timing;
    private final Map<Provider, CipherEngine> engines = new EnumMap<>(Provider.class);
    private final PduBatch part = new PduBatch(MOST);

    FastestEngine(ProviderTiming timing) {
        this.timing = timing;
    }

    @Override
    public boolean supports(CipheringAlgorithm algorithm) {
        return algorithm == CipheringAlgorithm.EEA0 || timing.has(ProviderTiming.Use.of(algorithm));
    }

    @Override
    public boolean supports(IntegrityAlgorithm algorithm) {
        return algorithm == IntegrityAlgorithm.EIA0 || timing.has(ProviderTiming.Use.of(algorithm));
    }

    @Override
    public AlgorithmKey prepare(CipheringAlgorithm algorithm, Key key) {
        if (algorithm == CipheringAlgorithm.EEA0) return new NullKey(key.fingerprint());
        var shared = new SharedKey(ProviderTiming.Use.of(algorithm), key.fingerprint());
        for (var provider : timing.candidates(shared.use))
            shared.by[provider.ordinal()] = engine(provider).prepare(algorithm, key);
        return shared;
    }

    @Override
    public AlgorithmKey prepare(IntegrityAlgorithm algorithm, Key key) {
        if (algorithm == IntegrityAlgorithm.EIA0) return new NullKey(key.fingerprint());
        var shared = new SharedKey(ProviderTiming.Use.of(algorithm), key.fingerprint());
        for (var provider : timing.candidates(shared.use))
            shared.by[provider.ordinal()] = engine(provider).prepare(algorithm, key);
        return shared;
    }

    private CipherEngine engine(Provider provider) {
        return engines.computeIfAbsent(provider, Provider::engine);
    }

    @Override
    public void cipher(PduBatch batch) {
        run(batch, true);
    }

    @Override
    public void authenticate(PduBatch batch) {
        run(batch, false);
    }

    private void run(PduBatch batch, boolean ciphers) {
        for (int from = 0, to; from < batch.size(); from = to) {
            if (!(batch.key(from) instanceof SharedKey key)) {
                if (!(batch.key(from) instanceof NullKey))
                    throw new IllegalArgumentException("a key of another engine");
                if (!ciphers) batch.setMac(from, 0);
                to = from + 1;
                continue;
            }
            if (key.use.ciphers() != ciphers)
                throw new IllegalArgumentException("a key for " + key.use);
            long bits = 0;
            for (to = from;
                    to < batch.size()
                            && to - from < MOST
                            && batch.key(to) instanceof SharedKey next
                            && next.use == key.use;
                    to++) bits += batch.lengthBits(to);
            var provider = timing.best(key.use, to - from, (int) (bits / 8 / (to - from)));
            for (int i = from; i < to; i++)
                part.add(
                        batch.buffer(i),
                        batch.offset(i),
                        batch.lengthBits(i),
                        ((SharedKey) batch.key(i)).of(provider),
                        batch.count(i),
                        batch.bearer(i),
                        batch.directionBit(i) == 0 ? Direction.UPLINK : Direction.DOWNLINK);
            try {
                if (ciphers) engine(provider).cipher(part);
                else engine(provider).authenticate(part);
                for (int i = from; !ciphers && i < to; i++) batch.setMac(i, part.mac(i - from));
            } finally {
                part.clear();
            }
        }
    }
}

package kenb.stack.cipher;

import io.netty.buffer.Unpooled;

import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How long each provider takes on this machine, by algorithm, PDUs at a time and length, and so which one is best for what. Takes some seconds, the
/// more the busier the machine is.
public final class ProviderTiming {
    private static final int[] BATCHES = {1, 32};
    private static final int[] OCTETS = {128, 1400};

    /// PDUs from which on a batch counts as many, and octets from which on a PDU counts as long.
    private static final int MANY = 8;

    private static final int LONG = 512;

    /// Nanoseconds until a provider that has got no faster is believed.
    private static final long PATIENCE = 60_000_000;

    /// The most that one figure may take.
    private static final long LIMIT = 500_000_000;

    /// What is measured: an algorithm of [CipheringAlgorithm] or [IntegrityAlgorithm], by its name.
    enum Use {
        EEA1,
        EEA2,
        EEA3,
        EIA1,
        EIA2,
        EIA3;

        boolean ciphers() {
            return this == EEA1 || this == EEA2 || this == EEA3;
        }

        static Use of(CipheringAlgorithm algorithm) {
            return valueOf(algorithm.name());
        }

        static Use of(IntegrityAlgorithm algorithm) {
            return valueOf(algorithm.name());
        }
    }

    /// One figure.
    ///
    /// @param algorithm such as `EEA1`
    /// @param batch PDUs at a time
    /// @param octets of each
    /// @param nanos a PDU, by provider, the fastest first
    public record Figure(String algorithm, int batch, int octets, Map<Provider, Long> nanos) {
        public Provider fastest() {
            return nanos.keySet().iterator().next();
        }
    }

    private final Map<Provider, String> rejected = new EnumMap<>(Provider.class);
    private final List<Figure> figures = new ArrayList<>();
    private final @Nullable Provider[] best = new @Nullable Provider[Use.values().length * 4];

    private ProviderTiming() {}

    /// Without measuring: one for few PDUs at a time and another for many.
    static ProviderTiming decided(Provider few, Provider many) {
        var timing = new ProviderTiming();
        for (var use : Use.values())
            for (int batch : BATCHES)
                for (int octets : OCTETS)
                    timing.best[index(use, batch, octets)] = batch < MANY ? few : many;
        return timing;
    }

    /// Measures these providers, those of them that are there and come to the same results as plain Java.
    public static ProviderTiming of(List<Provider> providers) throws InterruptedException {
        var timing = new ProviderTiming();
        Map<Provider, CipherEngine> engines = new EnumMap<>(Provider.class);
        for (var provider : providers) {
            var problem = provider.problem();
            if (problem.isEmpty()) {
                var engine = provider.engine();
                problem = EngineCheck.problem(engine);
                engines.put(provider, engine);
            }
            if (!problem.isEmpty()) {
                timing.rejected.put(provider, problem);
                engines.remove(provider);
            }
        }
        if (engines.containsKey(Provider.JAVA)) WideChoice.measured().await();
        if (engines.isEmpty())
            throw new IllegalArgumentException("none of " + providers + ": " + timing.rejected);
        for (var use : Use.values())
            for (int batch : BATCHES)
                for (int octets : OCTETS) timing.measure(engines, use, batch, octets);
        return timing;
    }

    private void measure(Map<Provider, CipherEngine> engines, Use use, int batch, int octets) {
        var found = new ArrayList<Map.Entry<Provider, Long>>();
        engines.forEach((provider, engine) -> {
            if (supports(engine, use))
                found.add(Map.entry(provider, fastest(engine, use, batch, octets) / batch));
        });
        if (found.isEmpty()) return;
        found.sort(Map.Entry.comparingByValue());
        var nanos = new LinkedHashMap<Provider, Long>();
        found.forEach(it -> nanos.put(it.getKey(), it.getValue()));
        figures.add(new Figure(use.name(), batch, octets, nanos));
        best[index(use, batch, octets)] = found.getFirst().getKey();
    }

    private static boolean supports(CipherEngine engine, Use use) {
        return use.ciphers()
                ? engine.supports(CipheringAlgorithm.valueOf(use.name()))
                : engine.supports(IntegrityAlgorithm.valueOf(use.name()));
    }

    private static int index(Use use, int batch, int octets) {
        return use.ordinal() * 4 + (batch >= MANY ? 2 : 0) + (octets >= LONG ? 1 : 0);
    }

    private static long fastest(CipherEngine engine, Use use, int count, int octets) {
        var ring = new KeyRing("timing", Instant::now, _ -> {});
        var key = ring.provision(KeyPurpose.UP_ENC, new byte[16]);
        var prepared =
                use.ciphers()
                        ? engine.prepare(CipheringAlgorithm.valueOf(use.name()), key)
                        : engine.prepare(IntegrityAlgorithm.valueOf(use.name()), key);
        var batch = new PduBatch(count);
        for (int i = 0; i < count; i++)
            batch.add(
                    Unpooled.directBuffer(octets), 0, 8 * octets, prepared, i, 0, Direction.UPLINK);
        long best = Long.MAX_VALUE;
        long begun = System.nanoTime();
        long since = begun;
        for (long start = begun; start - since < PATIENCE && start - begun < LIMIT; ) {
            if (use.ciphers()) engine.cipher(batch);
            else engine.authenticate(batch);
            long end = System.nanoTime();
            if (end - start < best - best / 16) since = end;
            best = Math.min(best, end - start);
            start = end;
        }
        for (int i = 0; i < count; i++) batch.buffer(i).release();
        prepared.destroy();
        return best;
    }

    /// All that was measured.
    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    /// Providers that are not there or came to wrong results, and why.
    public Map<Provider, String> rejected() {
        return Map.copyOf(rejected);
    }

    /// @param octets of a PDU, on average
    Provider best(Use use, int batch, int octets) {
        var provider = best[index(use, batch, octets)];
        if (provider == null) throw new UnsupportedOperationException("no provider has " + use);
        return provider;
    }

    /// Those that are best at something of it.
    Set<Provider> candidates(Use use) {
        var found = EnumSet.noneOf(Provider.class);
        for (int batch : BATCHES) for (int octets : OCTETS) found.add(best(use, batch, octets));
        return found;
    }

    boolean has(Use use) {
        return best[index(use, 1, 1)] != null;
    }

    /// An engine that gives each part of a batch to whoever is best at it; one for an event loop.
    public CipherEngine engine() {
        return new FastestEngine(this);
    }
}

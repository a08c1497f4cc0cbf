package kenb.perf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.PduBatch;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// What does a batch cost a cipher engine? Nanoseconds a batch, in place in pooled direct buffers.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CipherBenchmark {
    /// Of [CipherProvider].
    @Param("java")
    public String provider;

    /// 1 SNOW 3G, 2 AES, 3 ZUC.
    @Param({"1", "2", "3"})
    public int algorithm;

    /// The same for integrity.
    @Param({"1", "2", "3"})
    public int integrity;

    /// Octets of a PDU.
    @Param({"64", "256", "1400", "9000"})
    public int size;

    /// PDUs in a batch.
    @Param({"1", "32"})
    public int batch;

    /// Keys they are under, in turns.
    @Param("1")
    public int keys;

    private CipherEngine engine;
    private PduBatch texts;
    private PduBatch messages;

    @SuppressWarnings("NullAway.Init")
    public CipherBenchmark() {}

    @Setup
    public void prepare() throws InterruptedException {
        engine = CipherProvider.of(provider).engine();
        var ring = new KeyRing("bench", () -> Instant.EPOCH, _ -> {});
        var random = new Random(1);
        var ciphering = new AlgorithmKey[keys];
        var authenticating = new AlgorithmKey[keys];
        for (int k = 0; k < keys; k++) {
            var octets = new byte[16];
            random.nextBytes(octets);
            var key = ring.provision(KeyPurpose.UP_ENC, octets);
            ciphering[k] = engine.prepare(CipheringAlgorithm.of(algorithm), key);
            authenticating[k] = engine.prepare(IntegrityAlgorithm.of(integrity), key);
        }
        texts = new PduBatch(batch);
        messages = new PduBatch(batch);
        for (int i = 0; i < batch; i++) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(size).writeZero(size);
            int k = i % keys;
            texts.add(buffer, 0, 8 * size, ciphering[k], i, 3, Direction.UPLINK);
            messages.add(buffer, 0, 8 * size, authenticating[k], i, 3, Direction.UPLINK);
        }
        CipherProvider.of(provider).settle();
    }

    @TearDown
    public void release() {
        for (int i = 0; i < batch; i++) texts.buffer(i).release();
    }

    @Benchmark
    public void cipher() {
        engine.cipher(texts);
    }

    @Benchmark
    public void authenticate() {
        engine.authenticate(messages);
    }

    @Benchmark
    public void both() {
        engine.authenticate(messages);
        engine.cipher(texts);
    }
}

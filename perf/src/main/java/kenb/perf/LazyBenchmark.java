package kenb.perf;

import kenb.codec.per.LazyPdu;

import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Warmup;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What does one field of a message cost where the rest is not looked at? Nanoseconds a message: its
/// fields found by id, and the UE's id at the base station decoded.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LazyBenchmark {
    /// Name of a {@link BenchMessage}.
    @Param({
        "InitialUEMessage",
        "InitialContextSetupRequest",
        "HandoverRequest",
        "NgInitialContextSetupRequest"
    })
    public String message = "";

    private byte[] octets = {};
    private LazyField wanted = Objects.requireNonNull(LazyField.of("s1ap"));

    @Setup
    public void prepare() {
        var found = BenchMessage.named(message);
        octets = found.octets();
        wanted = Objects.requireNonNull(LazyField.of(found.protocol()));
    }

    @Benchmark
    public @Nullable Object lazy() {
        LazyPdu pdu = wanted.pdu().read(octets, 0, octets.length);
        return pdu.get(wanted.field());
    }
}

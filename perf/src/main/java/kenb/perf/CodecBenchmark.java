package kenb.perf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.codec.per.PerReader;
import kenb.codec.per.PerWriter;

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

import java.util.concurrent.TimeUnit;

/// What does it cost to turn a message's octets into records and back? Nanoseconds a message, the
/// reader and the writer used again and again.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    /// Name of a {@link BenchMessage}.
    @Param({
        "InitialUEMessage",
        "InitialContextSetupRequest",
        "HandoverRequest",
        "NgInitialContextSetupRequest",
        "RRCConnectionReconfiguration",
        "RRCReconfiguration",
        "CellGroupConfig"
    })
    public String message = "";

    private byte[] octets = {};
    private ByteBuf direct = Unpooled.EMPTY_BUFFER;
    private PerReader reader = PerReader.aligned();
    private PerWriter writer = PerWriter.aligned();
    private PerReader.Decoder<?> decoder = in -> in;
    private MessageCodec.Encoder encoder = (_, _) -> {};
    private Object value = "";

    @Setup
    public void prepare() {
        var found = BenchMessage.named(message);
        var type = found.type();
        if (!type.aligned()) {
            reader = PerReader.unaligned();
            writer = PerWriter.unaligned();
        }
        var codec = MessageCodec.of(type);
        decoder = codec.decoder();
        encoder = codec.encoder();
        octets = found.octets();
        direct = Unpooled.directBuffer(octets.length).writeBytes(octets);
        value = decode();
    }

    @TearDown
    public void release() {
        direct.release();
    }

    /// From an array.
    @Benchmark
    public Object decode() {
        reader.reset(octets);
        var decoded = decoder.decode(reader);
        reader.finish();
        return decoded;
    }

    /// From a direct buffer, as it comes from a socket.
    @Benchmark
    public Object decodeDirect() {
        reader.reset(direct);
        var decoded = decoder.decode(reader);
        reader.finish();
        return decoded;
    }

    /// Into the writer's array.
    @Benchmark
    public int encode() {
        writer.reset();
        encoder.encode(value, writer);
        return writer.finish();
    }
}

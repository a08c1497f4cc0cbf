package kenb.perf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;

import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;
import kenb.stack.pdcp.DrbEntity;
import kenb.stack.pdcp.DrbSettings;
import kenb.stack.pdcp.PdcpDrbHandler;
import kenb.stack.pdcp.SecurityContext;
import kenb.stack.pdcp.SnLength;
import kenb.stack.pdcp.SnStatus;
import kenb.stack.pdcp.SrbEntity;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// What does a PDU cost in a PDCP entity, 128-EEA2 on a DRB and 128-EEA2 with 128-EIA2 on an SRB? Nanoseconds per PDU, in place in pooled
/// direct buffers with headroom.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PdcpBenchmark {
    private static final int PDUS = 32;
    private static final SnLength SN = SnLength.BITS_12;
    private static final int HEADROOM = 4;

    /// Octets of an SDU.
    @Param({"64", "256", "1400", "9000"})
    public int size;

    private final ByteBuf[] buffers = new ByteBuf[PDUS];
    private final PdcpDrbHandler handler;
    private final ChannelPipeline pipeline;
    private final DrbEntity drb;
    private final SrbEntity srbSender;
    private final SrbEntity srbReceiver;
    private int sn;

    public PdcpBenchmark() {
        var ring = new KeyRing("bench", () -> Instant.EPOCH, _ -> {});
        Key kenb = ring.provision(KeyPurpose.KENB, new byte[32]);
        SecurityContext security =
                SecurityContext.derive(
                        kenb, CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, new JavaEngine());
        drb =
                new DrbEntity(
                        DrbSettings.am(1, SN),
                        Direction.UPLINK,
                        security,
                        (_, _) -> {},
                        (_, _) -> {},
                        PdcpBenchmark::fail);
        handler = new PdcpDrbHandler(DrbSettings.am(1, SN), Direction.UPLINK, security);
        pipeline = new EmbeddedChannel(new Below(), handler, new Above()).pipeline();
        srbSender = new SrbEntity(1, Direction.UPLINK, PdcpBenchmark::fail);
        srbReceiver = new SrbEntity(1, Direction.DOWNLINK, PdcpBenchmark::fail);
        srbSender.reestablish(security);
        srbReceiver.reestablish(security);
    }

    @Setup
    public void allocate() {
        for (int i = 0; i < PDUS; i++) {
            buffers[i] = PooledByteBufAllocator.DEFAULT.directBuffer(HEADROOM + size + 4);
        }
    }

    @TearDown
    public void release() {
        for (ByteBuf buffer : buffers) buffer.release();
    }

    /// COUNT starts again, so that no run reaches its end.
    @Setup(Level.Iteration)
    public void startAgain() {
        sn = 0;
        drb.resume(new SnStatus(0, 0));
        handler.entity().resume(new SnStatus(0, 0));
        srbSender.resume(new SnStatus(0, 0));
        srbReceiver.resume(new SnStatus(0, 0));
    }

    @Benchmark
    @OperationsPerInvocation(PDUS)
    public void drbTransmitBatch1() {
        transmit(1);
    }

    @Benchmark
    @OperationsPerInvocation(PDUS)
    public void drbTransmitBatch32() {
        transmit(32);
    }

    @Benchmark
    @OperationsPerInvocation(PDUS)
    public void drbReceiveBatch1() {
        receive(1);
    }

    @Benchmark
    @OperationsPerInvocation(PDUS)
    public void drbReceiveBatch32() {
        receive(32);
    }

    /// As the handler of a pipeline: 32 packets written, one flush.
    @Benchmark
    @OperationsPerInvocation(PDUS)
    public void pipelineTransmit32() {
        for (int i = 0; i < PDUS; i++) {
            pipeline.write(
                    buffers[i].setIndex(HEADROOM, HEADROOM + size),
                    pipeline.channel().voidPromise());
        }
        pipeline.flush();
    }

    /// As the handler of a pipeline: 32 PDUs read, one channelReadComplete.
    @Benchmark
    @OperationsPerInvocation(PDUS)
    public void pipelineReceive32() {
        for (int i = 0; i < PDUS; i++) {
            pipeline.fireChannelRead(pdu(i));
        }
        pipeline.fireChannelReadComplete();
    }

    /// One message protected by the sender, verified and deciphered by the receiver.
    @Benchmark
    public ByteBuf srbThereAndBack() {
        ByteBuf pdu = srbSender.transmit(buffers[0].setIndex(HEADROOM, HEADROOM + size));
        ByteBuf sdu = pdu == null ? null : srbReceiver.receive(pdu);
        if (sdu == null) throw new IllegalStateException("lost");
        return sdu;
    }

    private void transmit(int batch) {
        for (int i = 0; i < PDUS; i++) {
            drb.transmit(buffers[i].setIndex(HEADROOM, HEADROOM + size));
            if ((i + 1) % batch == 0) drb.flushTransmit();
        }
    }

    private void receive(int batch) {
        for (int i = 0; i < PDUS; i++) {
            drb.receive(pdu(i));
            if ((i + 1) % batch == 0) drb.flushReceive();
        }
    }

    private ByteBuf pdu(int i) {
        ByteBuf pdu = buffers[i].setIndex(0, SN.headerOctets() + size);
        pdu.setShort(0, 0x8000 | sn++ & SN.maximumSn());
        return pdu;
    }

    /// Takes what goes down; the buffers are used again.
    private static final class Below extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {}

        @Override
        public void flush(ChannelHandlerContext ctx) {}
    }

    /// Takes what comes up.
    private static final class Above extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {}

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {}

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            fail(event);
        }
    }

    private static void fail(Object event) {
        throw new IllegalStateException(event.toString());
    }
}

package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;
import static kenb.stack.pdcp.PdcpBench.take;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import kenb.stack.cipher.Direction;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

@Tag("P-01")
class PdcpHandlersTest {
    private final PdcpBench bench = new PdcpBench();
    private final SecurityContext aes = bench.aes();

    @Test
    void signallingGoesProtectedFromPipelineToPipeline() {
        var enbSrb = new PdcpSrbHandler(1, Direction.DOWNLINK);
        var ueSrb = new PdcpSrbHandler(1, Direction.UPLINK);
        enbSrb.entity().reestablish(aes);
        ueSrb.entity().reestablish(aes);
        var enb = new EmbeddedChannel(enbSrb);
        var ue = new EmbeddedChannel(ueSrb);
        enb.writeOutbound(octets("0102"));
        ByteBuf pdu = enb.readOutbound();
        assertThat(pdu.readableBytes()).isEqualTo(7);
        ue.writeInbound(pdu);
        ByteBuf sdu = ue.readInbound();
        assertThat(take(sdu)).isEqualTo("0102");
    }

    @Test
    @Tag("P-04")
    void aForgedSignallingPduIsReleasedAndReportedNotDelivered() {
        var srb = new PdcpSrbHandler(1, Direction.UPLINK);
        srb.entity().reestablish(aes);
        var events = new Events();
        var ue = new EmbeddedChannel(srb, events);
        ByteBuf forged = octets("001122334455");
        ue.writeInbound(forged);
        assertThat(ue.<Object>readInbound()).isNull();
        assertThat(forged.refCnt()).isZero();
        assertThat(events.seen).containsExactly(new PdcpEvent.IntegrityFailure("SRB1", 0));
    }

    @Test
    void userPacketsWaitForTheFlushAndTheirPromisesForTheWrite() {
        var ue = new EmbeddedChannel(drb(Direction.UPLINK));
        List<ChannelFuture> writes = new ArrayList<>();
        for (int i = 0; i < 40; i++) writes.add(ue.write(octets("%02x".formatted(i))));
        assertThat(writes).noneMatch(ChannelFuture::isDone);
        ue.flush();
        assertThat(writes).allMatch(ChannelFuture::isSuccess);

        var events = new Events();
        var enb = new EmbeddedChannel(drb(Direction.DOWNLINK), events);
        for (ByteBuf pdu; (pdu = ue.readOutbound()) != null; ) enb.pipeline().fireChannelRead(pdu);
        enb.pipeline().fireChannelReadComplete();
        for (int i = 0; i < 40; i++) {
            ByteBuf sdu = enb.readInbound();
            assertThat(take(sdu)).isEqualTo("%02x".formatted(i));
        }
        assertThat(events.seen).isEmpty();
    }

    @Test
    void whatIsNoBufferPassesThroughBothHandlers() {
        var channel =
                new EmbeddedChannel(new PdcpSrbHandler(1, Direction.UPLINK), drb(Direction.UPLINK));
        channel.writeInbound("in");
        channel.writeOutbound("out");
        assertThat(channel.<Object>readInbound()).isEqualTo("in");
        assertThat(channel.<Object>readOutbound()).isEqualTo("out");
    }

    @Test
    void aDestroyedContextFailsTheWriteAndLeaksNothing() {
        var ue = new EmbeddedChannel(drb(Direction.UPLINK));
        ByteBuf sdu = octets("01");
        ChannelFuture write = ue.write(sdu);
        aes.destroy();
        ue.flush();
        assertThat(write.cause()).isInstanceOf(IllegalStateException.class);
        assertThat(sdu.refCnt()).isZero();
    }

    @Test
    void aHandlerThatIsTakenOutLeavesNothingBehind() {
        var handler = drb(Direction.UPLINK);
        var ue = new EmbeddedChannel(handler);
        ChannelFuture write = ue.write(octets("01"));
        ue.pipeline().remove(handler);
        ue.flush();
        assertThat(write.isSuccess()).isTrue();
        ByteBuf pdu = ue.readOutbound();
        assertThat(take(pdu)).hasSize(6);
    }

    private PdcpDrbHandler drb(Direction transmit) {
        return new PdcpDrbHandler(DrbSettings.am(5, SnLength.BITS_12), transmit, aes);
    }

    private static final class Events extends ChannelInboundHandlerAdapter {
        private final List<Object> seen = new ArrayList<>();

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            seen.add(event);
        }
    }
}

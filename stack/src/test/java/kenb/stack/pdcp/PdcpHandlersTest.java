package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;
import static kenb.stack.pdcp.PdcpBench.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import java.util.concurrent.TimeUnit;

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

    @Test
    void nrPacketsAreProtectedInTheirOwnBuffersABatchAFlush() {
        var ue = new EmbeddedChannel(nrDrb(Direction.UPLINK));
        List<ByteBuf> packets = new ArrayList<>();
        List<ChannelFuture> writes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            packets.add(octets("%02x".formatted(i)));
            writes.add(ue.write(packets.get(i)));
        }
        ue.flush();
        assertThat(writes).allMatch(ChannelFuture::isSuccess);
        var gnb = new EmbeddedChannel(nrDrb(Direction.DOWNLINK));
        for (int i = 0; i < 40; i++) {
            ByteBuf pdu = ue.readOutbound();
            assertThat(pdu).isSameAs(packets.get(i));
            assertThat(pdu.readableBytes()).isEqualTo(2 + 1 + 4);
            gnb.pipeline().fireChannelRead(pdu);
        }
        assertThat(gnb.inboundMessages()).hasSize(32); // a full batch waits for nothing
        gnb.pipeline().fireChannelReadComplete();
        for (int i = 0; i < 40; i++) {
            ByteBuf sdu = gnb.readInbound();
            assertThat(sdu).isSameAs(packets.get(i));
            assertThat(take(sdu)).isEqualTo("%02x".formatted(i));
        }
    }

    @Test
    void reorderingEndsOnTheChannelsEventLoop() {
        var ue = new EmbeddedChannel(nrDrb(Direction.UPLINK));
        for (int i = 0; i < 6; i++) ue.writeOutbound(octets("0" + i));
        List<ByteBuf> pdus = new ArrayList<>();
        for (ByteBuf pdu; (pdu = ue.readOutbound()) != null; ) pdus.add(pdu);
        var gnb = new EmbeddedChannel(nrDrb(Direction.DOWNLINK));
        gnb.freezeTime();
        gnb.writeInbound(pdus.get(1)); // 0 is waited for
        gnb.advanceTimeBy(90, TimeUnit.MILLISECONDS);
        gnb.writeInbound(pdus.get(0), pdus.get(3)); // now it is 2 that is waited for
        assertThat(received(gnb)).containsExactly("00", "01");
        gnb.advanceTimeBy(90, TimeUnit.MILLISECONDS);
        gnb.runScheduledPendingTasks();
        assertThat(received(gnb)).isEmpty();
        gnb.advanceTimeBy(10, TimeUnit.MILLISECONDS);
        gnb.runScheduledPendingTasks();
        assertThat(received(gnb)).containsExactly("03");
        for (int i : new int[] {2, 4, 5}) gnb.writeInbound(pdus.get(i));
        assertThat(received(gnb)).containsExactly("04", "05");
    }

    @Test
    void keysThatAreGoneWhenTheTimerEndsAreAnExceptionOfThePipeline() {
        var ue = new EmbeddedChannel(nrDrb(Direction.UPLINK));
        for (int i = 0; i < 3; i++) ue.writeOutbound(octets("0" + i));
        List<ByteBuf> pdus = new ArrayList<>();
        for (ByteBuf pdu; (pdu = ue.readOutbound()) != null; ) pdus.add(pdu);
        var handler = nrDrb(Direction.DOWNLINK);
        var gnb = new EmbeddedChannel(handler);
        gnb.freezeTime();
        gnb.writeInbound(pdus.get(1));
        gnb.pipeline().fireChannelRead(pdus.get(2)); // pending
        aes.destroy();
        gnb.advanceTimeBy(100, TimeUnit.MILLISECONDS);
        gnb.runScheduledPendingTasks();
        assertThatIllegalStateException().isThrownBy(gnb::checkException);
        handler.entity().release();
        pdus.get(0).release();
        assertThat(pdus).extracting(ByteBuf::refCnt).containsOnly(0);
    }

    /// The report goes before all else, and only what it says is missing goes out again.
    @Test
    void reestablishmentTellsFirstWhatIsMissingAndSendsItAgain() {
        for (boolean nr : new boolean[] {true, false}) {
            var ueDrb = nr ? nrDrb(Direction.UPLINK) : lteDrb(Direction.UPLINK);
            var netDrb = nr ? nrDrb(Direction.DOWNLINK) : lteDrb(Direction.DOWNLINK);
            var ue = new EmbeddedChannel(ueDrb);
            var net = new EmbeddedChannel(netDrb);
            net.freezeTime(); // t-Reordering does not end meanwhile
            for (int i = 0; i < 4; i++) ue.writeOutbound(octets("0" + i));
            for (int i = 0; i < 4; i++) {
                ByteBuf pdu = ue.readOutbound();
                if (i == 1) pdu.release();
                else net.writeInbound(pdu);
            }
            SecurityContext fresh = bench.derived(2);
            netDrb.reestablish(fresh, true);
            ByteBuf report = net.readOutbound();
            assertThat(report.getByte(report.readerIndex()) & 0xF0).isZero();
            ue.writeInbound(report);
            ueDrb.reestablish(fresh, false);
            ByteBuf again = ue.readOutbound();
            assertThat(ue.<Object>readOutbound()).isNull();
            net.writeInbound(again);
            assertThat(received(net)).containsExactly("00", "01", "02", "03");
            ue.writeOutbound(octets("44"));
            net.writeInbound(ue.<Object>readOutbound());
            assertThat(received(net)).containsExactly("44");
            ueDrb.recover(false);
            assertThat(ue.outboundMessages()).hasSize(2);
            ue.releaseOutbound();
        }
    }

    @Test
    void nrSignallingGoesProtectedFromPipelineToPipeline() {
        var gnbSrb = new NrSrbHandler(1, Direction.DOWNLINK, 1);
        var ueSrb = new NrSrbHandler(1, Direction.UPLINK, 1);
        gnbSrb.entity().reestablish(aes);
        ueSrb.entity().reestablish(aes);
        var events = new Events();
        var gnb = new EmbeddedChannel(gnbSrb);
        var ue = new EmbeddedChannel(ueSrb, events);
        gnb.writeOutbound(octets("0102"));
        ByteBuf pdu = gnb.readOutbound();
        assertThat(pdu.readableBytes()).isEqualTo(8);
        ue.writeInbound(pdu);
        assertThat(received(ue)).containsExactly("0102");
        ue.writeInbound(octets("0001223344556677"));
        assertThat(events.seen).containsExactly(new PdcpEvent.IntegrityFailure("SRB1", 1));
        ue.writeInbound("in");
        assertThat(ue.<Object>readInbound()).isEqualTo("in");
    }

    private static List<String> received(EmbeddedChannel channel) {
        List<String> all = new ArrayList<>();
        for (ByteBuf sdu; (sdu = channel.readInbound()) != null; ) all.add(take(sdu));
        return all;
    }

    private PdcpDrbHandler nrDrb(Direction transmit) {
        return new PdcpDrbHandler(
                NrDrbSettings.am(5, SnLength.BITS_12), transmit, aes, 100_000_000);
    }

    private PdcpDrbHandler lteDrb(Direction transmit) {
        var settings = DrbSettings.am(5, SnLength.BITS_12).keeping(100, 0).withReordering();
        return new PdcpDrbHandler(settings, transmit, aes, 100_000_000);
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

package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import kenb.stack.sctp.AssociationAbort;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.time.Duration;

/// Channels over real sockets on loopback, both ends ours.
@Tag("T-01")
@Tag("T-03")
class UdpCarrierTest {
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Recorder here = new Recorder();
    private final Recorder there = new Recorder();
    private final UdpCarrier server = new UdpCarrier(group, settings(0, 9899).build());

    static SctpSettings.Builder settings(int localUdp, int remoteUdp) {
        return SctpSettings.builder().encapsulationPorts(localUdp, remoteUdp);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        group.shutdownGracefully(0, 5, SECONDS).await(10, SECONDS);
    }

    private int listen(int port, Recorder recorder) {
        server.listen(at(port), recorder.initializer()).syncUninterruptibly();
        return server.udpPort(at(0).getAddress());
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    private UdpCarrier client(int udpPort) {
        return new UdpCarrier(group, settings(0, udpPort).build());
    }

    private Channel connect(UdpCarrier client, int port) {
        return client.connect(at(0), at(port), here.initializer()).syncUninterruptibly().channel();
    }

    @Test
    void messagesGoBothWaysWithStreamAndPpid() throws Exception {
        UdpCarrier client = client(listen(36412, there));
        Channel channel = connect(client, 36412);
        assertThat(here.event()).isEqualTo(new AssociationEvent.Up(16, 16));
        assertThat(there.event()).isEqualTo(new AssociationEvent.Up(16, 16));
        channel.writeAndFlush(Recorder.message(3, 18, "to the MME")).sync();
        assertThat(there.message()).isEqualTo("3/18: to the MME");
        there.channel().writeAndFlush(Recorder.message(0, 27, "and back")).sync();
        assertThat(here.message()).isEqualTo("0/27: and back");
        assertThat(there.channel().parent()).isInstanceOf(ListenerChannel.class);
        assertThat(channel.remoteAddress()).isEqualTo(at(36412));
        channel.close().sync();
        assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
        assertThat(there.event()).isEqualTo(new AssociationEvent.PeerShutdown());
        assertThat(there.event()).isEqualTo(new AssociationEvent.Closed());
        assertThat(there.channel().closeFuture().await(10, SECONDS)).isTrue();
        client.close();
    }

    @Test
    void whatWasWrittenBeforeCloseIsDelivered() throws Exception {
        UdpCarrier client = client(listen(36412, there));
        Channel channel = connect(client, 36412);
        for (int i = 0; i < 3000; i++) {
            channel.write(Recorder.message(i % 4, 18, "x".repeat(900) + i));
        }
        channel.flush();
        channel.close().sync();
        for (int i = 0; i < 3000; i++) {
            assertThat(there.message()).isEqualTo(i % 4 + "/18: " + "x".repeat(900) + i);
        }
        client.close();
    }

    @Test
    void abortTellsThePeerWhy() throws Exception {
        UdpCarrier client = client(listen(36412, there));
        Channel channel = connect(client, 36412);
        there.event();
        channel.writeAndFlush(new AssociationAbort("node restarts"));
        assertThat(there.event())
                .isEqualTo(
                        new AssociationEvent.Lost(
                                "aborted by the peer: User-Initiated Abort \"node restarts\""));
        client.close();
    }

    @Test
    void severalPortsAndAssociationsShareOneSocket() throws Exception {
        var x2 = new Recorder();
        int udp = listen(36412, there);
        assertThat(listen(36422, x2)).isEqualTo(udp);
        UdpCarrier client = client(udp);
        Channel first = connect(client, 36412);
        Channel second = connect(client, 36422);
        Channel third = connect(client, 36422);
        first.writeAndFlush(Recorder.message(0, 18, "s1"));
        assertThat(there.message()).isEqualTo("0/18: s1");
        second.writeAndFlush(Recorder.message(0, 27, "x2 a"));
        assertThat(x2.message()).isEqualTo("0/27: x2 a");
        third.writeAndFlush(Recorder.message(1, 27, "x2 b"));
        assertThat(x2.message()).isEqualTo("1/27: x2 b");
        client.close();
    }

    @Test
    void writesWaitWhileThePeerDoesNotReadAndGoOnWhenItDoes() throws Exception {
        there.autoRead = false;
        UdpCarrier client = client(listen(36412, there));
        Channel channel = connect(client, 36412);
        int sent = 0;
        while (channel.isWritable() || sent < 3000) {
            channel.writeAndFlush(Recorder.message(0, 18, "y".repeat(1000) + sent++)).isDone();
            if (sent % 100 == 0) {
                channel.eventLoop().submit(() -> {}).sync();
            }
        }
        assertThat(channel.isWritable()).isFalse();
        there.channel().config().setAutoRead(true);
        for (int i = 0; i < sent; i++) {
            assertThat(there.message()).isEqualTo("0/18: " + "y".repeat(1000) + i);
        }
        client.close();
    }

    @Test
    void badWritesFailAloneAndSayWhy() throws Exception {
        UdpCarrier client = client(listen(36412, there));
        Channel channel = connect(client, 36412);
        assertThatThrownBy(() -> channel.writeAndFlush(Recorder.message(16, 18, "x")).sync())
                .isInstanceOf(AssociationException.class)
                .hasMessage("stream 16: 0 to 15 were agreed");
        assertThatThrownBy(() -> channel.writeAndFlush(Recorder.message(0, 18, "")).sync())
                .hasMessageContaining("empty");
        channel.writeAndFlush(Recorder.message(15, 18, "fine")).sync();
        assertThat(there.message()).isEqualTo("15/18: fine");
        client.close();
    }

    @Test
    void connectFailsAtOnceWhereNobodyListens() throws Exception {
        UdpCarrier client = client(listen(36412, there));
        assertThatThrownBy(() -> connect(client, 36413))
                .isInstanceOf(AssociationException.class)
                .hasMessageContaining("aborted by the peer");
        client.close();
    }

    @Test
    void connectFailsAfterItsTriesWhereNothingAnswers() {
        var deaf =
                new UdpCarrier(
                        group,
                        settings(0, 1)
                                .rto(
                                        Duration.ofMillis(20),
                                        Duration.ofMillis(20),
                                        Duration.ofMillis(40))
                                .maxInitRetransmits(2)
                                .build());
        assertThatThrownBy(() -> connect(deaf, 36412))
                .isInstanceOf(AssociationException.class)
                .hasMessageContaining("INIT unanswered after 3 tries");
        deaf.close();
    }

    @Test
    void portTakenIsRefusedWithAReason() {
        int udp = listen(36412, there);
        assertThatThrownBy(() -> listen(36412, there)).hasMessageContaining("listened to already");
        var second = new UdpCarrier(group, settings(udp, 9899).build());
        assertThatThrownBy(() -> second.listen(at(36413), here.initializer()).syncUninterruptibly())
                .hasMessageContaining("UDP port " + udp + " of 127.0.0.1 can't be bound");
        second.close();
    }
}

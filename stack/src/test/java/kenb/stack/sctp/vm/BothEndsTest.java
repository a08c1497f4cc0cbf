package kenb.stack.sctp.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

import kenb.stack.sctp.AssociationAbort;
import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.vm.Observer.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a carrier promises, between two of ours of which at least one is the kernel's.
@Tag(InMachine.TAG)
@Tag("T-01")
@Tag("T-02")
class BothEndsTest {
    private static final int PORT = 36412;

    enum Pair {
        KERNEL_TO_KERNEL("10.1.0.1", "10.1.0.2"),
        UDP_TO_KERNEL("10.2.0.1", "10.2.0.2"),
        KERNEL_TO_UDP("10.2.0.2", "10.2.0.1");

        private final String clientAddress;
        private final String serverAddress;

        Pair(String clientAddress, String serverAddress) {
            this.clientAddress = clientAddress;
            this.serverAddress = serverAddress;
        }

        Side client() throws Exception {
            return switch (this) {
                case KERNEL_TO_KERNEL -> Side.kernel("");
                case UDP_TO_KERNEL -> Side.udp("");
                case KERNEL_TO_UDP -> Side.kernel("encap");
            };
        }

        Side server() throws Exception {
            return switch (this) {
                case KERNEL_TO_KERNEL -> Side.kernel("plain");
                case UDP_TO_KERNEL -> Side.kernel("encap");
                case KERNEL_TO_UDP -> Side.udp("");
            };
        }
    }

    private final List<Side> sides = new ArrayList<>();
    private final Observer here = Observer.reading();

    @AfterEach
    void close() {
        sides.forEach(Side::close);
    }

    private Channel connect(Pair pair, Observer there) throws Exception {
        sides.add(pair.server());
        sides.getLast().listen(pair.serverAddress, PORT, there);
        sides.add(pair.client());
        return sides.getLast().connect(pair.clientAddress, pair.serverAddress, PORT, here);
    }

    @ParameterizedTest
    @EnumSource
    void messagesComeBackWithStreamPpidAndOrder(Pair pair) throws Exception {
        var there = Observer.echoing();
        Channel channel = connect(pair, there);
        assertThat(here.event()).isEqualTo(new AssociationEvent.Up(16, 16));
        assertThat(there.event()).isEqualTo(new AssociationEvent.Up(16, 16));
        int[] lengths = {1, 2, 3, 4, 5, 1000, 1452, 1453, 2048, 5000, 32768, 65535, 100_000};
        int[] ppids = {18, 27, 60, 0, 1, 0x01020304, 0x80000000, -1};
        for (int i = 0; i < 52; i++) {
            var message =
                    Message.of(
                            i % 16,
                            ppids[i % ppids.length],
                            i % 3 == 2,
                            i,
                            lengths[i % lengths.length]);
            channel.writeAndFlush(message.toSend()).get();
            assertThat(there.message()).isEqualTo(message);
            assertThat(here.message()).isEqualTo(message);
        }
        assertThat(channel.remoteAddress())
                .isEqualTo(new java.net.InetSocketAddress(pair.serverAddress, PORT));
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatWaitsHoldsTheSenderBackAndGetsAllInOrder(Pair pair) throws Exception {
        var there = Observer.waiting();
        Channel channel = connect(pair, there);
        int sent = 0;
        long stuckSince = 0;
        ChannelFuture last = channel.newSucceededFuture();
        while (stuckSince == 0 || System.nanoTime() - stuckSince < 1_000_000_000) {
            if (channel.isWritable()) {
                last = channel.writeAndFlush(Message.of(sent % 16, 18, false, sent, 1000).toSend());
                sent++;
                stuckSince = 0;
            } else {
                stuckSince = stuckSince == 0 ? System.nanoTime() : stuckSince;
                Thread.sleep(10);
            }
        }
        assertThat(last.isDone()).isFalse();
        there.channel().config().setAutoRead(true);
        Map<Integer, Integer> next = new HashMap<>();
        for (int i = 0; i < sent; i++) {
            var message = there.message();
            int number = next.getOrDefault(message.stream(), message.stream());
            assertThat(message).isEqualTo(Message.of(message.stream(), 18, false, number, 1000));
            next.put(message.stream(), number + 16);
        }
        last.get();
    }

    @ParameterizedTest
    @EnumSource
    void closingDeliversAllAndEndsBothSidesInOrder(Pair pair) throws Exception {
        var there = Observer.reading();
        Channel channel = connect(pair, there);
        for (int i = 0; i < 700; i++) {
            channel.write(Message.of(0, 18, false, i, 1000).toSend());
        }
        channel.flush();
        channel.close().get();
        for (int i = 0; i < 700; i++) {
            assertThat(there.message()).isEqualTo(Message.of(0, 18, false, i, 1000));
        }
        assertThat(here.event(AssociationEvent.Closed.class)).isNotNull();
        assertThat(there.event()).isInstanceOf(AssociationEvent.Up.class);
        assertThat(there.event()).isEqualTo(new AssociationEvent.PeerShutdown());
        assertThat(there.event()).isEqualTo(new AssociationEvent.Closed());
        there.channel().closeFuture().get();
    }

    @ParameterizedTest
    @EnumSource
    void anAbortIsALossOnBothSides(Pair pair) throws Exception {
        var there = Observer.reading();
        Channel channel = connect(pair, there);
        channel.writeAndFlush(new AssociationAbort("enough")).get();
        assertThat(here.event(AssociationEvent.Lost.class).reason())
                .isEqualTo("aborted here: enough");
        assertThat(there.event(AssociationEvent.Lost.class).reason()).contains("abort");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongMessageIsRefusedAndTheAssociationGoesOn(Pair pair) throws Exception {
        var there = Observer.reading();
        Channel channel = connect(pair, there);
        assertThatThrownBy(() ->
                        channel.writeAndFlush(Message.of(16, 18, false, 1, 10).toSend()).get())
                .hasCauseInstanceOf(AssociationException.class)
                .hasMessageContaining("stream 16: 0 to 15 were agreed");
        assertThatThrownBy(
                        () -> channel.writeAndFlush(Message.of(0, 18, false, 1, 0).toSend()).get())
                .hasCauseInstanceOf(AssociationException.class);
        assertThatThrownBy(() ->
                        channel.writeAndFlush(Message.of(0, 18, false, 1, 2_000_000).toSend())
                                .get())
                .hasCauseInstanceOf(AssociationException.class)
                .hasMessageContaining("2000000 octets");
        var good = Message.of(15, 18, false, 1, 10);
        channel.writeAndFlush(good.toSend()).get();
        assertThat(there.message()).isEqualTo(good);
    }

    @ParameterizedTest
    @EnumSource
    void whereNobodyListensTheSetUpFails(Pair pair) throws Exception {
        sides.add(pair.server());
        sides.getLast().listen(pair.serverAddress, PORT + 1, here);
        sides.add(pair.client());
        assertThatThrownBy(() ->
                        sides.getLast().connect(pair.clientAddress, pair.serverAddress, PORT, here))
                .hasCauseInstanceOf(AssociationException.class);
    }
}

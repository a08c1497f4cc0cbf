package kenb.stack.sctp.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.kernel.KernelCarrier;
import kenb.stack.sctp.vm.Observer.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Two paths, of which one is cut during traffic.
@Tag(InMachine.TAG)
@Tag("T-04")
class MultihomingTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable it : open) {
            it.close();
        }
        cut("del");
    }

    /// Swallows all packets of the first link, both ways; neither side sees its interface go down.
    private static void cut(String what) throws Exception {
        Peer.run("tc", "qdisc", what, "dev", "plain0", "root", "netem", "loss", "100%");
        Peer.run(
                "tc", "-n", "plain", "qdisc", what, "dev", "far0", "root", "netem", "loss", "100%");
    }

    private static List<InetSocketAddress> addresses(int port, String... hosts) {
        return List.of(hosts).stream().map(it -> new InetSocketAddress(it, port)).toList();
    }

    @Test
    void kernelGoesOnOverTheOtherPathAndTellsOfBoth() throws Exception {
        Side far = Side.kernel("plain");
        Side near = Side.kernel("");
        open.addAll(List.of(far, near));
        var there = Observer.echoing();
        var here = Observer.reading();
        Side.ready(
                NetworkNamespace.on(
                        far.group(),
                        () ->
                                ((KernelCarrier) far.carrier())
                                        .listen(
                                                addresses(36412, "10.1.0.2", "10.1.1.2"),
                                                there.initializer())));
        Channel channel =
                Side.ready(
                        NetworkNamespace.on(
                                near.group(),
                                () ->
                                        ((KernelCarrier) near.carrier())
                                                .connect(
                                                        addresses(0, "10.1.0.1", "10.1.1.1"),
                                                        new InetSocketAddress("10.1.0.2", 36412),
                                                        here.initializer())));
        assertThat(here.event()).isInstanceOf(AssociationEvent.Up.class);
        exchange(channel, here, 0, 100);
        cut("add");
        exchange(channel, here, 100, 200);
        assertThat(here.event(AssociationEvent.PathUnreachable.class).peer())
                .isEqualTo(new InetSocketAddress("10.1.0.2", 36412));
        exchange(channel, here, 200, 300);
        cut("del");
        assertThat(here.event(AssociationEvent.PathReachable.class).peer())
                .isEqualTo(new InetSocketAddress("10.1.0.2", 36412));
        exchange(channel, here, 300, 400);
        cut("add");
    }

    private static void exchange(Channel channel, Observer here, int from, int to)
            throws InterruptedException {
        for (int i = from; i < to; i++) {
            channel.writeAndFlush(Message.of(0, 18, false, i, 1000).toSend());
        }
        for (int i = from; i < to; i++) {
            assertThat(here.message()).isEqualTo(Message.of(0, 18, false, i, 1000));
        }
    }
}

package kenb.stack.sctp.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;

import kenb.stack.sctp.AssociationEvent;
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
    }

    /// Swallows all packets of the first link, both ways; neither side sees its interface go down.
    private static void cut(String what, String space) throws Exception {
        Peer.run("tc", "qdisc", what, "dev", space + "0", "root", "netem", "loss", "100%");
        Peer.run("tc", "-n", space, "qdisc", what, "dev", "far0", "root", "netem", "loss", "100%");
    }

    @Test
    void kernelGoesOnOverTheOtherPathAndTellsOfBoth() throws Exception {
        survives(
                "plain",
                Side.kernel("plain", "10.1.1.2"),
                "10.1.0.2",
                Side.kernel("", "10.1.1.1"),
                "10.1.0.1");
    }

    @Test
    void udpGoesOnOverTheOtherPathToTheKernelsSctp() throws Exception {
        survives(
                "encap",
                Side.kernel("encap", "10.2.1.2"),
                "10.2.0.2",
                Side.udp("", "10.2.1.1"),
                "10.2.0.1");
    }

    @Test
    void theKernelGoesOnOverTheOtherPathToUdp() throws Exception {
        survives(
                "encap",
                Side.udp("", "10.2.1.1"),
                "10.2.0.1",
                Side.kernel("encap", "10.2.1.2"),
                "10.2.0.2");
    }

    private void survives(String space, Side far, String farAddress, Side near, String nearAddress)
            throws Exception {
        open.addAll(List.of(far, near));
        var there = Observer.echoing();
        var here = Observer.reading();
        far.listen(farAddress, 36412, there);
        Channel channel = near.connect(nearAddress, farAddress, 36412, here);
        exchange(channel, here, 0, 100);
        cut("add", space);
        try {
            exchange(channel, here, 100, 200);
            assertThat(here.event(AssociationEvent.PathUnreachable.class).peer())
                    .isEqualTo(new InetSocketAddress(farAddress, 36412));
            exchange(channel, here, 200, 300);
        } finally {
            cut("del", space);
        }
        assertThat(here.event(AssociationEvent.PathReachable.class).peer())
                .isEqualTo(new InetSocketAddress(farAddress, 36412));
        exchange(channel, here, 300, 400);
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

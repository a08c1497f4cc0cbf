package kenb.stack.sctp.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.vm.Observer.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// Ours over UDP against the kernel over UDP, while netem loses packets both ways: nothing is lost, doubled or out of order.
@Tag(InMachine.TAG)
@Tag("T-02")
@Tag("T-03")
class LossTest {
    private static final int MESSAGES = 120;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable it : open) {
            it.close();
        }
        Peer.run("tc", "qdisc", "del", "dev", "encap0", "root");
        Peer.run("tc", "-n", "encap", "qdisc", "del", "dev", "far0", "root");
    }

    private static void lose(String percent) throws Exception {
        Peer.run("tc", "qdisc", "add", "dev", "encap0", "root", "netem", "loss", percent);
        Peer.run(
                "tc", "-n", "encap", "qdisc", "add", "dev", "far0", "root", "netem", "loss",
                percent);
    }

    @ParameterizedTest
    @CsvSource({"client,1%", "server,1%", "client,5%", "server,5%"})
    void allComesBackInOrder(String role, String loss) throws Exception {
        lose(loss);
        Side udp = Side.udp("");
        Side kernel = Side.kernel("encap");
        open.addAll(List.of(udp, kernel));
        var there = Observer.echoing();
        var here = Observer.reading();
        Channel channel;
        if (role.equals("client")) {
            kernel.listen("10.2.0.2", 36412, there);
            channel = udp.connect("10.2.0.1", "10.2.0.2", 36412, here);
        } else {
            udp.listen("10.2.0.1", 36412, there);
            channel = kernel.connect("10.2.0.2", "10.2.0.1", 36412, here);
        }
        for (int i = 0; i < MESSAGES; i++) {
            channel.writeAndFlush(message(i).toSend());
        }
        int[] next = new int[4];
        for (int i = 0; i < MESSAGES; i++) {
            var back = here.message();
            int stream = back.stream();
            assertThat(back).isEqualTo(message(stream + 4 * next[stream]++));
        }
        assertThat(next).containsOnly(MESSAGES / 4);
        channel.close().get();
        assertThat(here.event(AssociationEvent.Closed.class)).isNotNull();
        assertThat(there.event(AssociationEvent.PeerShutdown.class)).isNotNull();
    }

    private static Message message(int number) {
        return Message.of(number % 4, 18, false, number, 100 + 37 * (number % 80));
    }
}

package kenb.nodes.enb;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.nodes.Outbox;
import kenb.nodes.SimulatedOutbox;
import kenb.nodes.Tunnel;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

class DownlinkPathTest {
    private final Outbox out = new SimulatedOutbox();
    private final List<Integer> delivered = new ArrayList<>();
    private final List<Integer> forwarded = new ArrayList<>();
    private final Tunnel elsewhere = new Tunnel(new InetSocketAddress("127.0.0.1", 2152), 1);

    @Test
    void packetsBeyondTheBoundAreDroppedAndCountedNotHeld() {
        DownlinkPath path = DownlinkPath.held(this::deliver);
        for (int i = 0; i < DownlinkPath.MOST_HELD + 3; i++) {
            path.fromUpe(packet(i), out);
        }
        assertThat(path.dropped()).isEqualTo(3);
        path.openToUe(out);
        assertThat(delivered).hasSize(DownlinkPath.MOST_HELD);
    }

    @Test
    void forwardedPacketsGoBeforeFreshOnesWhateverArrivesFirst() {
        DownlinkPath path = DownlinkPath.awaitingUe(this::deliver);
        path.fromUpe(packet(10), out);
        path.fromPredecessor(packet(1), out);
        path.openToUe(out);
        path.fromUpe(packet(11), out);
        path.fromPredecessor(packet(2), out);
        assertThat(delivered).containsExactly(1, 2);
        path.endOfForwarding(out);
        path.fromUpe(packet(12), out);
        assertThat(delivered).containsExactly(1, 2, 10, 11, 12);
    }

    @Test
    void heldPacketsGoAlongWhenTheBearerMovesOn() {
        DownlinkPath path = DownlinkPath.held(this::deliver);
        path.openToUe(out);
        path.fromUpe(packet(1), out);
        path.hold();
        path.fromUpe(packet(2), out);
        path.forwardTo(elsewhere, (p, _) -> forward(p), out);
        ByteBuf third = packet(3);
        assertThat(path.fromUpe(third, out)).isEqualTo(elsewhere);
        third.release();
        assertThat(delivered).containsExactly(1);
        assertThat(forwarded).containsExactly(2);
        assertThat(path.forwardedOn()).isEqualTo(2);
    }

    private void deliver(ByteBuf packet, Outbox to) {
        delivered.add(packet.readInt());
        packet.release();
    }

    private void forward(ByteBuf packet) {
        forwarded.add(packet.readInt());
        packet.release();
    }

    private static ByteBuf packet(int number) {
        return Unpooled.buffer(4).writeInt(number);
    }
}

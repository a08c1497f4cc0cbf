package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;

/// The cases of RFC 9260 beside plain traffic, on virtual time.
@Tag("T-03")
class AssociationTest {
    private final SimulatedNetwork net = new SimulatedNetwork(7);
    private final SctpSettings settings =
            SctpSettings.builder().heartbeatInterval(Duration.ofSeconds(5)).build();
    private final SimulatedNetwork.Host a = net.host("10.0.0.1", 9899, settings);
    private final SimulatedNetwork.Host b = net.host("10.0.0.2", 9899, settings);

    private SimulatedNetwork.Side up() {
        b.listen(36412);
        var side = a.connect(40000, b, 36412);
        net.runSeconds(1);
        assertThat(side.events).containsExactly(new AssociationEvent.Up(16, 16));
        return side;
    }

    private static SctpMessage text(String text) {
        ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer();
        payload.writeCharSequence(text, StandardCharsets.UTF_8);
        return new SctpMessage(0, 18, payload);
    }

    private static List<String> texts(SimulatedNetwork.Side side) {
        return side.messages.stream()
                .map(m -> m.payload().toString(StandardCharsets.UTF_8))
                .toList();
    }

    private void say(SimulatedNetwork.Side side, String text) {
        assertThat(side.send(text(text))).isTrue();
        side.require().flush();
        net.runSeconds(1);
    }

    @Test
    void bothSidesInitiatingAtOnceMakeOneAssociation() {
        a.listen(36422);
        b.listen(36422);
        var left = a.connect(36422, b, 36422);
        var right = b.connect(36422, a, 36422);
        net.runSeconds(5);
        assertThat(left.events).containsExactly(new AssociationEvent.Up(16, 16));
        assertThat(right.events).containsExactly(new AssociationEvent.Up(16, 16));
        assertThat(a.endpoint.associations()).isEqualTo(1);
        assertThat(b.endpoint.associations()).isEqualTo(1);
        assertThat(left.require().localTag()).isEqualTo(right.require().peerTag());
        say(left, "from the left");
        say(right, "from the right");
        assertThat(texts(right)).containsExactly("from the left");
        assertThat(texts(left)).containsExactly("from the right");
    }

    @Test
    void peerThatCrashedAndComesBackFromTheSamePortsIsARestart() {
        up();
        var server = b.accepted.getLast();
        say(server, "before");
        a.crash();
        var again = a.connect(40000, b, 36412);
        net.runSeconds(2);
        assertThat(again.events).containsExactly(new AssociationEvent.Up(16, 16));
        assertThat(server.events).endsWith(new AssociationEvent.Restarted(0));
        assertThat(b.accepted).hasSize(1);
        say(server, "after");
        say(again, "hello again");
        assertThat(texts(again)).containsExactly("after");
        assertThat(texts(server)).containsExactly("hello again");
    }

    @Test
    void peerThatForgotEverythingAbortsWhatItDoesNotKnow() {
        var side = up();
        b.crash();
        say(side, "anyone?");
        assertThat(side.events)
                .endsWith(new AssociationEvent.Lost("aborted by the peer: no cause given"));
    }

    @Test
    void silentPeerIsUnreachableThenLost() {
        var side = up();
        b.hears = false;
        net.runSeconds(300);
        assertThat(side.events)
                .contains(new AssociationEvent.PathUnreachable(side.require().peerAddress()));
        net.runSeconds(1000);
        assertThat(side.events.getLast())
                .isEqualTo(
                        new AssociationEvent.Lost(
                                "the peer does not answer: 11 tries without acknowledgement"));
        assertThat(a.endpoint.associations()).isZero();
    }

    @Test
    void newUdpPortOfThePeerIsLearnt() {
        var side = up();
        var server = b.accepted.getLast();
        a.moveTo(50123);
        say(side, "from elsewhere");
        assertThat(texts(server)).containsExactly("from elsewhere");
        say(server, "found you");
        assertThat(texts(side)).containsExactly("found you");
        assertThat(server.require().udpAddress()).isEqualTo(a.udp);
    }

    @Test
    void listenerKeepsNoStateBeforeTheCookieComesBack() {
        b.listen(36412);
        for (int port = 1; port < 1000; port++) {
            a.crash();
            a.connect(port, b, 36412);
            a.crash();
        }
        net.runSeconds(1);
        assertThat(b.endpoint.associations()).isZero();
    }

    @Test
    void staleCookieIsAnsweredAndTriedOnceMore() {
        var shortLived =
                net.host(
                        "10.0.0.3",
                        9899,
                        SctpSettings.builder().cookieLife(Duration.ofMillis(5)).build());
        shortLived.listen(36412);
        net.delayNanos = 10_000_000;
        var side = a.connect(0, shortLived, 36412);
        net.runSeconds(5);
        assertThat(side.events).containsExactly(new AssociationEvent.Up(16, 16));
    }

    @Test
    void closedWindowIsProbedAndOpensAgain() {
        var side = up();
        var server = b.accepted.getLast();
        server.reads = false;
        int sent = 0;
        while (side.send(text("w".repeat(1000)))) {
            sent++;
        }
        side.require().flush();
        net.runSeconds(1000);
        assertThat(side.require().isClosed()).isFalse();
        assertThat(server.messages.size()).isLessThanOrEqualTo(sent);
        while (side.require().canSend()) {
            side.send(text("w".repeat(1000)));
            sent++;
        }
        side.require().flush();
        net.runSeconds(1000);
        assertThat(server.messages).hasSizeLessThan(sent);
        server.readAll();
        net.runSeconds(100);
        assertThat(server.messages).hasSize(sent);
    }

    @Test
    void packetWithAWrongTagOrChecksumChangesNothing() {
        var side = up();
        var server = b.accepted.getLast();
        for (boolean goodChecksum : new boolean[] {true, false}) {
            ByteBuf forged = SimulatedNetwork.ALLOCATOR.heapBuffer();
            int tag = server.require().localTag();
            Wire.writeHeader(forged, 40000, 36412, goodChecksum ? tag + 1 : tag);
            Wire.writeChunkHeader(forged, Wire.ABORT, 0, 4);
            Wire.seal(forged, new CRC32C());
            if (!goodChecksum) {
                forged.setByte(8, forged.getByte(8) ^ 1);
            }
            net.carry(a.udp, b.udp, forged);
        }
        net.runSeconds(1);
        assertThat(b.endpoint.badChecksums()).isEqualTo(1);
        assertThat(b.endpoint.wrongTags()).isEqualTo(1);
        say(side, "alive");
        assertThat(texts(server)).containsExactly("alive");
    }

    @Test
    void unknownChunksAreSkippedOrEndThePacketAndReportedAsTheirHighBitsSay() {
        var side = up();
        var server = b.accepted.getLast();
        for (int type : new int[] {0x3F, 0x7F, 0xBF, 0xFE}) {
            ByteBuf packet = SimulatedNetwork.ALLOCATOR.heapBuffer();
            Wire.writeHeader(packet, 40000, 36412, server.require().localTag());
            Wire.writeChunkHeader(packet, type, 0, 4);
            Wire.writeChunkHeader(packet, Wire.ERROR, 0, 4);
            Wire.seal(packet, new CRC32C());
            net.carry(a.udp, b.udp, packet);
        }
        net.runSeconds(1);
        // Reported: 0x7F and 0xFE. Gone on with, to the ERROR behind: 0xBF and 0xFE.
        assertThat(side.events.stream().filter(AssociationEvent.PeerError.class::isInstance))
                .containsExactly(
                        new AssociationEvent.PeerError(6, "Unrecognized Chunk Type"),
                        new AssociationEvent.PeerError(6, "Unrecognized Chunk Type"));
        assertThat(server.events.stream().filter(AssociationEvent.PeerError.class::isInstance))
                .hasSize(2);
    }

    @Test
    void truncatedAndAlteredPacketsNeverThrow() {
        up();
        var server = b.accepted.getLast();
        for (int round = 0; round < 20_000; round++) {
            ByteBuf packet = SimulatedNetwork.ALLOCATOR.heapBuffer();
            boolean toAssociation = !server.require().isClosed() && net.random.nextInt(4) > 0;
            Wire.writeHeader(packet, 40000, 36412, toAssociation ? server.require().localTag() : 0);
            for (int i = net.random.nextInt(4); i >= 0; i--) {
                int length = net.random.nextInt(60);
                Wire.writeChunkHeader(
                        packet, net.random.nextInt(16), net.random.nextInt(8), length);
                for (int j = 4; j < length; j++) {
                    packet.writeByte(net.random.nextInt(3) == 0 ? net.random.nextInt() : 0);
                }
            }
            Wire.seal(packet, new CRC32C());
            b.endpoint.receive(0, packet, a.udp);
            b.endpoint.flush();
            packet.release();
            if (server.require().isClosed()) {
                a.crash();
                a.connect(40000, b, 36412);
                net.runSeconds(10);
                server = b.accepted.getLast();
            }
        }
        assertThat(b.endpoint.associations()).isLessThanOrEqualTo(2);
    }
}

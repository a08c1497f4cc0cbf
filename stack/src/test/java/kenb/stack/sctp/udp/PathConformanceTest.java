package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Heartbeats, dead and living paths, several addresses (RFC 9260 §5.4, §6.4, §8.1 to §8.3; the purposes "FH" of ETSI TS 102 369).
@Tag("T-03")
class PathConformanceTest {
    private static final InetSocketAddress SECOND = Tester.at("10.0.2.2");

    private static byte[] address(InetSocketAddress address) {
        return HandChunk.item(5, address.getAddress().getAddress());
    }

    private static SctpSettings.Builder settings() {
        return SctpSettings.builder().heartbeatInterval(Duration.ofSeconds(30));
    }

    private static Tester single(SctpSettings settings) {
        return Tester.in(Association.State.ESTABLISHED, settings);
    }

    /// An association with two addresses at each end; the second is not confirmed yet: its first HEARTBEAT is out.
    private static Tester two(SctpSettings settings) {
        var tester = new Tester(settings);
        tester.localAddresses =
                List.of(SimulatedNetwork.ip("10.0.1.1"), SimulatedNetwork.ip("10.0.2.1"));
        return tester.up(address(Tester.PEER), address(SECOND));
    }

    private static void answer(Tester tester, InetSocketAddress from, HandChunk heartbeat) {
        tester.in(
                from,
                tester.theirTag,
                new HandChunk(HandChunk.HEARTBEAT_ACK, 0, heartbeat.value()));
    }

    private static Tester confirmed(SctpSettings settings) {
        Tester tester = two(settings);
        tester.pass(1);
        answer(tester, SECOND, tester.outSent().packet().chunk(HandChunk.HEARTBEAT));
        assertThat(tester.events)
                .endsWith(
                        new AssociationEvent.PathConfirmed(
                                new InetSocketAddress(SECOND.getAddress(), Tester.PEER_PORT)));
        tester.nothing();
        return tester;
    }

    private static AssociationEvent unreachable(InetSocketAddress address) {
        return new AssociationEvent.PathUnreachable(
                new InetSocketAddress(address.getAddress(), Tester.PEER_PORT));
    }

    private static AssociationEvent reachable(InetSocketAddress address) {
        return new AssociationEvent.PathReachable(
                new InetSocketAddress(address.getAddress(), Tester.PEER_PORT));
    }

    // ---- heartbeats, §8.3 ----

    @Test
    void heartbeatIsAnsweredAtOnceWithItsInformationUnchanged() {
        for (var state :
                List.of(
                        Association.State.COOKIE_ECHOED,
                        Association.State.ESTABLISHED,
                        Association.State.SHUTDOWN_PENDING,
                        Association.State.SHUTDOWN_RECEIVED)) {
            for (int length : new int[] {0, 1, 2, 3, 4, 40, 1000, 1400}) {
                var tester = Tester.in(state);
                HandChunk heartbeat = HandChunk.heartbeat(HandChunk.octets(length));
                tester.in(heartbeat);
                HandChunk answer = tester.out(HandChunk.HEARTBEAT_ACK);
                assertThat(answer.flags()).isZero();
                assertThat(answer.value()).isEqualTo(heartbeat.value());
            }
        }
    }

    @Test
    void heartbeatIsAnsweredToWhereItCameFrom() {
        var tester = confirmed(settings().build());
        tester.in(SECOND, tester.theirTag, HandChunk.heartbeat(HandChunk.octets(8)));
        Tester.Sent sent = tester.outSent();
        assertThat(sent.to()).isEqualTo(SECOND);
        assertThat(sent.socket()).isEqualTo(1);
    }

    @Test
    void heartbeatBeforeTheSetUpIsAnsweredIsDropped() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(HandChunk.heartbeat(HandChunk.octets(8)));
        tester.nothing();
    }

    @Test
    void idlePathGetsAHeartbeatEveryIntervalPlusTimeoutGiveOrTakeHalfOfThat() {
        var tester = single(settings().build());
        long last = tester.millis();
        for (int i = 0; i < 50; i++) {
            while (tester.sent.isEmpty()) {
                tester.pass(10);
                assertThat(tester.millis() - last).isLessThanOrEqualTo(31_510);
            }
            assertThat(tester.millis() - last).isBetween(30_500L, 31_510L);
            answer(tester, Tester.PEER, tester.out(HandChunk.HEARTBEAT));
            last = tester.millis();
        }
        assertThat(tester.events).hasSize(1);
    }

    @Test
    void heartbeatsPauseWhileDataIsUnderWay() {
        var tester = single(settings().heartbeatInterval(Duration.ofSeconds(1)).build());
        for (int n = 0; n < 100; n++) {
            tester.say("busy");
            tester.pass(700);
            assertThat(tester.drain()).noneMatch(it -> it.types().contains(HandChunk.HEARTBEAT));
            tester.say("busier");
            tester.acknowledge(tester.theirTsn + 2 * n);
            tester.drain();
            tester.acknowledge(tester.theirTsn + 2 * n + 1);
        }
    }

    @Test
    void heartbeatsAreOffWhereTheIntervalIsZero() {
        var tester = single(settings().heartbeatInterval(Duration.ZERO).build());
        tester.pass(10_000_000);
        tester.nothing();
    }

    @Test
    void roundTripOfAHeartbeatIsMeasured() {
        var tester = single(settings().build());
        while (tester.sent.isEmpty()) {
            tester.pass(1);
        }
        HandChunk heartbeat = tester.out(HandChunk.HEARTBEAT);
        tester.pass(900);
        answer(tester, Tester.PEER, heartbeat);
        tester.say("?");
        tester.drain();
        // 0.9 + 4 * 0.45 = 2.7 s.
        tester.pass(2695);
        tester.nothing();
        tester.pass(10);
        tester.out(HandChunk.DATA);
    }

    @Test
    void heartbeatAckThatIsNotTheAnswerIsDropped() {
        var tester = single(settings().pathMaxRetrans(0).build());
        while (tester.sent.isEmpty()) {
            tester.pass(10);
        }
        HandChunk heartbeat = tester.out(HandChunk.HEARTBEAT);
        byte[] forged = heartbeat.value();
        forged[forged.length - 1] ^= 1;
        tester.in(HandChunk.of(HandChunk.HEARTBEAT_ACK, 0, forged));
        tester.in(HandChunk.of(HandChunk.HEARTBEAT_ACK, 0, HandChunk.item(1)));
        tester.in(HandChunk.of(HandChunk.HEARTBEAT_ACK));
        tester.nothing();
        tester.pass(1000);
        assertThat(tester.events).endsWith(unreachable(Tester.PEER));
    }

    @Test
    void pathIsUnreachableAfterMoreThanPathMaxRetransHeartbeatsAndReachableByAnAnswer() {
        var tester = single(settings().pathMaxRetrans(3).associationMaxRetrans(10).build());
        int heartbeats = 0;
        HandChunk last = HandChunk.of(HandChunk.HEARTBEAT);
        while (!tester.happened(AssociationEvent.PathUnreachable.class::isInstance)) {
            tester.pass(10);
            for (HandPacket packet : tester.drain()) {
                last = packet.chunk(HandChunk.HEARTBEAT);
                heartbeats++;
            }
        }
        assertThat(heartbeats).isEqualTo(4);
        while (tester.sent.isEmpty()) {
            tester.pass(10);
        }
        answer(tester, Tester.PEER, last);
        assertThat(tester.events).as("an old answer").endsWith(unreachable(Tester.PEER));
        answer(tester, Tester.PEER, tester.out(HandChunk.HEARTBEAT));
        assertThat(tester.events).endsWith(reachable(Tester.PEER));
    }

    @Test
    void associationIsLostAfterMoreThanAssociationMaxRetransHeartbeats() {
        var tester = single(settings().associationMaxRetrans(4).build());
        tester.pass(3_600_000);
        assertThat(tester.drain()).hasSize(5);
        assertThat(tester.events.getLast()).isInstanceOf(AssociationEvent.Lost.class);
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void anAcknowledgementBeginsTheCountAnew() {
        var tester =
                single(
                        settings()
                                .heartbeatInterval(Duration.ZERO)
                                .associationMaxRetrans(2)
                                .pathMaxRetrans(2)
                                .build());
        for (int n = 0; n < 5; n++) {
            tester.say("again");
            tester.drain();
            while (tester.sent.isEmpty()) {
                tester.pass(10);
            }
            assertThat(tester.drainData()).as("message %d", n).hasSize(1);
            tester.acknowledge(tester.theirTsn + n);
        }
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        tester.say("nobody");
        tester.pass(600_000);
        assertThat(tester.events.getLast()).isInstanceOf(AssociationEvent.Lost.class);
    }

    @Test
    void retransmissionsCountTheSameAsHeartbeats() {
        var tester =
                single(
                        settings()
                                .heartbeatInterval(Duration.ZERO)
                                .pathMaxRetrans(2)
                                .associationMaxRetrans(5)
                                .build());
        tester.say("anyone?");
        tester.pass(6999);
        assertThat(tester.events).hasSize(1);
        tester.pass(1);
        assertThat(tester.events).endsWith(unreachable(Tester.PEER));
        // 1 + 2 + 4 + 8 + 16 + 32 s
        tester.pass(63_000 - 7000 - 1);
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        tester.pass(1);
        assertThat(tester.events.getLast()).isInstanceOf(AssociationEvent.Lost.class);
    }

    // ---- several addresses ----

    @Test
    void addressesAreListedInInitAndInitAckWhereThereAreSeveral() {
        for (boolean connects : new boolean[] {true, false}) {
            var tester = new Tester();
            tester.localAddresses =
                    List.of(SimulatedNetwork.ip("10.0.1.1"), SimulatedNetwork.ip("10.0.2.1"));
            HandChunk chunk;
            if (connects) {
                tester.connect();
                chunk = tester.out(HandChunk.INIT, 0);
            } else {
                chunk = tester.listen().initiate();
            }
            List<byte[]> listed =
                    chunk.parameters().stream()
                            .filter(it -> it.code() == 5)
                            .map(HandChunk.Item::value)
                            .toList();
            assertThat(listed).containsExactly(new byte[] {10, 0, 1, 1}, new byte[] {10, 0, 2, 1});
        }
    }

    @Test
    void addressThatIsListedGetsAHeartbeatAtOnceAndNoDataBeforeItAnswers() {
        var tester = two(settings().build());
        tester.pass(1);
        Tester.Sent heartbeat = tester.outSent();
        assertThat(heartbeat.packet().types()).containsExactly(HandChunk.HEARTBEAT);
        assertThat(heartbeat.to()).isEqualTo(SECOND);
        tester.nothing();
        tester.say("primary only");
        tester.pass(3000);
        for (Tester.Sent sent : tester.sent) {
            if (sent.packet().types().contains(HandChunk.DATA)) {
                assertThat(sent.to()).isEqualTo(Tester.PEER);
            }
        }
    }

    @Test
    void addressNotConfirmedIsNotHeldAgainstTheAssociation() {
        var tester = two(settings().associationMaxRetrans(3).build());
        for (int i = 0; i < 2000; i++) {
            tester.pass(500);
            for (Tester.Sent sent : List.copyOf(tester.sent)) {
                if (sent.to().equals(Tester.PEER)) {
                    answer(tester, Tester.PEER, sent.packet().chunk(HandChunk.HEARTBEAT));
                }
            }
            tester.sent.clear();
        }
        assertThat(tester.events).containsExactly(new AssociationEvent.Up(10, 10));
    }

    @Test
    void addressWithoutASocketIsNotTaken() {
        var tester = new Tester();
        byte[] six = HandChunk.item(6, ByteBuffer.allocate(16).put(15, (byte) 9).array());
        tester.up(six);
        assertThat(tester.association().addresses()).isEqualTo(1);
    }

    @Test
    void dataGoesToThePrimaryAndIsRepeatedToAnother() {
        var tester = confirmed(settings().build());
        tester.say("primary first");
        assertThat(tester.outSent().to()).isEqualTo(Tester.PEER);
        tester.pass(1000);
        Tester.Sent again = tester.outSent();
        assertThat(again.packet().types()).containsExactly(HandChunk.DATA);
        assertThat(again.to()).isEqualTo(SECOND);
        assertThat(again.socket()).isEqualTo(1);
        tester.acknowledge(tester.theirTsn);
        tester.say("and back");
        assertThat(tester.outSent().to()).isEqualTo(Tester.PEER);
    }

    @Test
    void newDataGoesToAnotherPathWhileThePrimaryIsUnreachableAndBackOnceItAnswers() {
        var tester = confirmed(settings().pathMaxRetrans(1).build());
        int n = 0;
        while (!tester.events.contains(unreachable(Tester.PEER))) {
            tester.say("?");
            tester.drain();
            for (int i = 0; i < 100 && tester.sent.isEmpty(); i++) {
                tester.pass(100);
            }
            tester.drain();
            tester.in(SECOND, tester.theirTag, HandChunk.sack(tester.theirTsn + n++, 100_000));
            // The acknowledgement of what was repeated elsewhere says nothing of the primary.
            assertThat(n).isLessThan(5);
        }
        tester.say("over here");
        assertThat(tester.outSent().to()).isEqualTo(SECOND);
        tester.in(SECOND, tester.theirTag, HandChunk.sack(tester.theirTsn + n++, 100_000));
        Tester.Sent heartbeat = null;
        for (int i = 0; i < 2000 && heartbeat == null; i++) {
            tester.pass(50);
            while (!tester.sent.isEmpty()) {
                Tester.Sent sent = tester.outSent();
                if (sent.to().equals(Tester.PEER)) {
                    heartbeat = sent;
                } else {
                    answer(tester, SECOND, sent.packet().chunk(HandChunk.HEARTBEAT));
                }
            }
        }
        assertThat(heartbeat).isNotNull();
        answer(tester, Tester.PEER, heartbeat.packet().chunk(HandChunk.HEARTBEAT));
        assertThat(tester.events).endsWith(reachable(Tester.PEER));
        tester.say("back again");
        assertThat(tester.outSent().to()).isEqualTo(Tester.PEER);
    }

    @Test
    void sackGoesToTheAddressTheDataCameFrom() {
        var tester = confirmed(settings().build());
        tester.in(SECOND, tester.theirTag, HandChunk.data(Tester.TSN, 0, 0, "a"));
        tester.in(SECOND, tester.theirTag, HandChunk.data(Tester.TSN + 1, 0, 1, "b"));
        Tester.Sent sack = tester.outSent();
        assertThat(sack.packet().types()).containsExactly(HandChunk.SACK);
        assertThat(sack.to()).isEqualTo(SECOND);
    }

    @Test
    void shutdownIsRepeatedToAnotherAddress() {
        var tester = confirmed(settings().build());
        tester.shutdown();
        List<InetSocketAddress> to = new ArrayList<>();
        tester.pass(3000);
        tester.sent.stream()
                .filter(it -> it.packet().types().contains(HandChunk.SHUTDOWN))
                .forEach(it -> to.add(it.to()));
        assertThat(to).contains(Tester.PEER, SECOND);
    }

    @Test
    void cookieEchoFromAnotherListedAddressMakesTheAssociation() {
        var tester = new Tester().listen();
        tester.initiate(address(Tester.PEER), address(SECOND));
        tester.in(SECOND, tester.theirTag, tester.cookieEcho());
        Tester.Sent ack = tester.outSent();
        assertThat(ack.packet().types().getFirst()).isEqualTo(HandChunk.COOKIE_ACK);
        assertThat(ack.to()).isEqualTo(SECOND);
        assertThat(tester.association().addresses()).isEqualTo(2);
    }

    @Test
    void addressListedTwiceOrTheSourceItselfIsOnePath() {
        var tester = new Tester();
        tester.up(address(Tester.PEER), address(SECOND), address(SECOND), address(Tester.PEER));
        assertThat(tester.association().addresses()).isEqualTo(2);
    }

    @Test
    void hundredsOfListedAddressesAreNotAllTaken() {
        var tester = new Tester().listen();
        byte[][] many = new byte[150][];
        for (int i = 0; i < many.length; i++) {
            many[i] = address(Tester.at("10.0.1." + (i + 3)));
        }
        tester.initiate(many);
        tester.in(tester.cookieEcho());
        tester.drain();
        assertThat(tester.association().addresses()).isLessThanOrEqualTo(9);
    }
}

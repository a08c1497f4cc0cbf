package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Hosts with an address in each of two or three networks, one of which dies and comes back (RFC 9260 §5.4, §6.4, §8.2).
@Tag("T-03")
class MultihomingTest {
    private static final SctpSettings SETTINGS =
            SctpSettings.builder()
                    .heartbeatInterval(Duration.ofSeconds(2))
                    .rto(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(4))
                    .pathMaxRetrans(2)
                    .associationMaxRetrans(20)
                    .build();

    private SimulatedNetwork net = new SimulatedNetwork(5);
    private SimulatedNetwork.Host a = host(net, 1);
    private SimulatedNetwork.Host b = host(net, 2);

    private static SimulatedNetwork.Host host(SimulatedNetwork net, int number) {
        return net.host(List.of("10.0.1." + number, "10.0.2." + number), 9899, SETTINGS);
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(SimulatedNetwork.ip(address), 36412);
    }

    private SimulatedNetwork.Side up() {
        b.listen(36412);
        var side = a.connect(40000, b, 36412);
        net.runSeconds(3);
        return side;
    }

    private static void send(SimulatedNetwork.Side side, int count) {
        for (int i = 0; i < count; i++) {
            ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer().writeInt(i).writeZero(996);
            assertThat(side.send(new SctpMessage(0, 18, payload))).isTrue();
        }
        side.require().flush();
    }

    private static List<Integer> numbers(SimulatedNetwork.Side side) {
        return side.messages.stream().map(m -> m.payload().getInt(0)).toList();
    }

    @Test
    void listedAddressesAreConfirmedByHeartbeatsOnBothSides() {
        var side = up();
        assertThat(side.events)
                .containsExactly(
                        new AssociationEvent.Up(16, 16),
                        new AssociationEvent.PathConfirmed(peer("10.0.2.2")));
        assertThat(b.accepted.getLast().events)
                .contains(
                        new AssociationEvent.PathConfirmed(
                                new InetSocketAddress(SimulatedNetwork.ip("10.0.2.1"), 40000)));
    }

    @Test
    void addressThatNeverAnswersIsNeitherUsedNorHeldAgainstTheAssociation() {
        net.cut("10.0.2.2", true);
        var side = up();
        net.runSeconds(600);
        send(side, 100);
        net.runSeconds(5);
        assertThat(side.events).containsExactly(new AssociationEvent.Up(16, 16));
        assertThat(numbers(b.accepted.getLast())).hasSize(100);
    }

    @Test
    void trafficGoesOverToAnotherPathWhenOneDiesAndBackWhenItLives() {
        var side = up();
        net.cut("10.0.1.2", true);
        send(side, 500);
        net.runSeconds(60);
        assertThat(numbers(b.accepted.getLast())).hasSize(500).isSorted();
        assertThat(side.events).contains(new AssociationEvent.PathUnreachable(peer("10.0.1.2")));
        net.cut("10.0.1.2", false);
        net.runSeconds(20);
        assertThat(side.events).endsWith(new AssociationEvent.PathReachable(peer("10.0.1.2")));
        net.cut("10.0.2.2", true);
        send(side, 500);
        net.runSeconds(5);
        assertThat(numbers(b.accepted.getLast())).hasSize(1000);
    }

    @Test
    void shutdownFindsItsWayRoundADeadPath() {
        var side = up();
        net.cut("10.0.1.2", true);
        side.require().shutdown();
        side.require().flush();
        net.runSeconds(30);
        assertThat(side.events).endsWith(new AssociationEvent.Closed());
        assertThat(b.accepted.getLast().events).endsWith(new AssociationEvent.Closed());
    }

    @Test
    void associationIsLostOnceAllPathsAre() {
        var side = up();
        net.cut("10.0.1.2", true);
        net.cut("10.0.2.2", true);
        send(side, 10);
        net.runSeconds(200);
        assertThat(side.events)
                .contains(
                        new AssociationEvent.PathUnreachable(peer("10.0.1.2")),
                        new AssociationEvent.PathUnreachable(peer("10.0.2.2")));
        assertThat(side.events.getLast()).isInstanceOf(AssociationEvent.Lost.class);
    }

    @Test
    void restartThatBringsANewAddressIsRefused() {
        up();
        var server = b.accepted.getLast();
        var thief = net.host(List.of("10.0.1.1", "10.0.3.9"), 9899, SETTINGS);
        var side = thief.connect(40000, b, 36412);
        net.runSeconds(1);
        assertThat(side.failure).contains("Restart with New Addresses");
        assertThat(server.events).noneMatch(AssociationEvent.Restarted.class::isInstance);
    }

    @Test
    void restartFromTheSameAddressesIsTaken() {
        up();
        a.crash();
        var again = a.connect(40000, b, 36412);
        net.runSeconds(3);
        assertThat(again.events).contains(new AssociationEvent.Up(16, 16));
        assertThat(b.accepted.getLast().events).contains(new AssociationEvent.Restarted(0));
        net.cut("10.0.1.2", true);
        send(again, 50);
        net.runSeconds(30);
        assertThat(numbers(b.accepted.getLast())).hasSize(50);
    }

    @Test
    void pathsThatDieAtRandomLoseAndDoubleNothing() {
        for (long seed = 0; seed < 200; seed++) {
            net = new SimulatedNetwork(seed);
            net.loss = 0.05;
            net.jitterNanos = 3_000_000;
            a = host(net, 1);
            b = host(net, 2);
            var side = up();
            var chance = new Random(seed);
            int sent = 0;
            while (sent < 600) {
                for (int burst = 1 + chance.nextInt(40); burst > 0 && sent < 600; burst--) {
                    ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer().writeInt(sent);
                    payload.writeZero(chance.nextInt(3000));
                    if (!side.send(new SctpMessage(0, 18, payload))) {
                        break;
                    }
                    sent++;
                }
                side.require().flush();
                // One of the two networks at most is dead at a time.
                String dead = "10.0." + (1 + chance.nextInt(2)) + ".2";
                net.cut("10.0.1.2", false);
                net.cut("10.0.2.2", false);
                net.cut(dead, chance.nextBoolean());
                net.runUntil(net.now() + (long) (chance.nextDouble() * 3e9));
            }
            net.cut("10.0.1.2", false);
            net.cut("10.0.2.2", false);
            net.runSeconds(100);
            var there = b.accepted.getLast();
            assertThat(numbers(there))
                    .as("seed %d", seed)
                    .hasSize(600)
                    .isSorted()
                    .doesNotHaveDuplicates();
            there.releaseAll();
        }
    }
}

package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Two associations over a network that loses, repeats and reorders, by a seed, on virtual time.
@Tag("T-03")
class LossyNetworkTest {
    private static final SctpSettings SETTINGS =
            SctpSettings.builder()
                    .streams(5, 7)
                    .sendBufferOctets(60_000)
                    .receiveBufferOctets(40_000)
                    .maxMessageOctets(30_000)
                    .maxInitRetransmits(40)
                    .associationMaxRetrans(40)
                    .pathMaxRetrans(40)
                    .build();

    @Test
    void thousandsOfMessagesArriveInOrderExactlyOnce() {
        for (long seed = 0; seed < 8; seed++) {
            run(seed, 0.05, 0.05, 20_000_000, 1500);
        }
    }

    @Test
    void thousandsOfSeedsOfLossRepetitionAndReorderingDeliverAll() {
        int ends = 0;
        for (long seed = 1000; seed < 3000; seed++) {
            var chance = new Random(seed);
            ends +=
                    run(
                            seed,
                            0.3 * chance.nextDouble(),
                            0.3 * chance.nextDouble(),
                            (long) (50_000_000 * chance.nextDouble()),
                            40);
        }
        // With three of ten packets lost each way, a shutdown now and then outlasts its guard timer
        // (RFC 9260 §9.2).
        assertThat(ends).isLessThan(10);
    }

    /// @return 1 where all was delivered but the shutdown was given up, else 0
    private static int run(long seed, double loss, double duplication, long jitter, int count) {
        var net = new SimulatedNetwork(seed);
        net.loss = loss;
        net.duplication = duplication;
        net.jitterNanos = jitter;
        var server = net.host("10.0.0.1", 9899, SETTINGS);
        var client = net.host("10.0.0.2", 9899, SETTINGS);
        server.listen(36412);
        var here = client.connect(0, server, 36412);
        while (here.events.isEmpty()) {
            assertThat(here.failure).as("seed %d", seed).isNull();
            net.runSeconds(1);
        }
        var there = server.accepted.getLast();
        int[] next = new int[2];
        pump(here, net, next, 0, count, seed);
        pump(there, net, next, 1, count, seed);
        for (int s = 0; s < 100_000 && (done(here) < count || done(there) < count); s++) {
            net.runSeconds(1);
        }
        check(here, count, seed);
        check(there, count, seed);
        here.require().shutdown();
        here.require().flush();
        for (int s = 0; s < 10_000 && !(ended(here) && ended(there)); s++) {
            net.runSeconds(1);
        }
        boolean gaveUp =
                here.events
                        .getLast()
                        .equals(new AssociationEvent.Lost("shutdown not done after 300 s"));
        if (!gaveUp) {
            assertThat(here.events.getLast())
                    .as("seed %d", seed)
                    .isInstanceOf(AssociationEvent.Closed.class);
        }
        // The last packet of a shutdown may be lost for good: then only one side knows how it
        // ended.
        assertThat(ended(there)).as("seed %d", seed).isTrue();
        here.releaseAll();
        there.releaseAll();
        assertThat(client.endpoint.associations()).isZero();
        assertThat(server.endpoint.associations()).isZero();
        return gaveUp ? 1 : 0;
    }

    private static int done(SimulatedNetwork.Side side) {
        return side.messages.size();
    }

    private static boolean ended(SimulatedNetwork.Side side) {
        return side.require().isClosed();
    }

    private static void pump(
            SimulatedNetwork.Side side,
            SimulatedNetwork net,
            int[] next,
            int who,
            int count,
            long seed) {
        var sizes = new Random(seed + who);
        int[] sequence = new int[5];
        side.whenFreed =
                () -> {
                    while (next[who] < count && side.require().canSend()) {
                        int stream = sizes.nextInt(5);
                        int size =
                                8
                                        + (sizes.nextInt(20) == 0
                                                ? sizes.nextInt(20_000)
                                                : sizes.nextInt(300));
                        boolean unordered = sizes.nextInt(10) == 0;
                        ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer(size);
                        payload.writeInt(next[who]).writeInt(unordered ? -1 : sequence[stream]++);
                        while (payload.readableBytes() < size) {
                            payload.writeByte(payload.readableBytes() + next[who]);
                        }
                        side.require()
                                .send(new SctpMessage(stream, 18 + stream, unordered, payload));
                        next[who]++;
                    }
                    side.require().flush();
                };
        net.at(net.now(), side.whenFreed);
    }

    private static void check(SimulatedNetwork.Side side, int count, long seed) {
        Map<Integer, List<Integer>> sequences = new HashMap<>();
        boolean[] seen = new boolean[count];
        for (SctpMessage message : side.messages) {
            ByteBuf payload = message.payload();
            int number = payload.getInt(0);
            assertThat(seen[number]).as("seed %d: message %d once", seed, number).isFalse();
            seen[number] = true;
            assertThat(message.payloadProtocolId()).isEqualTo(18 + message.streamId());
            if (!message.unordered()) {
                sequences
                        .computeIfAbsent(message.streamId(), _ -> new ArrayList<>())
                        .add(payload.getInt(4));
            }
            for (int i = 8; i < payload.readableBytes(); i++) {
                if (payload.getByte(i) != (byte) (i + number)) {
                    throw new AssertionError(
                            "seed " + seed + ": message " + number + " altered at " + i);
                }
            }
        }
        assertThat(side.messages).as("seed %d", seed).hasSize(count);
        for (List<Integer> sequence : sequences.values()) {
            for (int i = 0; i < sequence.size(); i++) {
                assertThat(sequence.get(i)).as("seed %d: order", seed).isEqualTo(i);
            }
        }
    }
}

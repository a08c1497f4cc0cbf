package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Many associations among hosts of two addresses each, for hours of virtual time: loss, repetition, reordering, corruption, dead
/// networks, silent and crashing hosts, slow readers, shutdowns and aborts, by a seed. What arrives is in the order of its stream,
/// once and unaltered; an association that closes in good order has lost nothing; in the end nothing is left.
@Tag("T-03")
class RandomScheduleTest {
    private static final int HOSTS = 5;
    private static final int STREAMS = 4;
    private static final int PORT = 36412;
    private static final int SEND_BUFFER = 60_000;
    private static final int RECEIVE_BUFFER = 50_000;
    private static final int MAX_MESSAGE = 20_000;

    private static final SctpSettings SETTINGS =
            SctpSettings.builder()
                    .streams(STREAMS, STREAMS)
                    .rto(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(5))
                    .sackDelay(Duration.ofMillis(100))
                    .heartbeatInterval(Duration.ofSeconds(5))
                    .pathMaxRetrans(3)
                    .associationMaxRetrans(8)
                    .sendBufferOctets(SEND_BUFFER)
                    .receiveBufferOctets(RECEIVE_BUFFER)
                    .maxMessageOctets(MAX_MESSAGE)
                    .build();

    @Test
    void tenMinutesOfFaults() {
        for (long seed = 1; seed <= 4; seed++) {
            Counts counts = new Schedule(seed, 12).run(600);
            assertThat(counts.messages()).as("seed %d: %s", seed, counts).isGreaterThan(10_000);
            assertThat(counts.closed()).as("seed %d: %s", seed, counts).isPositive();
            assertThat(counts.lost()).as("seed %d: %s", seed, counts).isPositive();
        }
    }

    @Test
    @Tag("long")
    void hoursOfFaults() {
        for (long seed = 1000; seed < 1012; seed++) {
            Counts counts = new Schedule(seed, 24).run(2 * 3600);
            System.out.println("seed " + seed + ": " + counts);
            assertThat(counts.restarted()).as("seed %d: %s", seed, counts).isPositive();
        }
    }

    /// What a schedule came to.
    private record Counts(
            long messages, int closed, int lost, int restarted, int failed, int packets) {}

    /// One end of an association that talks and listens.
    private static final class Talker {
        final SimulatedNetwork.Host host;
        final SimulatedNetwork.Side side;
        final int id;

        /// Begins anew where the peer restarts: what was not acknowledged then is gone.
        int generation;

        int sent;
        final int[] nextSequence = new int[STREAMS];
        final Map<Integer, BitSet> arrived = new HashMap<>();
        final Map<Integer, int[]> expected = new HashMap<>();
        int eventsSeen;
        int checked;
        boolean ended;

        Talker(SimulatedNetwork.Host host, SimulatedNetwork.Side side, int id) {
            this.host = host;
            this.side = side;
            this.id = id;
        }
    }

    private static final class Schedule {
        private final long seed;
        private final int associations;
        private final Random random;
        private final SimulatedNetwork net;
        private final List<SimulatedNetwork.Host> hosts = new ArrayList<>();
        private final List<Talker> talkers = new ArrayList<>();
        private final Map<Integer, Talker> byId = new HashMap<>();
        private double corruption;
        private int ids;
        private long delivered;
        private int closed;
        private int lost;
        private int restarted;
        private int failed;

        Schedule(long seed, int associations) {
            this.seed = seed;
            this.associations = associations;
            this.random = new Random(seed);
            this.net = new SimulatedNetwork(seed);
            for (int i = 1; i <= HOSTS; i++) {
                var host = net.host(List.of("10.0.1." + i, "10.0.2." + i), 9899, SETTINGS);
                host.listen(PORT);
                hosts.add(host);
            }
            net.tap =
                    packet -> {
                        if (random.nextDouble() < corruption) {
                            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                                int at = random.nextInt(packet.readableBytes());
                                packet.setByte(at, packet.getByte(at) ^ 1 << random.nextInt(8));
                            }
                        }
                    };
        }

        Counts run(long seconds) {
            long before = held();
            try {
                long end = seconds * 1_000_000_000L;
                while (net.now() < end) {
                    faults();
                    talk();
                    net.runUntil(net.now() + 20_000_000L + random.nextInt(400_000_000));
                    look();
                }
                close();
                assertThat(held()).as("octets not released").isEqualTo(before);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + " at " + net.now() / 1_000_000 + " ms: " + e.getMessage(),
                        e);
            }
            return new Counts(delivered, closed, lost, restarted, failed, net.packets);
        }

        private static long held() {
            var metric = SimulatedNetwork.ALLOCATOR.metric();
            return metric.usedHeapMemory() + metric.usedDirectMemory();
        }

        private boolean chance(int oneIn) {
            return random.nextInt(oneIn) == 0;
        }

        // ---- what goes wrong ----

        private void faults() {
            if (chance(20)) {
                boolean bad = chance(4);
                net.loss = bad ? 0.3 * random.nextDouble() : 0.02 * random.nextDouble();
                net.duplication = chance(3) ? 0.2 * random.nextDouble() : 0;
                net.jitterNanos = chance(3) ? random.nextInt(80_000_000) : random.nextInt(100_000);
                corruption = chance(3) ? 0.05 * random.nextDouble() : 0;
            }
            if (chance(60)) {
                String address =
                        "10.0." + (1 + random.nextInt(2)) + "." + (1 + random.nextInt(HOSTS));
                net.cut(address, true);
                net.at(
                        net.now() + (long) (1e9 + 40e9 * random.nextDouble()),
                        () -> net.cut(address, false));
            }
            if (chance(400)) {
                var host = hosts.get(random.nextInt(HOSTS));
                host.hears = false;
                net.at(
                        net.now() + (long) (1e9 + 100e9 * random.nextDouble()),
                        () -> host.hears = true);
            }
            if (chance(400)) {
                crash(hosts.get(random.nextInt(HOSTS)));
            }
        }

        private void crash(SimulatedNetwork.Host host) {
            Endpoint old = host.endpoint;
            host.crash();
            host.listen(PORT);
            look();
            List<Talker> dead =
                    talkers.stream().filter(it -> it.host == host && !it.ended).toList();
            // Frees what the dead endpoint held; what it sends goes nowhere.
            old.abortAll("crashed");
            look();
            // From the same ports to the same peers: restarts, as far as those still know the dead
            // associations.
            for (Talker talker : dead) {
                Association gone = talker.side.require();
                SimulatedNetwork.Host to = hostAt(gone.peerAddress().getAddress());
                if (to != null && gone.peerPort() == PORT && !chance(4)) {
                    connect(host, gone.localPort(), to);
                }
            }
        }

        private SimulatedNetwork.@Nullable Host hostAt(java.net.InetAddress address) {
            for (SimulatedNetwork.Host host : hosts) {
                if (host.udps.stream().anyMatch(it -> it.getAddress().equals(address))) {
                    return host;
                }
            }
            return null;
        }

        // ---- talking ----

        private void connect(SimulatedNetwork.Host from, int port, SimulatedNetwork.Host to) {
            add(from, from.connect(port, to, PORT));
        }

        private void add(SimulatedNetwork.Host host, SimulatedNetwork.Side side) {
            var talker = new Talker(host, side, ids++);
            talkers.add(talker);
            byId.put(talker.id, talker);
        }

        private void talk() {
            while (talkers.size() < associations) {
                int from = random.nextInt(HOSTS);
                int to = (from + 1 + random.nextInt(HOSTS - 1)) % HOSTS;
                connect(hosts.get(from), 0, hosts.get(to));
            }
            for (Talker talker : talkers) {
                if (talker.ended) {
                    continue;
                }
                Association association = talker.side.require();
                if (association.state() == Association.State.ESTABLISHED && chance(3)) {
                    for (int i = random.nextInt(12); i > 0 && association.canSend(); i--) {
                        association.send(message(talker));
                    }
                }
                if (talker.side.reads) {
                    talker.side.reads = !chance(300);
                } else if (chance(20)) {
                    talker.side.readAll();
                }
                if (chance(1500)) {
                    association.shutdown();
                } else if (chance(8000)) {
                    association.abort("enough");
                }
                association.flush();
            }
        }

        /// Id(32) ‖ generation(32) ‖ number(32) ‖ sequence in its stream(32), -1 where unordered ‖ filling.
        private SctpMessage message(Talker talker) {
            int stream = random.nextInt(STREAMS);
            boolean unordered = chance(8);
            int filling = chance(15) ? random.nextInt(MAX_MESSAGE - 16) : random.nextInt(300);
            ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer(16 + filling);
            int number = talker.sent++;
            payload.writeInt(talker.id).writeInt(talker.generation).writeInt(number);
            payload.writeInt(unordered ? -1 : talker.nextSequence[stream]++);
            for (int i = 0; i < filling; i++) {
                payload.writeByte(number + i);
            }
            return new SctpMessage(stream, 18 + stream, unordered, payload);
        }

        // ---- listening ----

        private void look() {
            for (SimulatedNetwork.Host host : hosts) {
                host.accepted.forEach(side -> add(host, side));
                host.accepted.clear();
            }
            talkers.forEach(this::read);
            for (Talker talker : talkers) {
                while (talker.eventsSeen < talker.side.events.size()) {
                    event(talker, talker.side.events.get(talker.eventsSeen++));
                }
                if (talker.side.failure != null && !talker.ended) {
                    talker.ended = true;
                    failed++;
                }
            }
            talkers.removeIf(talker -> talker.ended && talker.side.messages.isEmpty());
            long bound =
                    4_000_000 + 2L * talkers.size() * (SEND_BUFFER + RECEIVE_BUFFER + MAX_MESSAGE);
            assertThat(held()).as("octets held").isLessThan(bound);
        }

        private void read(Talker talker) {
            List<SctpMessage> messages = talker.side.messages;
            while (talker.checked < messages.size()) {
                check(messages.get(talker.checked++));
            }
            if (talker.side.reads || talker.side.require().isClosed()) {
                talker.side.releaseAll();
                talker.checked = 0;
            }
        }

        private void check(SctpMessage message) {
            ByteBuf payload = message.payload();
            Talker sender = byId.get(payload.getInt(0));
            if (sender == null) {
                throw new AssertionError("a message of nobody");
            }
            int generation = payload.getInt(4);
            int number = payload.getInt(8);
            int sequence = payload.getInt(12);
            BitSet arrived = sender.arrived.computeIfAbsent(generation, _ -> new BitSet());
            assertThat(arrived.get(number)).as("message %d twice", number).isFalse();
            arrived.set(number);
            assertThat(message.payloadProtocolId()).isEqualTo(18 + message.streamId());
            assertThat(message.unordered()).isEqualTo(sequence == -1);
            if (sequence != -1) {
                int[] expected = sender.expected.computeIfAbsent(generation, _ -> new int[STREAMS]);
                assertThat(sequence)
                        .as("order on stream %d", message.streamId())
                        .isEqualTo(expected[message.streamId()]++);
            }
            for (int i = 16; i < payload.readableBytes(); i++) {
                if (payload.getByte(i) != (byte) (number + i - 16)) {
                    throw new AssertionError("message " + number + " altered at " + i);
                }
            }
            delivered++;
        }

        private void event(Talker talker, AssociationEvent event) {
            switch (event) {
                case AssociationEvent.Closed() -> {
                    talker.ended = true;
                    closed++;
                    BitSet arrived = talker.arrived.getOrDefault(talker.generation, new BitSet());
                    assertThat(arrived.cardinality())
                            .as("messages delivered of those sent before a shutdown in good order")
                            .isEqualTo(talker.sent);
                }
                case AssociationEvent.Lost(_) -> {
                    talker.ended = true;
                    lost++;
                }
                case AssociationEvent.Restarted(_) -> {
                    restarted++;
                    talker.generation++;
                    talker.sent = 0;
                    java.util.Arrays.fill(talker.nextSequence, 0);
                }
                default -> {}
            }
        }

        // ---- the end ----

        private void close() {
            net.loss = 0;
            net.duplication = 0;
            corruption = 0;
            net.runSeconds(200); // all cuts are over
            for (int round = 0; round < 60 && !talkers.isEmpty(); round++) {
                for (Talker talker : talkers) {
                    if (!talker.ended) {
                        if (!talker.side.reads) {
                            talker.side.readAll();
                        }
                        talker.side.require().shutdown();
                        talker.side.require().flush();
                    }
                }
                net.runSeconds(10);
                look();
            }
            assertThat(talkers).as("associations that do not end").isEmpty();
            for (SimulatedNetwork.Host host : hosts) {
                assertThat(host.endpoint.associations()).isZero();
            }
            net.runSeconds(100);
        }
    }
}

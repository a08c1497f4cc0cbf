package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Real packets of associations of every kind, altered at random and given back under a right checksum, to live associations in the
/// states the packets were made for: nothing throws, nothing is kept for good.
@Tag("T-03")
class MutatedPacketsTest {
    private static final SctpSettings PLAIN =
            SctpSettings.builder()
                    .heartbeatInterval(Duration.ofSeconds(2))
                    .receiveBufferOctets(40_000)
                    .maxMessageOctets(30_000)
                    .build();
    private static final SctpSettings AUTHENTICATED =
            SctpSettings.builder()
                    .heartbeatInterval(Duration.ofSeconds(2))
                    .receiveBufferOctets(40_000)
                    .maxMessageOctets(30_000)
                    .authenticatedChunks(Set.of(0, 3, 4, 7))
                    .build();

    @Test
    void aFifthOfAMillionAlteredPacketsHarmNobody() {
        run(1, 200_000);
    }

    @Test
    @Tag("long")
    void twentyMillionAlteredPacketsHarmNobody() {
        for (long seed = 100; seed < 140; seed++) {
            run(seed, 500_000);
        }
    }

    private static void run(long seed, int mutations) {
        var random = new Random(seed);
        int done = 0;
        for (int round = 0; done < mutations; round++) {
            long here = seed * 1_000_000 + round;
            try {
                done += association(here, random, 400);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + here + " of run " + seed, e);
            }
        }
    }

    /// Sets an association up, lets it live and end; on the way altered copies of its packets are given to both ends.
    private static int association(long seed, Random random, int mutations) {
        long heldBefore = held();
        var net = new SimulatedNetwork(seed);
        net.loss = 0.02;
        net.jitterNanos = 2_000_000;
        SctpSettings settings = random.nextInt(4) == 0 ? AUTHENTICATED : PLAIN;
        boolean several = random.nextBoolean();
        var a = net.host(addresses(1, several), 9899, settings);
        var b = net.host(addresses(2, several), 9899, settings);
        b.listen(36412);
        a.listen(36412);
        List<byte[]> recorded = new ArrayList<>();
        net.tap = packet -> recorded.add(ByteBufUtil.getBytes(packet));
        var side = a.connect(40000, b, 36412);
        int[] given = {0};
        for (int step = 0; step < 40; step++) {
            if (side.require().canSend()) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    send(side, random);
                }
                side.require().flush();
            }
            if (!b.accepted.isEmpty() && b.accepted.getLast().require().canSend()) {
                send(b.accepted.getLast(), random);
                b.accepted.getLast().require().flush();
            }
            net.runUntil(net.now() + random.nextInt(300_000_000));
            for (int i = 0; i < mutations / 40 && !recorded.isEmpty(); i++) {
                // Mostly the latest: their tags and TSNs are of now.
                int back = Math.min(recorded.size(), 1 + random.nextInt(12));
                byte[] original = recorded.get(recorded.size() - back);
                boolean toListener = ByteBuffer.wrap(original).getShort(2) == (short) 36412;
                byte[] packet = altered(original, random);
                var host = toListener ? b : a;
                var from = (host == a ? b : a).udps.getFirst();
                ByteBuf in =
                        SimulatedNetwork.ALLOCATOR
                                .heapBuffer(Math.max(1, packet.length))
                                .writeBytes(packet);
                host.endpoint.receive(0, in, from);
                host.endpoint.flush();
                in.release();
                given[0]++;
            }
            while (recorded.size() > 64) {
                recorded.removeFirst();
            }
            if (step == 34) {
                side.require().shutdown();
                side.require().flush();
            }
            if (side.require().isClosed() && step < 30) {
                side.releaseAll();
                side = a.connect(40000 + step, b, 36412);
            }
        }
        a.endpoint.abortAll("end");
        b.endpoint.abortAll("end");
        net.tap = _ -> {};
        net.runSeconds(2);
        assertThat(a.endpoint.associations()).isZero();
        assertThat(b.endpoint.associations()).isZero();
        side.releaseAll();
        a.accepted.forEach(SimulatedNetwork.Side::releaseAll);
        b.accepted.forEach(SimulatedNetwork.Side::releaseAll);
        assertThat(held()).as("octets not released").isEqualTo(heldBefore);
        return given[0];
    }

    private static long held() {
        var metric = SimulatedNetwork.ALLOCATOR.metric();
        return metric.usedHeapMemory() + metric.usedDirectMemory();
    }

    private static List<String> addresses(int number, boolean several) {
        return several
                ? List.of("10.0.1." + number, "10.0.2." + number)
                : List.of("10.0.1." + number);
    }

    private static void send(SimulatedNetwork.Side side, Random random) {
        int size = random.nextInt(6) == 0 ? 1 + random.nextInt(8000) : 1 + random.nextInt(200);
        ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer(size).writeZero(size);
        // An altered INIT may have left few streams.
        int stream = random.nextInt(Math.min(4, side.require().outStreams()));
        side.send(new SctpMessage(stream, 18, random.nextInt(5) == 0, payload));
    }

    /// Interesting values of 8, 16 and 32 bits.
    private static final int[] EDGES = {
        0,
        1,
        2,
        3,
        4,
        5,
        7,
        8,
        12,
        16,
        20,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x7FFFFFFF,
        0x80000000,
        -1,
        -2,
        -4
    };

    private static byte[] altered(byte[] original, Random random) {
        byte[] packet = original.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            if (packet.length < 16) {
                break;
            }
            // Behind the tag, for else it is only a wrong tag.
            int at =
                    random.nextInt(20) == 0
                            ? random.nextInt(12)
                            : 12
                                    + random.nextInt(
                                            Math.min(
                                                    packet.length - 12,
                                                    random.nextBoolean() ? 40 : 2000));
            switch (random.nextInt(9)) {
                case 0 -> packet[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> packet[at] = (byte) random.nextInt();
                case 2 -> packet[at] = (byte) EDGES[random.nextInt(EDGES.length)];
                case 3 -> {
                    int even = at & ~1;
                    int edge = EDGES[random.nextInt(EDGES.length)];
                    ByteBuffer.wrap(packet)
                            .putShort(Math.min(even, packet.length - 2), (short) edge);
                }
                case 4 -> {
                    int word = Math.min(at & ~3, packet.length - 4);
                    ByteBuffer bytes = ByteBuffer.wrap(packet);
                    int edge = EDGES[random.nextInt(EDGES.length)];
                    bytes.putInt(word, random.nextBoolean() ? edge : bytes.getInt(word) + edge);
                }
                case 5 -> packet = Arrays.copyOf(packet, at);
                case 6 -> { // a piece twice
                    int length = Math.min(random.nextInt(64), packet.length - at);
                    byte[] longer = Arrays.copyOf(packet, packet.length + length);
                    System.arraycopy(packet, at, longer, at + length, packet.length - at);
                    packet = longer;
                }
                case 7 -> { // a piece less
                    int length = Math.min(random.nextInt(16), packet.length - at);
                    byte[] shorter = Arrays.copyOf(packet, packet.length - length);
                    System.arraycopy(packet, at + length, shorter, at, packet.length - at - length);
                    packet = shorter;
                }
                default -> packet[12] = (byte) random.nextInt(random.nextBoolean() ? 16 : 256);
            }
        }
        return packet.length < 12 ? packet : HandPacket.seal(packet);
    }
}

package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Packets of an attacker: what they cost is bounded, and they end nothing but their own association.
@Tag("T-03")
class AttackConformanceTest {
    private static final int BUFFER = 64 * 1024;
    private static final int MESSAGE = 32 * 1024;

    private static SctpSettings small() {
        return SctpSettings.builder().receiveBufferOctets(BUFFER).maxMessageOctets(MESSAGE).build();
    }

    private static HandChunk fragment(int flags, int n, int octets) {
        return HandChunk.data(flags, Tester.TSN + n, 0, 0, new byte[octets]);
    }

    @Test
    void floodOfInitsFromManyAddressesLeavesNoState() {
        var tester = new Tester().listen();
        long answered = 0;
        long octets = 0;
        for (int i = 0; i < 20_000; i++) {
            tester.in(
                    Tester.at("10.0." + i % 250 + "." + (i / 250 + 1)),
                    0,
                    HandChunk.init(HandChunk.INIT, i + 1, 5000, 10, 10, i));
            for (HandPacket packet : tester.drain()) {
                answered++;
                octets += packet.octets().length;
            }
        }
        assertThat(answered).isEqualTo(20_000);
        assertThat(octets / answered).as("an answer is not many times an INIT").isLessThan(250);
        assertThat(tester.endpoint.associations()).isZero();
        assertThat(tester.heldOctets()).isZero();
    }

    @Test
    void floodOfForgedCookiesLeavesNoState() {
        var tester = new Tester().listen();
        tester.initiate();
        byte[] cookie = tester.cookie();
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] forged = cookie.clone();
            forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(8));
            tester.in(HandChunk.of(HandChunk.COOKIE_ECHO, 0, forged));
        }
        tester.nothing();
        assertThat(tester.endpoint.associations()).isZero();
        assertThat(tester.heldOctets()).isZero();
    }

    @Test
    void cookieUsedOverAndOverMakesOneAssociation() {
        var tester = new Tester().up();
        for (int i = 0; i < 1000; i++) {
            tester.in(tester.cookieEcho());
        }
        tester.drain();
        assertThat(tester.endpoint.associations()).isEqualTo(1);
        assertThat(tester.events).hasSize(1);
    }

    @Test
    void hundredsOfThousandsOfForgedTagsEndNothing() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        var random = new Random(2);
        HandChunk[] attacks = {
            HandChunk.of(HandChunk.ABORT),
            HandChunk.of(HandChunk.ABORT, HandChunk.T_BIT),
            HandChunk.shutdown(tester.theirTsn - 1),
            HandChunk.of(HandChunk.SHUTDOWN_ACK),
            HandChunk.of(HandChunk.SHUTDOWN_COMPLETE, HandChunk.T_BIT),
            HandChunk.data(Tester.TSN, 0, 0, "forged"),
            HandChunk.sack(tester.theirTsn + 100, 0)
        };
        for (int i = 0; i < 100_000; i++) {
            int tag = random.nextInt();
            if (tag != tester.theirTag && tag != Tester.TAG) {
                tester.in(tag, attacks[i % attacks.length]);
            }
        }
        tester.nothing();
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        assertThat(tester.messages).isEmpty();
    }

    @Test
    void fragmentsThatNeverEndAreHeldWithinTheReceiveBuffer() {
        for (boolean begin : new boolean[] {true, false}) {
            for (int octets : new int[] {1, 10, 100, 1400}) {
                for (int step : new int[] {1, 2, 5}) {
                    var tester = Tester.in(Association.State.ESTABLISHED, small());
                    long most = 0;
                    for (int n = begin ? 0 : 1; n < 40_000; n += step) {
                        tester.in(fragment(begin && n == 0 ? HandChunk.FIRST : 0, n, octets));
                        tester.sent.clear();
                        most = Math.max(most, tester.heldOctets());
                        if (tester.state() == Association.State.CLOSED) {
                            break;
                        }
                    }
                    assertThat(most)
                            .as("%d octets, every %d", octets, step)
                            .isLessThanOrEqualTo(BUFFER + MESSAGE + 3000);
                    if (tester.state() != Association.State.CLOSED) {
                        tester.association().abort("end");
                    }
                    assertThat(tester.heldOctets()).isZero();
                }
            }
        }
    }

    @Test
    void messagesThatWaitForAnEarlierOneAreHeldWithinTheReceiveBuffer() {
        var tester = Tester.in(Association.State.ESTABLISHED, small());
        long most = 0;
        for (int n = 1; n < 30_000; n++) {
            tester.in(HandChunk.data(HandChunk.WHOLE, Tester.TSN + n, 0, n, new byte[1]));
            tester.sent.clear();
            most = Math.max(most, tester.heldOctets());
        }
        assertThat(most).isLessThanOrEqualTo(BUFFER + MESSAGE + 3000);
    }

    @Test
    void messagesThatAreNotReadAreHeldWithinTheReceiveBuffer() {
        var tester = Tester.in(Association.State.ESTABLISHED, small());
        tester.reads = false;
        for (int n = 0; n < 5000; n++) {
            tester.in(HandChunk.data(HandChunk.WHOLE, Tester.TSN + n, 0, n, new byte[100]));
            tester.sent.clear();
        }
        assertThat(tester.heldOctets()).isLessThanOrEqualTo(BUFFER + 3000);
    }

    @Test
    void messageLargerThanAllowedEndsTheAssociation() {
        var tester = Tester.in(Association.State.ESTABLISHED, small());
        int n = 0;
        while (tester.state() == Association.State.ESTABLISHED && n < 100) {
            tester.in(fragment(n == 0 ? HandChunk.FIRST : n == 30 ? HandChunk.LAST : 0, n, 1400));
            n++;
        }
        assertThat(n).isLessThanOrEqualTo(60);
        assertThat(tester.messages).isEmpty();
        assertThat(tester.drain().getLast().types()).contains(HandChunk.ABORT);
        assertThat(tester.heldOctets()).isZero();
    }

    @Test
    void tinyFragmentsFromTheLastToTheFirstCostStepsInProportionToTheirNumber() {
        int count = 10_000;
        var orders = new ArrayList<List<Integer>>();
        List<Integer> descending = new ArrayList<>();
        List<Integer> ascending = new ArrayList<>();
        List<Integer> evenThenOddDown = new ArrayList<>();
        List<Integer> fromTheMiddle = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            ascending.add(n);
            descending.add(count - 1 - n);
            fromTheMiddle.add(count / 2 + ((n & 1) == 0 ? n / 2 : -1 - n / 2));
        }
        for (int n = 0; n < count; n += 2) {
            evenThenOddDown.add(n);
        }
        for (int n = count - 1; n > 0; n -= 2) {
            evenThenOddDown.add(n);
        }
        List<Integer> shuffled = new ArrayList<>(ascending);
        java.util.Collections.shuffle(shuffled, new Random(3));
        orders.addAll(List.of(ascending, descending, evenThenOddDown, fromTheMiddle, shuffled));
        for (List<Integer> order : orders) {
            int[] delivered = {0};
            var inbound =
                    new Inbound(
                            io.netty.buffer.UnpooledByteBufAllocator.DEFAULT,
                            1,
                            1 << 20,
                            message -> {
                                delivered[0] += message.payload().readableBytes();
                                message.release();
                            });
            var received = new ReceivedTsns(Tester.TSN);
            var packet = io.netty.buffer.Unpooled.buffer(32);
            for (int n : order) {
                int flags = n == 0 ? HandChunk.FIRST : n == count - 1 ? HandChunk.LAST : 0;
                HandChunk chunk = fragment(flags, n, 1);
                packet.clear().writeInt(0).writeBytes(chunk.value());
                received.add(Tester.TSN + n);
                assertThat(inbound.add(packet, 0, 17, flags, received)).isNull();
            }
            assertThat(delivered[0]).isEqualTo(count);
            assertThat(inbound.steps()).isLessThan(40L * count);
            packet.release();
        }
    }

    /// A fragment left behind for good would be memory that no window tells of.
    @Test
    void fragmentsThatCanNeverBecomeAMessageEndTheAssociation() {
        int whole = HandChunk.WHOLE;
        int[][] flagsOfTsns = {
            {HandChunk.FIRST, whole},
            {HandChunk.FIRST, HandChunk.FIRST},
            {0},
            {HandChunk.LAST},
            {whole, 0},
            {whole, HandChunk.LAST},
            {HandChunk.FIRST, 0, whole},
            {HandChunk.FIRST, HandChunk.LAST, 0},
            {HandChunk.FIRST, HandChunk.LAST, HandChunk.LAST}
        };
        for (int[] flags : flagsOfTsns) {
            for (boolean backwards : new boolean[] {false, true}) {
                var tester = Tester.in(Association.State.ESTABLISHED);
                for (int i = 0; i < flags.length; i++) {
                    int n = backwards ? flags.length - 1 - i : i;
                    if (tester.state() == Association.State.CLOSED) {
                        break;
                    }
                    // Each whole message is of a stream of its own.
                    tester.in(
                            HandChunk.data(
                                    flags[n],
                                    Tester.TSN + n,
                                    flags[n] == whole ? n + 1 : 0,
                                    0,
                                    new byte[3]));
                }
                assertThat(tester.state())
                        .as("%s %s", java.util.Arrays.toString(flags), backwards)
                        .isEqualTo(Association.State.CLOSED);
                tester.releaseMessages();
                assertThat(tester.heldOctets()).isZero();
            }
        }
    }

    @Test
    void floodOfDuplicatesIsAnsweredInSacksOfBoundedLength() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        HandChunk[] many = new HandChunk[70];
        for (int i = 0; i < many.length; i++) {
            many[i] = fragment(HandChunk.WHOLE, 0, 1);
        }
        for (int i = 0; i < 2000; i++) {
            tester.in(many);
            for (HandPacket packet : tester.drain()) {
                assertThat(packet.octets().length).isLessThanOrEqualTo(1472);
                assertThat(packet.types()).containsExactly(HandChunk.SACK);
            }
        }
        assertThat(tester.messages).hasSize(1);
    }

    @Test
    void manyGapsAreReportedInSacksThatFitAPacket() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        for (int n = 1; n < 3000; n += 2) {
            tester.in(
                    HandChunk.data(
                            HandChunk.WHOLE | HandChunk.UNORDERED,
                            Tester.TSN + n,
                            0,
                            0,
                            new byte[1]));
            HandPacket packet = tester.out();
            assertThat(packet.octets().length).isLessThanOrEqualTo(1472);
            assertThat(packet.chunk(HandChunk.SACK).gaps()).startsWith(2, 2);
        }
    }

    @Test
    void tsnFarAheadIsNotTaken() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        for (int ahead : new int[] {70_000, 1 << 20, 0x7FFFFFFE, 0x7FFFFFFF, 0x80000000}) {
            tester.in(HandChunk.data(Tester.TSN + ahead, 0, 0, "far"));
        }
        assertThat(tester.messages).isEmpty();
        for (HandPacket packet : tester.drain()) {
            assertThat(packet.chunk(HandChunk.SACK).gaps()).isEmpty();
        }
        tester.in(HandChunk.data(Tester.TSN, 0, 0, "near"));
        assertThat(tester.texts()).containsExactly("near");
    }

    @Test
    void hugeAndOverlappingGapListsEndNothingAndLoseNothing() {
        var random = new Random(4);
        for (int round = 0; round < 300; round++) {
            var tester = Tester.in(Association.State.ESTABLISHED);
            tester.in(HandChunk.sack(tester.theirTsn - 1, 10_000_000));
            tester.say(40, 100);
            tester.drain();
            int[] gaps = new int[2 * random.nextInt(350)];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = random.nextInt(random.nextBoolean() ? 50 : 65_536);
            }
            tester.in(HandChunk.sack(tester.theirTsn - 1, 10_000_000, gaps));
            tester.in(HandChunk.sack(tester.theirTsn - 1, 10_000_000));
            // What the gaps claimed is taken back: all of it goes again.
            for (int i = 0; i < 40; i++) {
                tester.pass(1000);
                List<HandChunk> again = tester.drainData();
                if (!again.isEmpty()) {
                    int highest = again.getLast().tsn();
                    tester.in(HandChunk.sack(highest, 10_000_000));
                }
            }
            assertThat(tester.state())
                    .as("round %d", round)
                    .isEqualTo(Association.State.ESTABLISHED);
            tester.association().abort("end");
            assertThat(tester.heldOctets()).isZero();
        }
    }

    @Test
    void sackThatPromisesMoreBlocksThanItHasIsAgainstTheProtocol() {
        for (int count : new int[] {1, 2, 400, 65_535}) {
            var tester = Tester.in(Association.State.ESTABLISHED);
            tester.say("x");
            tester.drain();
            byte[] value =
                    ByteBuffer.allocate(12)
                            .putInt(tester.theirTsn - 1)
                            .putInt(5000)
                            .putShort((short) count)
                            .putShort((short) 0)
                            .array();
            tester.in(HandChunk.of(HandChunk.SACK, 0, value));
            assertThat(tester.out().types()).containsExactly(HandChunk.ABORT);
        }
    }

    @Test
    void oversizedParametersOfAnInitAreAnsweredWithinAPacket() {
        var tester = new Tester().listen();
        tester.in(0, Tester.init(HandChunk.item(0xC123, new byte[50_000])));
        tester.in(0, Tester.init(HandChunk.item(9, new byte[1000])));
        tester.in(
                0,
                Tester.init(
                        HandChunk.item(0x8002, new byte[5000]),
                        HandChunk.item(0x8004, new byte[5000])));
        byte[][] many = new byte[300][];
        for (int i = 0; i < many.length; i++) {
            many[i] = HandChunk.item(0xC000 + i, new byte[3]);
        }
        tester.in(0, Tester.init(many));
        for (HandPacket packet : tester.drain()) {
            assertThat(packet.octets().length).isLessThanOrEqualTo(1472);
        }
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void oversizedCookieOfAnInitAckIsEchoedOrTheSetUpEnds() {
        for (int octets : new int[] {0, 1, 3, 1400, 5000, 60_000}) {
            var tester = Tester.in(Association.State.COOKIE_WAIT);
            tester.in(
                    HandChunk.init(
                            HandChunk.INIT_ACK,
                            Tester.TAG,
                            5000,
                            1,
                            1,
                            1,
                            HandChunk.item(7, HandChunk.octets(octets))));
            HandPacket packet = tester.out();
            assertThat(packet.chunk(HandChunk.COOKIE_ECHO).value()).hasSize(octets);
        }
    }

    @Test
    void floodOfHeartbeatsAndUnknownChunksIsAnsweredWithoutKeepingAnything() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        HandChunk[] many = new HandChunk[300];
        for (int i = 0; i < many.length; i++) {
            many[i] = (i & 1) == 0 ? HandChunk.heartbeat() : HandChunk.of(0xFA);
        }
        for (int i = 0; i < 200; i++) {
            tester.in(many);
            for (HandPacket packet : tester.drain()) {
                assertThat(packet.octets().length).isLessThanOrEqualTo(1472);
            }
        }
        assertThat(tester.heldOctets()).isZero();
    }
}

package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// DATA sent: fragments, retransmission, timeouts, windows (RFC 9260 §6.1, §6.3, §6.9, §7; the purposes "D" of ETSI TS 102 369).
@Tag("T-03")
class DataConformanceTest {
    /// Payload of a DATA chunk that fills a packet: 1500 less IP, UDP, common and DATA headers.
    private static final int FULL = 1500 - 20 - 8 - 12 - 16;

    private static final int BIG_WINDOW = 10_000_000;

    private Tester tester = Tester.in(Association.State.ESTABLISHED);

    private int tsn(int n) {
        return tester.theirTsn + n;
    }

    private void sack(int cumulative, int... gaps) {
        tester.in(HandChunk.sack(tsn(cumulative), BIG_WINDOW, gaps));
    }

    /// Numbers of the DATA chunks sent since last looked at, from 0.
    private List<Integer> numbers() {
        return tester.drainData().stream().map(it -> it.tsn() - tester.theirTsn).toList();
    }

    // ---- chunks ----

    @Test
    void messageGoesAsOneChunkWithStreamSequenceAndProtocol() {
        tester.queue(3, false, new byte[] {1, 2, 3});
        tester.queue(3, false, new byte[] {4});
        tester.queue(4, true, new byte[] {5, 6, 7, 8});
        tester.association().flush();
        HandPacket packet = tester.out();
        assertThat(packet.types()).containsExactly(0, 0, 0);
        HandChunk first = packet.chunks().getFirst();
        assertThat(first.flags()).isEqualTo(HandChunk.WHOLE);
        assertThat(first.tsn()).isEqualTo(tsn(0));
        assertThat(first.stream()).isEqualTo(3);
        assertThat(first.sequence()).isZero();
        assertThat(first.u32(12)).isEqualTo(18);
        assertThat(first.payload()).containsExactly(1, 2, 3);
        HandChunk second = packet.chunks().get(1);
        assertThat(second.tsn()).isEqualTo(tsn(1));
        assertThat(second.sequence()).isEqualTo(1);
        HandChunk third = packet.chunks().get(2);
        assertThat(third.flags()).isEqualTo(HandChunk.WHOLE | HandChunk.UNORDERED);
        assertThat(third.tsn()).isEqualTo(tsn(2));
    }

    @Test
    void largeMessageIsCutIntoFragmentsOfFullPackets() {
        tester.say(1, 3 * FULL + 10);
        tester.say(1, 5);
        List<HandPacket> packets = tester.drain();
        List<HandChunk> chunks =
                packets.stream().flatMap(it -> it.all(HandChunk.DATA).stream()).toList();
        assertThat(packets)
                .allSatisfy(it -> assertThat(it.octets()).hasSizeLessThanOrEqualTo(1472));
        assertThat(chunks.stream().map(HandChunk::flags).limit(4).toList())
                .containsExactly(HandChunk.FIRST, 0, 0, HandChunk.LAST);
        assertThat(chunks.stream().map(it -> it.payload().length).limit(4).toList())
                .containsExactly(FULL, FULL, FULL, 10);
        for (int n = 0; n < 4; n++) {
            assertThat(chunks.get(n).tsn()).isEqualTo(tsn(n));
            assertThat(chunks.get(n).sequence()).isZero();
            assertThat(chunks.get(n).stream()).isZero();
        }
    }

    @Test
    void packetsAreAsLargeAsThePathMtuAllows() {
        for (int mtu : new int[] {576, 577, 1280, 9000}) {
            tester =
                    Tester.in(
                            Association.State.ESTABLISHED,
                            SctpSettings.builder().pmtuOctets(mtu).build());
            tester.say(1, 2 * mtu);
            int room = mtu - 28 & ~3;
            assertThat(tester.out().octets()).hasSize(room);
        }
    }

    // ---- how much: §6.1, §7.2.1 ----

    @Test
    void initialWindowOfCongestionIs4404OctetsAtPathsOf1500() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say(50, FULL);
        // Full as soon as 4404 octets are under way: the fourth packet may cross the line, the
        // fifth not.
        assertThat(numbers()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void slowStartGrowsByAPacketForEachSackThatAcknowledgesWhenTheWindowWasFull() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say(200, FULL);
        numbers();
        sack(1);
        int first = numbers().size();
        assertThat(first).as("two acknowledged, window grown by at most one").isBetween(2, 3);
        int flight = 4 + first - 2;
        sack(3);
        int second = numbers().size();
        assertThat(flight - 2 + second).isBetween(flight, flight + 1);
    }

    @Test
    void sackThatAcknowledgesNothingNewLetsNothingGo() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say(50, FULL);
        numbers();
        sack(-1);
        assertThat(numbers()).isEmpty();
    }

    @Test
    void peersWindowIsNotOverrun() {
        tester.in(HandChunk.sack(tsn(-1), 2500));
        tester.say(10, 1000);
        assertThat(numbers()).containsExactly(0, 1);
        tester.in(HandChunk.sack(tsn(1), 1500));
        assertThat(numbers()).containsExactly(2);
    }

    @Test
    void windowOfASackIsLessenedByWhatIsUnderWay() {
        tester.in(HandChunk.sack(tsn(-1), 3000));
        tester.say(10, 1000);
        assertThat(numbers()).containsExactly(0, 1, 2);
        // 2000 octets are under way still: none of the 2500 is left for another 1000.
        tester.in(HandChunk.sack(tsn(0), 2500));
        assertThat(numbers()).isEmpty();
    }

    @Test
    void shutWindowIsProbedByOneChunkWithDoubledTimeoutAndThePeerIsNotHeldDead() {
        tester.in(HandChunk.sack(tsn(-1), 0));
        tester.say(3, 100);
        assertThat(numbers()).as("one chunk may always be under way").containsExactly(0);
        for (int i = 0; i < 40; i++) {
            tester.in(HandChunk.sack(tsn(-1), 0));
            tester.pass(60_000);
            assertThat(numbers()).as("probe %d", i).contains(0).doesNotContain(1, 2);
        }
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        tester.in(HandChunk.sack(tsn(0), 5000));
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void probesComeAfterOneTwoFourSeconds() {
        tester.in(HandChunk.sack(tsn(-1), 0));
        tester.say(1, 100);
        tester.drain();
        long from = tester.millis();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 15_000; i += 10) {
            tester.pass(10);
            if (!tester.drain().isEmpty()) {
                times.add(tester.millis() - from);
                tester.in(HandChunk.sack(tsn(-1), 0));
            }
        }
        assertThat(times).containsExactly(1000L, 3000L, 7000L, 15_000L);
    }

    // ---- T3-rtx, §6.3 ----

    private static SctpSettings noHeartbeats() {
        return SctpSettings.builder().heartbeatInterval(Duration.ZERO).build();
    }

    @Test
    void dataIsRepeatedWithDoubledTimeoutUpToRtoMaxUntilThePeerCountsAsDead() {
        tester = Tester.in(Association.State.ESTABLISHED, noHeartbeats());
        tester.say("anyone?");
        long from = tester.millis();
        tester.out(HandChunk.DATA);
        tester.pass(2_000_000);
        List<Long> times = new ArrayList<>();
        for (Tester.Sent sent : tester.sent) {
            assertThat(sent.packet().types()).containsExactly(HandChunk.DATA);
            assertThat(sent.packet().chunks().getFirst().tsn()).isEqualTo(tsn(0));
            times.add(sent.millis() - from);
        }
        assertThat(times)
                .containsExactly(
                        1000L, 3000L, 7000L, 15_000L, 31_000L, 63_000L, 123_000L, 183_000L,
                        243_000L, 303_000L);
        assertThat(tester.events.getLast()).isInstanceOf(AssociationEvent.Lost.class);
        assertThat(tester.heldOctets()).isZero();
    }

    @Test
    void timeoutSendsOnePacketOfTheEarliestDataAndTheRestAsItIsAcknowledged() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say(4, FULL);
        numbers();
        tester.pass(1000);
        assertThat(numbers()).as("cwnd is one packet").containsExactly(0);
        sack(0);
        assertThat(numbers()).startsWith(1);
    }

    @Test
    void timeoutSendsOnePacketHoweverSmall() {
        tester.say(5, 800);
        numbers();
        tester.pass(1000);
        assertThat(numbers()).containsExactly(0);
        tester.in(HandChunk.heartbeat());
        assertThat(numbers()).isEmpty();
        sack(0);
        assertThat(numbers()).startsWith(1);
    }

    @Test
    void timeoutBundlesWhatFitsIntoTheOnePacket() {
        for (int i = 0; i < 5; i++) {
            tester.say("message " + i);
        }
        assertThat(tester.drain()).hasSize(5);
        tester.pass(1000);
        HandPacket packet = tester.out();
        assertThat(packet.all(HandChunk.DATA)).hasSize(5);
        assertThat(packet.all(HandChunk.DATA))
                .allSatisfy(it -> assertThat(it.flags() & HandChunk.IMMEDIATE).isNotZero());
        tester.nothing();
    }

    @Test
    void timerStartsAnewWhenTheEarliestDataIsAcknowledged() {
        tester.say("first");
        tester.pass(600);
        tester.say("second");
        numbers();
        tester.pass(300);
        tester.acknowledge(tsn(0));
        // RTO after a round trip of 900 ms: 0.9 + 4 * 0.45 = 2.7 s, from now.
        tester.pass(2699);
        assertThat(numbers()).isEmpty();
        tester.pass(1);
        assertThat(numbers()).containsExactly(1);
    }

    @Test
    void timerDoesNotStartAnewWhenOnlyLaterDataIsAcknowledged() {
        tester.say("first");
        tester.say("second");
        numbers();
        tester.pass(500);
        sack(-1, 2, 2);
        tester.pass(499);
        assertThat(numbers()).isEmpty();
        tester.pass(1);
        assertThat(numbers()).containsExactly(0);
    }

    @Test
    void timerStopsWhenAllIsAcknowledged() {
        tester.say("first");
        numbers();
        tester.acknowledge(tsn(0));
        tester.pass(10_000);
        assertThat(numbers()).isEmpty();
    }

    /// Time the n-th message waits for its retransmission.
    private long timeout() {
        tester.say("?");
        tester.drain();
        long from = tester.millis();
        while (tester.drainData().isEmpty()) {
            tester.pass(1);
        }
        return tester.millis() - from;
    }

    private void roundTrip(int n, long millis) {
        tester.say("!");
        tester.drain();
        tester.pass(millis);
        tester.acknowledge(tsn(n));
    }

    @Test
    void timeoutFollowsTheRoundTripsAsTheSpecificationComputesThem() {
        long[] trips = {2000, 2400, 1200, 2000, 2000, 2500};
        for (int count = 1; count <= trips.length; count++) {
            tester = Tester.in(Association.State.ESTABLISHED, noHeartbeats());
            double srtt = 0;
            double rttvar = 0;
            for (int n = 0; n < count; n++) {
                double r = trips[n];
                rttvar = n == 0 ? r / 2 : 0.75 * rttvar + 0.25 * Math.abs(srtt - r);
                srtt = n == 0 ? r : 0.875 * srtt + 0.125 * r;
                // Longer than an RTO it would be repeated, and so not measured (Karn).
                if (n == 0) {
                    tester =
                            Tester.in(
                                    Association.State.ESTABLISHED,
                                    SctpSettings.builder()
                                            .heartbeatInterval(Duration.ZERO)
                                            .rto(
                                                    Duration.ofSeconds(3),
                                                    Duration.ofSeconds(1),
                                                    Duration.ofSeconds(60))
                                            .build());
                }
                roundTrip(n, trips[n]);
            }
            double expected = Math.clamp(srtt + 4 * rttvar, 1000, 60_000);
            assertThat((double) timeout())
                    .as("after %d round trips", count)
                    .isBetween(expected - 1, expected + 2);
        }
    }

    @Test
    void timeoutIsNeverBelowRtoMin() {
        roundTrip(0, 1);
        roundTrip(1, 1);
        assertThat(timeout()).isEqualTo(1000);
    }

    @Test
    void roundTripOfWhatWasRepeatedIsNotMeasured() {
        tester = Tester.in(Association.State.ESTABLISHED, noHeartbeats());
        tester.say("once and again");
        tester.pass(1000);
        assertThat(numbers()).containsExactly(0, 0);
        tester.pass(1);
        tester.acknowledge(tsn(0));
        // Still doubled: neither 1 ms nor 1001 ms was taken for a round trip.
        assertThat(timeout()).isEqualTo(2000);
    }

    // ---- fast retransmission, §7.2.4 ----

    @Test
    void thirdReportOfAGapRepeatsTheDataAtOnce() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        for (int i = 0; i < 6; i++) {
            tester.say("message " + i);
        }
        numbers();
        sack(-1, 2, 2);
        sack(-1, 2, 3);
        assertThat(numbers()).isEmpty();
        sack(-1, 2, 4);
        assertThat(numbers()).containsExactly(0);
        sack(-1, 2, 5);
        sack(-1, 2, 6);
        assertThat(numbers()).as("once is enough").isEmpty();
    }

    @Test
    void reportsThatAcknowledgeNothingAboveTheGapDoNotCount() {
        for (int i = 0; i < 6; i++) {
            tester.say("message " + i);
        }
        numbers();
        for (int i = 0; i < 10; i++) {
            sack(-1, 2, 2);
        }
        assertThat(numbers()).isEmpty();
    }

    @Test
    void fastRetransmissionHalvesTheWindowOncePerRecovery() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say(400, FULL);
        int acked = -1;
        int sent = numbers().size();
        // Slow start to some 40 packets.
        while (sent - acked - 1 < 40) {
            acked += 2;
            sack(acked);
            sent += numbers().size();
        }
        int flight = sent - acked - 1;
        // The two earliest are missing; all behind them comes in, a packet at a time.
        List<Integer> repeated = new ArrayList<>();
        int news = 0;
        for (int last = 3; last <= flight; last++) {
            sack(acked, 3, last);
            for (int n : numbers()) {
                if (n <= acked + 2) {
                    repeated.add(n);
                } else {
                    news++;
                }
            }
        }
        assertThat(repeated).containsExactly(acked + 1, acked + 2);
        // Half the window remains: so many new packets replace those that have left, and not a
        // quarter of it.
        assertThat(news).isBetween(flight / 2 - 6, flight / 2 + 6);
    }

    /// §6.2.1 D iii: the peer dropped what it had reported in its gap blocks, or this SACK was overtaken.
    @Test
    void dataThatWasReportedAndIsNoLongerIsUnderWayAgainAndTimed() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say("a");
        tester.say("b");
        tester.say("c");
        numbers();
        sack(-1, 2, 3);
        sack(0);
        assertThat(numbers()).as("not at once").isEmpty();
        tester.pass(1000);
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void sacksThatOvertakeOneAnotherRepeatNothing() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say(10, 100);
        numbers();
        for (int i = 0; i < 20; i++) {
            sack(-1, 2, 9);
            sack(-1, 2, 5);
            assertThat(numbers()).as("round %d", i).doesNotHaveDuplicates().isSubsetOf(0);
        }
    }

    /// A SHUTDOWN has no gap blocks: what was reported in those of SACKs before is not taken back by it.
    @Test
    void shutdownTakesNoGapReportBack() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        for (int i = 0; i < 4; i++) {
            tester.say("message " + i);
        }
        numbers();
        sack(-1, 2, 4);
        for (int i = 0; i < 5; i++) {
            tester.in(HandChunk.shutdown(tsn(-1)));
            assertThat(numbers()).isEmpty();
        }
        tester.pass(1000);
        assertThat(numbers()).containsExactly(0);
    }

    // ---- SACKs that make no sense ----

    @Test
    void olderSackThanTheLastIsDropped() {
        tester.in(HandChunk.sack(tsn(-1), BIG_WINDOW));
        tester.say(3, 100);
        numbers();
        sack(2);
        tester.in(HandChunk.sack(tsn(0), 0));
        tester.say(3, 100);
        assertThat(numbers()).as("the old window of zero is not believed").containsExactly(3, 4, 5);
    }

    @Test
    void sackOfWhatWasNeverSentEndsTheAssociation() {
        for (int ahead : new int[] {0, 1, 1000, 0x7FFFFFF0}) {
            tester = Tester.in(Association.State.ESTABLISHED);
            tester.in(HandChunk.sack(tsn(ahead), BIG_WINDOW));
            assertThat(tester.out(HandChunk.ABORT).causes().getFirst().code()).isEqualTo(13);
        }
    }

    @Test
    void gapBlocksOfWhatWasNeverSentAreNotBelieved() {
        tester.say(3, 100);
        numbers();
        sack(-1, 2, 60_000);
        sack(-1, 10, 20);
        sack(-1, 3, 2);
        sack(-1, 0, 0);
        sack(-1, 65_535, 65_535);
        tester.pass(1000);
        assertThat(numbers()).containsExactly(0, 1, 2);
    }

    @Test
    void sackInEachStateOfTheSetUpIsDropped() {
        for (var state : List.of(Association.State.COOKIE_WAIT, Association.State.COOKIE_ECHOED)) {
            tester = Tester.in(state);
            tester.in(HandChunk.sack(tester.theirTsn + 5, 100));
            tester.nothing();
            assertThat(tester.state()).isEqualTo(state);
        }
    }

    @Test
    void dataInEachStateOfTheSetUpIsDropped() {
        for (var state : List.of(Association.State.COOKIE_WAIT, Association.State.COOKIE_ECHOED)) {
            tester = Tester.in(state);
            tester.in(HandChunk.data(Tester.TSN, 0, 0, "too early"));
            tester.in(HandChunk.of(HandChunk.DATA, 3, HandChunk.octets(12)));
            tester.nothing();
            assertThat(tester.messages).isEmpty();
            assertThat(tester.state()).isEqualTo(state);
        }
    }

    // ---- Nagle, §6.1 ----

    @Test
    void smallMessagesWaitForOneAnotherWhereNoDelayIsOff() {
        tester =
                Tester.in(
                        Association.State.ESTABLISHED,
                        SctpSettings.builder().noDelay(false).build());
        tester.say("alone it goes");
        assertThat(numbers()).containsExactly(0);
        tester.say("these");
        tester.say("two wait");
        assertThat(numbers()).isEmpty();
        tester.acknowledge(tsn(0));
        HandPacket packet = tester.out();
        assertThat(packet.all(HandChunk.DATA)).hasSize(2);
    }
}

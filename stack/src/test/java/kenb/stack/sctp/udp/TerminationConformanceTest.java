package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/// The end of an association in good order and by force (RFC 9260 §9; the purposes "AT" of ETSI TS 102 369).
@Tag("T-03")
class TerminationConformanceTest {
    private static boolean closed(Tester tester) {
        return tester.events.getLast() instanceof AssociationEvent.Closed
                && tester.endpoint.associations() == 0;
    }

    private static boolean lost(Tester tester) {
        return tester.events.getLast() instanceof AssociationEvent.Lost
                && tester.endpoint.associations() == 0;
    }

    // ---- ABORT ----

    @Test
    void userAbortSendsAnAbortWithItsReasonAndEndsAtOnce() {
        for (var state :
                List.of(
                        Association.State.ESTABLISHED,
                        Association.State.SHUTDOWN_PENDING,
                        Association.State.SHUTDOWN_SENT,
                        Association.State.SHUTDOWN_RECEIVED,
                        Association.State.SHUTDOWN_ACK_SENT)) {
            var tester = Tester.in(state);
            tester.association().abort("enough");
            HandChunk abort = tester.out(HandChunk.ABORT);
            assertThat(abort.tBit()).isFalse();
            assertThat(abort.causes().getFirst().code()).isEqualTo(12);
            assertThat(abort.causes().getFirst().value()).asString().isEqualTo("enough");
            assertThat(lost(tester)).isTrue();
            tester.pass(1_000_000);
            tester.nothing();
            assertThat(tester.heldOctets()).isZero();
        }
    }

    @Test
    void userAbortBeforeThePeerAnsweredSendsNothing() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.association().abort("enough");
        tester.pass(1_000_000);
        tester.nothing();
        assertThat(tester.failure).contains("enough");
    }

    @Test
    void userAbortWhileTheCookieIsOutSendsAnAbort() {
        var tester = Tester.in(Association.State.COOKIE_ECHOED);
        tester.association().abort("enough");
        tester.out(HandChunk.ABORT);
        assertThat(tester.failure).contains("enough");
    }

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLOSED", "COOKIE_WAIT", "COOKIE_ECHOED"})
    void abortOfThePeerEndsTheAssociationWithoutAnAnswer(Association.State state) {
        var tester = Tester.in(state);
        tester.in(HandChunk.of(HandChunk.ABORT, 0, HandChunk.item(12, (byte) 'n', (byte) 'o')));
        assertThat(tester.events.getLast())
                .isEqualTo(
                        new AssociationEvent.Lost(
                                "aborted by the peer: User-Initiated Abort \"no\""));
        assertThat(tester.endpoint.associations()).isZero();
        tester.pass(1_000_000);
        tester.nothing();
        assertThat(tester.heldOctets()).isZero();
    }

    @Test
    void chunksBehindAnAbortAreNotTaken() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(HandChunk.of(HandChunk.ABORT), HandChunk.data(Tester.TSN, 0, 0, "late"));
        assertThat(tester.messages).isEmpty();
        tester.nothing();
    }

    @Test
    void dataInFrontOfAnAbortIsTaken() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(HandChunk.data(Tester.TSN, 0, 0, "just in time"), HandChunk.of(HandChunk.ABORT));
        assertThat(tester.texts()).containsExactly("just in time");
        assertThat(lost(tester)).isTrue();
        tester.nothing();
    }

    // ---- SHUTDOWN from this side ----

    @Test
    void shutdownWithNothingUnderWayIsSentAtOnceWithTheCumulativeTsn() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(HandChunk.data(Tester.TSN, 0, 0, "a"));
        tester.shutdown();
        HandPacket packet = tester.out();
        assertThat(packet.chunk(HandChunk.SHUTDOWN).u32(4)).isEqualTo(Tester.TSN);
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_SENT);
        tester.in(HandChunk.of(HandChunk.SHUTDOWN_ACK));
        HandChunk complete = tester.out(HandChunk.SHUTDOWN_COMPLETE);
        assertThat(complete.tBit()).isFalse();
        assertThat(closed(tester)).isTrue();
    }

    @Test
    void shutdownWaitsUntilAllIsAcknowledged() {
        var tester = Tester.in(Association.State.SHUTDOWN_PENDING);
        tester.pass(900);
        tester.nothing();
        assertThat(tester.association().canSend()).isFalse();
        tester.acknowledge(tester.theirTsn);
        tester.out(HandChunk.SHUTDOWN);
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_SENT);
    }

    @Test
    void dataUnacknowledgedIsRepeatedBeforeAShutdown() {
        var tester = Tester.in(Association.State.SHUTDOWN_PENDING);
        tester.pass(1000);
        assertThat(tester.out(HandChunk.DATA).tsn()).isEqualTo(tester.theirTsn);
    }

    @Test
    void shutdownIsRepeatedWithDoubledTimeoutUntilThePeerCountsAsDead() {
        var tester = Tester.in(Association.State.SHUTDOWN_SENT);
        tester.pass(299_999);
        List<Long> times = new ArrayList<>();
        for (Tester.Sent sent : tester.sent) {
            assertThat(sent.packet().types()).containsExactly(HandChunk.SHUTDOWN);
            times.add(sent.millis());
        }
        assertThat(times)
                .containsExactly(
                        1000L, 3000L, 7000L, 15_000L, 31_000L, 63_000L, 123_000L, 183_000L,
                        243_000L);
    }

    @Test
    void guardOfFiveTimesRtoMaxEndsAShutdownThatGetsNowhere() {
        var tester = Tester.in(Association.State.SHUTDOWN_SENT);
        tester.pass(299_000);
        tester.drain();
        tester.pass(1000);
        tester.out(HandChunk.ABORT);
        assertThat(lost(tester)).isTrue();
    }

    /// §9.2: the guard bounds the shutdown sequence, which begins with SHUTDOWN; data under way before it has all the time it needs.
    @Test
    void guardDoesNotRunWhileThePeerKeepsItsWindowShut() {
        var tester = Tester.in(Association.State.SHUTDOWN_PENDING);
        for (int minute = 0; minute < 30; minute++) {
            tester.pass(60_000);
            tester.drain();
            tester.in(HandChunk.sack(tester.theirTsn - 1, 0));
        }
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_PENDING);
        tester.acknowledge(tester.theirTsn);
        tester.out(HandChunk.SHUTDOWN);
    }

    @Test
    void shutdownIsLostAfterAssociationMaxRetrans() {
        var tester =
                Tester.in(
                        Association.State.SHUTDOWN_SENT,
                        SctpSettings.builder().associationMaxRetrans(3).pathMaxRetrans(3).build());
        tester.pass(14_999);
        assertThat(tester.drain()).hasSize(3);
        tester.pass(1);
        assertThat(lost(tester)).isTrue();
    }

    @Test
    void dataThatComesAfterShutdownIsTakenAndAnsweredBySackAndShutdownAtOnce() {
        var tester = Tester.in(Association.State.SHUTDOWN_SENT);
        tester.in(HandChunk.data(Tester.TSN, 0, 0, "still under way"));
        assertThat(tester.texts()).containsExactly("still under way");
        HandPacket packet = tester.out();
        assertThat(packet.types()).containsExactly(HandChunk.SACK, HandChunk.SHUTDOWN);
        assertThat(packet.chunk(HandChunk.SHUTDOWN).u32(4)).isEqualTo(Tester.TSN);
        assertThat(packet.chunk(HandChunk.SACK).cumulative()).isEqualTo(Tester.TSN);
    }

    @Test
    void dataThatComesAfterShutdownStartsItsTimerAnew() {
        var tester = Tester.in(Association.State.SHUTDOWN_SENT);
        tester.pass(900);
        tester.in(HandChunk.data(Tester.TSN, 0, 0, "still under way"));
        tester.drain();
        tester.pass(999);
        tester.nothing();
        tester.pass(1);
        tester.out(HandChunk.SHUTDOWN);
    }

    @Test
    void messagesAreRefusedOnceShuttingDown() {
        for (var state :
                List.of(
                        Association.State.SHUTDOWN_PENDING,
                        Association.State.SHUTDOWN_SENT,
                        Association.State.SHUTDOWN_RECEIVED,
                        Association.State.SHUTDOWN_ACK_SENT)) {
            var tester = Tester.in(state);
            assertThat(tester.association().canSend()).isFalse();
            tester.shutdown();
            assertThat(tester.state()).as("asking again changes nothing").isEqualTo(state);
            tester.nothing();
        }
    }

    // ---- SHUTDOWN from the peer ----

    @Test
    void shutdownWithNothingUnderWayIsAnsweredAtOnce() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(HandChunk.shutdown(tester.theirTsn - 1));
        tester.out(HandChunk.SHUTDOWN_ACK);
        assertThat(tester.events).endsWith(new AssociationEvent.PeerShutdown());
        tester.in(HandChunk.of(HandChunk.SHUTDOWN_COMPLETE));
        assertThat(closed(tester)).isTrue();
        tester.nothing();
    }

    @Test
    void shutdownAcknowledgesDataByItsCumulativeTsn() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.say("one");
        tester.say("two");
        tester.drain();
        tester.in(HandChunk.shutdown(tester.theirTsn));
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_RECEIVED);
        tester.nothing();
        tester.in(HandChunk.shutdown(tester.theirTsn + 1));
        tester.out(HandChunk.SHUTDOWN_ACK);
    }

    @Test
    void dataUnacknowledgedIsRepeatedBeforeAShutdownAck() {
        var tester = Tester.in(Association.State.SHUTDOWN_RECEIVED);
        tester.pass(1000);
        assertThat(tester.out(HandChunk.DATA).tsn()).isEqualTo(tester.theirTsn);
        tester.acknowledge(tester.theirTsn);
        tester.out(HandChunk.SHUTDOWN_ACK);
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_ACK_SENT);
    }

    @Test
    void dataOfAPeerThatSaidItWasDoneIsDropped() {
        for (var state :
                List.of(Association.State.SHUTDOWN_RECEIVED, Association.State.SHUTDOWN_ACK_SENT)) {
            var tester = Tester.in(state);
            tester.in(HandChunk.data(Tester.TSN, 0, 0, "more"));
            assertThat(tester.messages).isEmpty();
            tester.nothing();
            assertThat(tester.state()).isEqualTo(state);
        }
    }

    @Test
    void shutdownAckIsRepeatedWithDoubledTimeout() {
        var tester = Tester.in(Association.State.SHUTDOWN_ACK_SENT);
        tester.pass(31_000);
        List<Long> times = new ArrayList<>();
        for (Tester.Sent sent : tester.sent) {
            assertThat(sent.packet().types()).containsExactly(HandChunk.SHUTDOWN_ACK);
            times.add(sent.millis());
        }
        assertThat(times).containsExactly(1000L, 3000L, 7000L, 15_000L, 31_000L);
    }

    @Test
    void shutdownAckIsGivenUpAfterAssociationMaxRetrans() {
        var tester =
                Tester.in(
                        Association.State.SHUTDOWN_ACK_SENT,
                        SctpSettings.builder().associationMaxRetrans(3).pathMaxRetrans(3).build());
        tester.pass(15_000);
        assertThat(tester.drain()).hasSize(3);
        assertThat(lost(tester)).isTrue();
        tester.pass(1_000_000);
        tester.nothing();
    }

    @Test
    void shutdownThatComesAgainIsAnsweredAgain() {
        var tester = Tester.in(Association.State.SHUTDOWN_ACK_SENT);
        tester.in(HandChunk.shutdown(tester.theirTsn - 1));
        tester.out(HandChunk.SHUTDOWN_ACK);
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_ACK_SENT);
    }

    @Test
    void shutdownsThatCrossAreEachAnsweredByAShutdownAck() {
        var tester = Tester.in(Association.State.SHUTDOWN_SENT);
        tester.in(HandChunk.shutdown(tester.theirTsn - 1));
        tester.out(HandChunk.SHUTDOWN_ACK);
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_ACK_SENT);
        tester.in(HandChunk.of(HandChunk.SHUTDOWN_ACK));
        tester.out(HandChunk.SHUTDOWN_COMPLETE);
        assertThat(closed(tester)).isTrue();
    }

    @Test
    void shutdownOfThePeerWhileOursWaitsForDataIsAnsweredOnceThatIsAcknowledged() {
        var tester = Tester.in(Association.State.SHUTDOWN_PENDING);
        tester.in(HandChunk.shutdown(tester.theirTsn - 1));
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_RECEIVED);
        tester.acknowledge(tester.theirTsn);
        tester.out(HandChunk.SHUTDOWN_ACK);
    }

    @Test
    void shutdownThatAcknowledgesWhatWasNeverSentEndsTheAssociation() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(HandChunk.shutdown(tester.theirTsn));
        assertThat(tester.out(HandChunk.ABORT).causes().getFirst().code()).isEqualTo(13);
        assertThat(lost(tester)).isTrue();
    }

    // ---- where none is expected ----

    @Test
    void shutdownDuringTheSetUpIsDropped() {
        for (var state : List.of(Association.State.COOKIE_WAIT, Association.State.COOKIE_ECHOED)) {
            var tester = Tester.in(state);
            tester.in(HandChunk.shutdown(tester.theirTsn - 1));
            tester.nothing();
            assertThat(tester.state()).isEqualTo(state);
        }
    }

    @Test
    void shutdownAckDuringTheSetUpIsAnsweredAsOneOfAnAssociationGone() {
        for (var state : List.of(Association.State.COOKIE_WAIT, Association.State.COOKIE_ECHOED)) {
            for (boolean rightTag : new boolean[] {true, false}) {
                var tester = Tester.in(state);
                int tag = rightTag ? tester.theirTag : 0x77777777;
                tester.in(tag, HandChunk.of(HandChunk.SHUTDOWN_ACK));
                HandChunk complete = tester.out(HandChunk.SHUTDOWN_COMPLETE, tag);
                assertThat(complete.tBit()).isTrue();
                assertThat(tester.state()).isEqualTo(state);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            names = {"ESTABLISHED", "SHUTDOWN_PENDING", "SHUTDOWN_RECEIVED"})
    void shutdownAckWhereNoneIsExpectedIsDropped(Association.State state) {
        var tester = Tester.in(state);
        tester.in(HandChunk.of(HandChunk.SHUTDOWN_ACK));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLOSED", "SHUTDOWN_ACK_SENT"})
    void shutdownCompleteWhereNoneIsExpectedIsDropped(Association.State state) {
        var tester = Tester.in(state);
        tester.in(HandChunk.of(HandChunk.SHUTDOWN_COMPLETE));
        tester.in(Tester.TAG, HandChunk.of(HandChunk.SHUTDOWN_COMPLETE, HandChunk.T_BIT));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(state);
    }

    @Test
    void shutdownIsNotBegunBeforeTheSetUpIsThrough() {
        for (var state : List.of(Association.State.COOKIE_WAIT, Association.State.COOKIE_ECHOED)) {
            var tester = Tester.in(state);
            tester.shutdown();
            assertThat(tester.drain()).noneMatch(it -> it.types().contains(HandChunk.SHUTDOWN));
            assertThat(tester.failure).isNotNull();
            assertThat(tester.endpoint.associations()).isZero();
        }
    }
}

package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.List;

/// INIT, INIT ACK, COOKIE ECHO, COOKIE ACK and stale cookies where none is expected: crossing set-ups, duplicates, restarts (RFC 9260
/// §5.2; the purposes "D" of ETSI TS 102 369).
@Tag("T-03")
class UnexpectedSetUpConformanceTest {
    private static final int OTHER_TAG = 0x55667788;
    private static final int OTHER_TSN = 5000;

    /// The INIT of a peer that has begun anew, or of another one.
    private static HandChunk otherInit(byte[]... parameters) {
        return HandChunk.init(
                HandChunk.INIT, OTHER_TAG, Tester.WINDOW, 10, 10, OTHER_TSN, parameters);
    }

    private static byte[] address(String address) {
        return HandChunk.item(5, SimulatedNetwork.ip(address).getAddress());
    }

    // ---- INIT, §5.2.1 and §5.2.2 ----

    @Test
    void initThatCrossesOursIsAnsweredWithTheTagAndTsnOfOurs() {
        for (var state : List.of(Association.State.COOKIE_WAIT, Association.State.COOKIE_ECHOED)) {
            var tester = Tester.in(state);
            int tag = tester.theirTag;
            int tsn = tester.theirTsn;
            tester.in(0, otherInit());
            HandChunk ack = tester.out(HandChunk.INIT_ACK, OTHER_TAG);
            assertThat(ack.u32(4)).isEqualTo(tag);
            assertThat(ack.u32(16)).isEqualTo(tsn);
            assertThat(tester.state()).isEqualTo(state);
        }
    }

    @Test
    void crossingSetUpsEndInOneAssociationWhicheverCookieComesFirst() {
        for (boolean echoFirst : new boolean[] {true, false}) {
            var tester = new Tester().listen();
            tester.connect();
            tester.noteInit(tester.out(HandChunk.INIT, 0));
            tester.initiate();
            tester.in(Tester.initAck());
            tester.out(HandChunk.COOKIE_ECHO);
            if (echoFirst) {
                tester.in(tester.cookieEcho());
                tester.out(HandChunk.COOKIE_ACK);
                tester.in(HandChunk.of(HandChunk.COOKIE_ACK));
            } else {
                tester.in(HandChunk.of(HandChunk.COOKIE_ACK));
                tester.in(tester.cookieEcho());
                tester.out(HandChunk.COOKIE_ACK);
            }
            assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
            assertThat(tester.events).containsExactly(new AssociationEvent.Up(10, 10));
            assertThat(tester.endpoint.associations()).isEqualTo(1);
            tester.pass(10_000);
            tester.nothing();
        }
    }

    @Test
    void initThatAddsAnAddressWhileOurCookieIsOutIsRefused() {
        var tester = Tester.in(Association.State.COOKIE_ECHOED);
        tester.in(0, Tester.init(address("10.0.1.66")));
        HandChunk abort = tester.out(HandChunk.ABORT);
        assertThat(abort.causes().getFirst().code()).isEqualTo(11);
        assertThat(tester.state()).isEqualTo(Association.State.COOKIE_ECHOED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            names = {"ESTABLISHED", "SHUTDOWN_PENDING", "SHUTDOWN_SENT", "SHUTDOWN_RECEIVED"})
    void initWithinAnAssociationIsAnsweredWithANewTagAndChangesNothing(Association.State state) {
        var tester = Tester.in(state);
        int tag = tester.theirTag;
        tester.in(0, otherInit());
        HandChunk ack = tester.out(HandChunk.INIT_ACK, OTHER_TAG);
        assertThat(ack.u32(4)).isNotEqualTo(tag).isNotZero();
        assertThat(tester.state()).isEqualTo(state);
        assertThat(tester.endpoint.associations()).isEqualTo(1);
        assertThat(tester.association().localTag()).isEqualTo(tag);
    }

    @Test
    void initWhileShutdownAckIsOutIsAnsweredByShutdownAckAgain() {
        var tester = Tester.in(Association.State.SHUTDOWN_ACK_SENT);
        tester.in(0, otherInit());
        tester.out(HandChunk.SHUTDOWN_ACK);
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_ACK_SENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            names = {"ESTABLISHED", "SHUTDOWN_PENDING", "SHUTDOWN_SENT", "SHUTDOWN_RECEIVED"})
    void initThatAddsAnAddressToAnAssociationIsRefusedAndTheAddressNamed(Association.State state) {
        var tester = Tester.in(state);
        tester.in(0, otherInit(address("10.0.1.66")));
        HandChunk abort = tester.out(HandChunk.ABORT, OTHER_TAG);
        assertThat(abort.causes().getFirst().code()).isEqualTo(11);
        assertThat(abort.causes().getFirst().value()).isEqualTo(address("10.0.1.66"));
        assertThat(tester.state()).isEqualTo(state);
    }

    /// §1.3, Tie-Tags: whoever sends an INIT reads the cookie, and must not learn the tags in use by it.
    @Test
    void cookieWithinAnAssociationDoesNotTellItsVerificationTags() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        int[] secrets = {tester.theirTag, Tester.TAG};
        tester.in(0, otherInit());
        ByteBuffer seen =
                ByteBuffer.wrap(
                        Tester.parameter(tester.out(HandChunk.INIT_ACK, OTHER_TAG), 7).value());
        for (int at = 0; at + 4 <= seen.limit(); at++) {
            assertThat(seen.getInt(at)).isNotIn(secrets[0], secrets[1]);
        }
    }

    // ---- INIT ACK, §5.2.3 ----

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLOSED", "COOKIE_WAIT"})
    void initAckWhereNoneIsExpectedIsDropped(Association.State state) {
        var tester = Tester.in(state);
        tester.in(
                HandChunk.init(
                        HandChunk.INIT_ACK,
                        OTHER_TAG,
                        Tester.WINDOW,
                        10,
                        10,
                        1,
                        HandChunk.item(7, HandChunk.octets(8))));
        tester.in(HandChunk.init(HandChunk.INIT_ACK, 0, 0, 0, 0, 1));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(state);
        assertThat(tester.association().peerTag()).isEqualTo(Tester.TAG);
    }

    // ---- COOKIE ECHO, §5.2.4 ----

    @Test
    void caseARestartIsAcknowledgedUnderTheNewTagAndToldToTheUser() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.say("lost with the peer's state");
        tester.drain();
        tester.in(0, otherInit());
        tester.noteInitAck(tester.out(HandChunk.INIT_ACK, OTHER_TAG));
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.COOKIE_ACK, OTHER_TAG);
        assertThat(tester.events).endsWith(new AssociationEvent.Restarted(1));
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        assertThat(tester.endpoint.associations()).isEqualTo(1);

        tester.in(HandChunk.data(OTHER_TSN, 0, 0, "anew"));
        assertThat(tester.texts()).containsExactly("anew");
        tester.pass(200);
        assertThat(tester.out(HandChunk.SACK, OTHER_TAG).cumulative()).isEqualTo(OTHER_TSN);
        tester.say("answer");
        HandChunk data = tester.out(HandChunk.DATA, OTHER_TAG);
        assertThat(data.tsn()).isEqualTo(tester.theirTsn);
        assertThat(data.sequence()).as("streams begin anew").isZero();
    }

    @Test
    void caseARestartWhileShuttingDownTakesTheNewAssociationAndGoesOnWithTheShutdown() {
        for (var state :
                List.of(
                        Association.State.SHUTDOWN_PENDING,
                        Association.State.SHUTDOWN_SENT,
                        Association.State.SHUTDOWN_RECEIVED)) {
            var tester = Tester.in(state);
            tester.in(0, otherInit());
            tester.noteInitAck(tester.out(HandChunk.INIT_ACK, OTHER_TAG));
            tester.in(tester.cookieEcho());
            HandPacket packet = tester.out();
            assertThat(packet.tag()).isEqualTo(OTHER_TAG);
            assertThat(packet.types().getFirst()).isEqualTo(HandChunk.COOKIE_ACK);
            assertThat(tester.happened(AssociationEvent.Restarted.class::isInstance)).isTrue();
        }
    }

    @Test
    void caseAWhileShutdownAckIsOutIsAnsweredByShutdownAckAndAnError() {
        // The INIT comes before the SHUTDOWN, its cookie behind it.
        var tester = Tester.in(Association.State.ESTABLISHED);
        int oldTag = tester.theirTag;
        tester.in(0, otherInit());
        tester.noteInitAck(tester.out(HandChunk.INIT_ACK, OTHER_TAG));
        HandChunk echo = tester.cookieEcho();
        tester.in(oldTag, HandChunk.shutdown(tester.association().localTsn() - 1));
        tester.out(HandChunk.SHUTDOWN_ACK);
        tester.in(echo);
        HandPacket packet = tester.out();
        assertThat(packet.types()).containsExactly(HandChunk.SHUTDOWN_ACK, HandChunk.ERROR);
        assertThat(packet.chunk(HandChunk.ERROR).causes().getFirst().code()).isEqualTo(10);
        assertThat(tester.state()).isEqualTo(Association.State.SHUTDOWN_ACK_SENT);
        assertThat(tester.endpoint.associations()).isEqualTo(1);
    }

    @Test
    void caseBCrossingInitOfAPeerThatTookAnotherTagIsTaken() {
        var tester = new Tester().listen();
        tester.connect();
        tester.noteInit(tester.out(HandChunk.INIT, 0));
        int tag = tester.theirTag;
        tester.in(Tester.initAck());
        tester.out(HandChunk.COOKIE_ECHO);
        tester.in(0, otherInit());
        tester.noteInitAck(tester.out(HandChunk.INIT_ACK, OTHER_TAG));
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.COOKIE_ACK, OTHER_TAG);
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        assertThat(tester.association().localTag()).isEqualTo(tag);
        assertThat(tester.association().peerTag()).isEqualTo(OTHER_TAG);
        tester.pass(10_000);
        tester.nothing();
    }

    @Test
    void caseCCookieOfAnInitThatWasOvertakenIsDroppedInSilence() {
        var tester = new Tester().listen();
        // INIT ACK for a first INIT; then this side sets up with the same peer and tag of the peer.
        tester.initiate();
        HandChunk late = tester.cookieEcho();
        int lateTag = tester.theirTag;
        tester.connect();
        tester.noteInit(tester.out(HandChunk.INIT, 0));
        tester.in(Tester.initAck());
        tester.out(HandChunk.COOKIE_ECHO);
        tester.in(lateTag, late);
        tester.nothing();
        assertThat(tester.state()).isEqualTo(Association.State.COOKIE_ECHOED);
        assertThat(tester.endpoint.associations()).isEqualTo(1);
        tester.in(HandChunk.of(HandChunk.COOKIE_ACK));
        tester.in(lateTag, late);
        tester.nothing();
        assertThat(tester.endpoint.associations()).isEqualTo(1);
    }

    @Test
    void caseDCookieThatComesTwiceIsAcknowledgedTwice() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.COOKIE_ACK);
        assertThat(tester.events).containsExactly(new AssociationEvent.Up(10, 10));
        tester.in(HandChunk.data(Tester.TSN, 0, 0, "as before"));
        assertThat(tester.texts()).containsExactly("as before");
        tester.in(tester.cookieEcho());
        tester.in(HandChunk.data(Tester.TSN + 1, 0, 1, "still"));
        assertThat(tester.texts()).containsExactly("as before", "still");
    }

    @Test
    void cookieWithTieTagsThatFitNoAssociationIsDroppedInSilence() {
        // A cookie of the restart before the last one: neither tags nor tie tags are of today.
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(0, otherInit());
        HandChunk ack = tester.out(HandChunk.INIT_ACK, OTHER_TAG);
        int oldTag = ack.u32(4);
        HandChunk old = HandChunk.of(HandChunk.COOKIE_ECHO, 0, Tester.parameter(ack, 7).value());
        tester.in(0, HandChunk.init(HandChunk.INIT, 0x1111, Tester.WINDOW, 10, 10, 9000));
        tester.noteInitAck(tester.out(HandChunk.INIT_ACK, 0x1111));
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.COOKIE_ACK, 0x1111);
        tester.in(oldTag, old);
        tester.nothing();
        assertThat(tester.association().peerTag()).isEqualTo(0x1111);
        assertThat(tester.endpoint.associations()).isEqualTo(1);
    }

    @Test
    void staleCookieOfARestartIsAnsweredByAnErrorAndChangesNothing() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        int tag = tester.theirTag;
        tester.in(0, otherInit());
        tester.noteInitAck(tester.out(HandChunk.INIT_ACK, OTHER_TAG));
        tester.pass(61_000);
        tester.drain();
        tester.in(tester.cookieEcho());
        HandChunk error = tester.out(HandChunk.ERROR, OTHER_TAG);
        assertThat(error.causes().getFirst().code()).isEqualTo(3);
        assertThat(tester.association().localTag()).isEqualTo(tag);
    }

    // ---- COOKIE ACK and stale cookie, §5.2.5 and §5.2.6 ----

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLOSED", "COOKIE_ECHOED"})
    void cookieAckWhereNoneIsExpectedIsDropped(Association.State state) {
        var tester = Tester.in(state);
        int events = tester.events.size();
        tester.in(HandChunk.of(HandChunk.COOKIE_ACK));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(state);
        assertThat(tester.events).hasSize(events);
    }

    @ParameterizedTest
    @EnumSource(
            value = Association.State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLOSED", "COOKIE_ECHOED"})
    void staleCookieErrorWhereNoneIsExpectedIsDropped(Association.State state) {
        var tester = Tester.in(state);
        int events = tester.events.size();
        tester.in(HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(3, HandChunk.int32(1_000_000))));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(state);
        assertThat(tester.events).hasSize(events);
    }

    @Test
    void initFromAnotherUdpPortDoesNotTouchTheAssociationOfThePortBefore() {
        var tester = new Tester(SctpSettings.defaults()).up();
        var elsewhere = new java.net.InetSocketAddress(Tester.PEER.getAddress(), 50_000);
        tester.in(elsewhere, 0, otherInit());
        Tester.Sent ack = tester.outSent();
        assertThat(ack.to()).isEqualTo(elsewhere);
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        tester.say("where to?");
        assertThat(tester.outSent().to()).isEqualTo(Tester.PEER);
    }
}

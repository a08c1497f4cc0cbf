package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Setting an association up, packet by packet (RFC 9260 §5.1, §5.1.3 to §5.1.5; the purposes "AS" of ETSI TS 102 369).
@Tag("T-03")
class SetUpConformanceTest {
    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- asking for an association ----

    @Test
    void initIsAloneHasTagZeroAndCarriesTagWindowStreamsAndTsn() {
        var tester = new Tester(SctpSettings.builder().streams(3, 5).build());
        Association association = tester.connect();
        HandChunk init = tester.out(HandChunk.INIT, 0);
        assertThat(init.flags()).isZero();
        assertThat(init.u32(4)).isEqualTo(association.localTag()).isNotZero();
        assertThat(init.u32(8)).isEqualTo(SctpSettings.defaults().receiveBufferOctets());
        assertThat(init.u16(12)).as("outbound streams").isEqualTo(3);
        assertThat(init.u16(14)).as("inbound streams").isEqualTo(5);
        assertThat(init.u32(16)).isEqualTo(association.localTsn());
        assertThat(init.parameters()).isEmpty();
        assertThat(tester.state()).isEqualTo(Association.State.COOKIE_WAIT);
    }

    @Test
    void initIsRepeatedWithDoubledTimeoutAndGivenUpAfterMaxInitRetransmits() {
        var tester = new Tester();
        tester.connect();
        tester.pass(1_000_000);
        List<Long> times = new ArrayList<>();
        HandChunk first = tester.sent.getFirst().packet().chunks().getFirst();
        for (Tester.Sent sent : tester.sent) {
            times.add(sent.millis());
            HandChunk init = sent.packet().chunks().getFirst();
            assertThat(init.type()).isEqualTo(HandChunk.INIT);
            assertThat(init.value()).as("the same INIT again").isEqualTo(first.value());
        }
        // 1 s doubled each time up to RTO.Max of 60 s: the first and eight more.
        assertThat(times)
                .containsExactly(
                        0L, 1000L, 3000L, 7000L, 15_000L, 31_000L, 63_000L, 123_000L, 183_000L);
        assertThat(tester.failure).contains("INIT unanswered after 9 tries");
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void initThatIsAnsweredIsNotRepeated() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.pass(20_000);
        tester.nothing();
    }

    @Test
    void initAckIsAnsweredByItsCookieAtOnceUnderThePeersTag() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(Tester.initAck());
        HandChunk echo = tester.out(HandChunk.COOKIE_ECHO);
        assertThat(echo.value()).isEqualTo(text("a cookie"));
        assertThat(tester.state()).isEqualTo(Association.State.COOKIE_ECHOED);
        tester.in(HandChunk.of(HandChunk.COOKIE_ACK));
        assertThat(tester.events).containsExactly(new AssociationEvent.Up(10, 10));
    }

    @Test
    void cookieEchoIsRepeatedWithDoubledTimeoutAndGivenUpAfterMaxInitRetransmits() {
        var tester = Tester.in(Association.State.COOKIE_ECHOED);
        tester.pass(1_000_000);
        List<Long> times = new ArrayList<>();
        for (Tester.Sent sent : tester.sent) {
            times.add(sent.millis());
            assertThat(sent.packet().types()).containsExactly(HandChunk.COOKIE_ECHO);
            assertThat(sent.packet().chunks().getFirst().value()).isEqualTo(text("a cookie"));
        }
        assertThat(times)
                .containsExactly(
                        1000L, 3000L, 7000L, 15_000L, 31_000L, 63_000L, 123_000L, 183_000L);
        assertThat(tester.failure).contains("COOKIE ECHO unanswered after 9 tries");
    }

    @Test
    void streamsAreTheLesserOfWhatOneSendsAndTheOtherTakes() {
        var tester = new Tester(SctpSettings.builder().streams(12, 7).build());
        tester.upByConnect();
        // The peer's INIT ACK: 10 out, 10 in.
        assertThat(tester.events).containsExactly(new AssociationEvent.Up(7, 10));
    }

    @Test
    void initAckWithTagZeroEndsTheSetUp() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(HandChunk.init(HandChunk.INIT_ACK, 0, Tester.WINDOW, 10, 10, 1, cookie()));
        // §3.3.3: an ABORT with the T bit and so with the tag of the packet it answers.
        HandChunk abort = tester.out(HandChunk.ABORT, tester.theirTag);
        assertThat(abort.tBit()).isTrue();
        assertThat(tester.failure).isNotNull();
        assertThat(tester.endpoint.associations()).isZero();
    }

    private static byte[] cookie() {
        return HandChunk.item(7, text("a cookie"));
    }

    @Test
    void initAckWithoutStreamsOrWithATinyWindowEndsTheSetUpWithAnAbort() {
        int[][] windowOutIn = {
            {Tester.WINDOW, 0, 10}, {Tester.WINDOW, 10, 0}, {1499, 10, 10}, {0, 10, 10}
        };
        for (int[] it : windowOutIn) {
            var tester = Tester.in(Association.State.COOKIE_WAIT);
            tester.in(
                    HandChunk.init(
                            HandChunk.INIT_ACK, Tester.TAG, it[0], it[1], it[2], 1, cookie()));
            HandChunk abort = tester.out(HandChunk.ABORT);
            assertThat(abort.tBit()).isFalse();
            assertThat(abort.causes().getFirst().code()).isEqualTo(7);
            assertThat(tester.failure).isNotNull();
            tester.pass(100_000);
            tester.nothing();
        }
    }

    @Test
    void initAckWithoutACookieEndsTheSetUpAndSaysWhatIsMissing() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(HandChunk.init(HandChunk.INIT_ACK, Tester.TAG, Tester.WINDOW, 10, 10, 1));
        HandChunk abort = tester.out(HandChunk.ABORT);
        HandChunk.Item cause = abort.causes().getFirst();
        assertThat(cause.code()).as("Missing Mandatory Parameter").isEqualTo(2);
        assertThat(cause.value()).containsExactly(0, 0, 0, 1, 0, 7);
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void initAckWithAHostNameEndsTheSetUp() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(Tester.initAck(HandChunk.item(11, text("peer.example\0"))));
        assertThat(tester.out(HandChunk.ABORT).causes().getFirst().code()).isEqualTo(5);
        assertThat(tester.failure).isNotNull();
    }

    @Test
    void unknownParametersOfAnInitAckAreTakenAsTheirHighBitsSay() {
        // Highest bit: go on with the parameters behind. Second: report it.
        for (int high = 0; high < 4; high++) {
            int type = high << 14 | 0x0777;
            var tester = Tester.in(Association.State.COOKIE_WAIT);
            tester.in(
                    HandChunk.init(
                            HandChunk.INIT_ACK,
                            Tester.TAG,
                            Tester.WINDOW,
                            10,
                            10,
                            1,
                            cookie(),
                            HandChunk.item(type, text("odd")),
                            HandChunk.item(0xC888, text("next"))));
            HandPacket packet = tester.out();
            assertThat(packet.types().getFirst()).isEqualTo(HandChunk.COOKIE_ECHO);
            boolean reported = (high & 1) != 0;
            boolean wentOn = (high & 2) != 0;
            byte[] expected =
                    HandChunk.join(
                            reported ? HandChunk.item(type, text("odd")) : new byte[0],
                            wentOn ? HandChunk.item(0xC888, text("next")) : new byte[0]);
            if (expected.length == 0) {
                assertThat(packet.types()).as("type %x", type).hasSize(1);
            } else {
                HandChunk error = packet.chunk(HandChunk.ERROR);
                assertThat(error.causes().getFirst().code()).isEqualTo(8);
                assertThat(error.causes().getFirst().value())
                        .as("type %x", type)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void unknownParameterThatStopsAnInitAckBeforeItsCookieLeavesItWithoutOne() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(
                HandChunk.init(
                        HandChunk.INIT_ACK,
                        Tester.TAG,
                        Tester.WINDOW,
                        10,
                        10,
                        1,
                        HandChunk.item(0x0777, text("odd")),
                        cookie()));
        assertThat(tester.out(HandChunk.ABORT).causes().getFirst().code()).isEqualTo(2);
    }

    @Test
    void abortInAnswerToInitEndsTheSetUp() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(HandChunk.of(HandChunk.ABORT));
        assertThat(tester.failure).contains("aborted by the peer");
        tester.pass(100_000);
        tester.nothing();
    }

    @Test
    void abortInAnswerToCookieEchoEndsTheSetUp() {
        var tester = Tester.in(Association.State.COOKIE_ECHOED);
        tester.in(HandChunk.of(HandChunk.ABORT));
        assertThat(tester.failure).contains("aborted by the peer");
    }

    @Test
    void roundTripOfTheSetUpIsTheFirstSampleOfTheTimeout() {
        var tester = new Tester();
        tester.connect();
        tester.noteInit(tester.out(HandChunk.INIT, 0));
        tester.pass(800);
        tester.in(Tester.initAck());
        tester.out(HandChunk.COOKIE_ECHO);
        // RTO = SRTT + 4 * RTTVAR = 0.8 + 4 * 0.4 = 2.4 s.
        tester.pass(2399);
        tester.nothing();
        tester.pass(1);
        tester.out(HandChunk.COOKIE_ECHO);
    }

    @Test
    void staleCookieIsAskedForAgainWithAPreservative() {
        var tester = Tester.in(Association.State.COOKIE_ECHOED);
        byte[] micros = HandChunk.int32(2_500_000);
        tester.in(HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(3, micros)));
        HandChunk init = tester.out(HandChunk.INIT, 0);
        assertThat(Tester.parameter(init, 9).u32()).as("milliseconds").isGreaterThan(2500);
        assertThat(tester.state()).isEqualTo(Association.State.COOKIE_WAIT);
        tester.in(Tester.initAck());
        tester.out(HandChunk.COOKIE_ECHO);
        tester.in(HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(3, micros)));
        assertThat(tester.failure).as("once is enough").isNotNull();
    }

    // ---- being asked ----

    @Test
    void initIsAnsweredByAnInitAckAloneWithACookieAndNothingIsKept() {
        var tester = new Tester().listen();
        HandChunk ack = tester.initiate();
        assertThat(ack.u32(4)).as("tag").isNotZero();
        assertThat(ack.u32(8)).isEqualTo(SctpSettings.defaults().receiveBufferOctets());
        assertThat(ack.u16(12)).isEqualTo(16);
        assertThat(ack.u16(14)).isEqualTo(2048);
        assertThat(ack.parameters()).extracting(HandChunk.Item::code).containsExactly(7);
        assertThat(tester.endpoint.associations()).isZero();
        assertThat(tester.heldOctets()).isZero();
    }

    @Test
    void cookieThatComesBackMakesTheAssociationAndIsAcknowledged() {
        var tester = new Tester().up();
        assertThat(tester.events).containsExactly(new AssociationEvent.Up(10, 10));
        assertThat(tester.endpoint.associations()).isEqualTo(1);
    }

    @Test
    void dataBehindACookieEchoIsTaken() {
        var tester = new Tester().listen();
        tester.initiate();
        tester.in(tester.cookieEcho(), HandChunk.data(Tester.TSN, 0, 0, "early"));
        assertThat(tester.out().types().getFirst()).isEqualTo(HandChunk.COOKIE_ACK);
        assertThat(tester.texts()).containsExactly("early");
    }

    @Test
    void dataBehindACookieAckIsTaken() {
        var tester = Tester.in(Association.State.COOKIE_ECHOED);
        tester.in(
                HandChunk.of(HandChunk.COOKIE_ACK), HandChunk.data(Tester.TSN, 0, 0, "early too"));
        assertThat(tester.texts()).containsExactly("early too");
    }

    @Test
    void initWithTagZeroIsNotAnswered() {
        var tester = new Tester().listen();
        tester.in(0, HandChunk.init(HandChunk.INIT, 0, Tester.WINDOW, 10, 10, 1));
        tester.nothing();
    }

    @Test
    void initWithoutStreamsOrWithATinyWindowIsRefusedUnderItsOwnTag() {
        int[][] windowOutIn = {
            {Tester.WINDOW, 0, 10}, {Tester.WINDOW, 10, 0}, {1499, 10, 10}, {0, 10, 10}
        };
        for (int[] it : windowOutIn) {
            for (var state : List.of(Association.State.CLOSED, Association.State.ESTABLISHED)) {
                var tester = Tester.in(state);
                tester.in(0, HandChunk.init(HandChunk.INIT, 77, it[0], it[1], it[2], 1));
                HandChunk abort = tester.out(HandChunk.ABORT, 77);
                assertThat(abort.tBit()).isFalse();
                assertThat(tester.state()).isEqualTo(state);
            }
        }
    }

    @Test
    void smallestWindowAllowedIsTaken() {
        var tester = new Tester().listen();
        tester.in(0, HandChunk.init(HandChunk.INIT, Tester.TAG, 1500, 1, 1, 1));
        tester.out(HandChunk.INIT_ACK);
    }

    @Test
    void initUnderATagOtherThanZeroIsDropped() {
        var tester = new Tester().listen();
        tester.in(5, Tester.init());
        tester.nothing();
    }

    @Test
    void initThatIsNotAloneIsDropped() {
        var tester = new Tester().listen();
        tester.in(0, Tester.init(), HandChunk.data(Tester.TSN, 0, 0, "x"));
        tester.nothing();
        tester.in(0, HandChunk.data(Tester.TSN, 0, 0, "x"), Tester.init());
        tester.nothing();
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void initToAPortNobodyListensToIsAborted() {
        var tester = new Tester();
        tester.in(0, Tester.init());
        HandChunk abort = tester.out(HandChunk.ABORT);
        assertThat(abort.tBit()).isFalse();
        assertThat(abort.value()).isEmpty();
    }

    @Test
    void initBeyondTheAssociationsAllowedIsAbortedForWantOfResources() {
        var tester = new Tester(SctpSettings.builder().maxAssociations(1).build()).up();
        tester.in(Tester.at("10.0.1.3"), 0, Tester.init());
        assertThat(tester.out(HandChunk.ABORT).causes().getFirst().code()).isEqualTo(4);
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
    }

    @Test
    void initWithAHostNameIsAborted() {
        var tester = new Tester().listen();
        tester.in(0, Tester.init(HandChunk.item(11, text("peer.example\0"))));
        assertThat(tester.out(HandChunk.ABORT).causes().getFirst().code()).isEqualTo(5);
    }

    @Test
    void unknownParametersOfAnInitAreTakenAsTheirHighBitsSay() {
        for (int high = 0; high < 4; high++) {
            int type = high << 14 | 0x0777;
            var tester = new Tester().listen();
            HandChunk ack =
                    tester.initiate(
                            HandChunk.item(type, text("odd")),
                            HandChunk.item(0xC888, text("next")));
            List<Integer> reported = new ArrayList<>();
            for (HandChunk.Item it : ack.parameters()) {
                if (it.code() == 8) {
                    byte[] whole = it.value();
                    reported.add((whole[0] & 0xFF) << 8 | whole[1] & 0xFF);
                    assertThat(whole)
                            .isIn(
                                    HandChunk.item(type, text("odd")),
                                    HandChunk.item(0xC888, text("next")));
                }
            }
            List<Integer> expected = new ArrayList<>();
            if ((high & 1) != 0) {
                expected.add(type);
            }
            if ((high & 2) != 0) {
                expected.add(0xC888);
            }
            assertThat(reported).as("type %x", type).isEqualTo(expected);
            tester.in(tester.cookieEcho());
            tester.out(HandChunk.COOKIE_ACK);
        }
    }

    @Test
    void parametersThatOldPeersSendAreNotReported() {
        var tester = new Tester().listen();
        HandChunk ack =
                tester.initiate(
                        HandChunk.item(12, (byte) 0, (byte) 5, (byte) 0, (byte) 6),
                        HandChunk.item(0x8000),
                        HandChunk.item(0x8008, (byte) 0x82));
        assertThat(ack.parameters()).extracting(HandChunk.Item::code).containsExactly(7);
    }

    @Test
    void cookieThatIsAlteredAnywhereIsDroppedInSilence() {
        var tester = new Tester().listen();
        tester.initiate();
        byte[] cookie = tester.cookie();
        for (int i = 0; i < cookie.length; i++) {
            byte[] altered = cookie.clone();
            altered[i] ^= 0x10;
            tester.in(HandChunk.of(HandChunk.COOKIE_ECHO, 0, altered));
        }
        for (int length = 0; length < cookie.length; length++) {
            tester.in(
                    HandChunk.of(
                            HandChunk.COOKIE_ECHO, 0, java.util.Arrays.copyOf(cookie, length)));
        }
        tester.nothing();
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void cookieUnderAnotherTagFromAnotherPortOrAddressIsDroppedInSilence() {
        var tester = new Tester().listen();
        tester.initiate();
        tester.in(tester.theirTag + 1, tester.cookieEcho());
        tester.in(0, tester.cookieEcho());
        tester.in(Tester.at("10.0.1.66"), tester.theirTag, tester.cookieEcho());
        var otherPort =
                new HandPacket(
                        Tester.PEER_PORT + 1,
                        Tester.PORT,
                        tester.theirTag,
                        List.of(tester.cookieEcho()));
        tester.in(Tester.PEER, otherPort.octets());
        tester.nothing();
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void cookieOfAnotherEndpointIsDroppedInSilence() {
        var tester = new Tester().listen();
        tester.initiate();
        var other =
                new Endpoint(
                        SctpSettings.defaults(),
                        tester::nanos,
                        new Random(43),
                        tester.allocator,
                        tester);
        var packet =
                new HandPacket(
                        Tester.PEER_PORT,
                        Tester.PORT,
                        tester.theirTag,
                        List.of(tester.cookieEcho()));
        var in = tester.allocator.heapBuffer().writeBytes(packet.octets());
        other.receive(0, in, Tester.PEER);
        in.release();
        tester.nothing();
        assertThat(other.associations()).isZero();
    }

    @Test
    void staleCookieIsAnsweredByHowLongItIsStale() {
        var tester = new Tester(SctpSettings.builder().cookieLife(Duration.ofSeconds(60)).build());
        tester.listen();
        tester.initiate();
        tester.pass(60_000 + 1500);
        tester.in(tester.cookieEcho());
        HandChunk error = tester.out(HandChunk.ERROR);
        assertThat(error.causes().getFirst().code()).isEqualTo(3);
        assertThat(error.causes().getFirst().u32()).as("microseconds").isEqualTo(1_500_000);
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void cookieIsGoodUntilItsLifeIsOver() {
        var tester = new Tester().listen();
        tester.initiate();
        tester.pass(60_000);
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.COOKIE_ACK);
    }

    @Test
    void preservativeLengthensTheLifeOfACookieWithinALimit() {
        var tester = new Tester().listen();
        tester.initiate(HandChunk.item(9, HandChunk.int32(5000)));
        tester.pass(64_000);
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.COOKIE_ACK);

        var greedy = new Tester().listen();
        greedy.initiate(HandChunk.item(9, HandChunk.int32(-1)));
        greedy.pass(10 * 60_000);
        greedy.in(greedy.cookieEcho());
        greedy.out(HandChunk.ERROR);
    }

    @Test
    void cookieWithinAnAssociationOfTheSameTagsIsAcknowledgedHoweverOldItIs() {
        var tester = new Tester().up();
        tester.pass(70_000);
        tester.drain();
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.COOKIE_ACK);
        assertThat(tester.events).containsExactly(new AssociationEvent.Up(10, 10));
    }

    @Test
    void cookieForAListenerThatIsGoneIsAborted() {
        var tester = new Tester().listen();
        tester.initiate();
        tester.endpoint.unlisten(Tester.PORT);
        tester.in(tester.cookieEcho());
        tester.out(HandChunk.ABORT);
        assertThat(tester.endpoint.associations()).isZero();
    }

    @Test
    void initOfAnyTruncatedLengthOrWithABrokenParameterIsNeverTaken() {
        byte[] whole =
                new HandPacket(
                                Tester.PEER_PORT,
                                Tester.PORT,
                                0,
                                List.of(
                                        Tester.init(
                                                HandChunk.item(5, HandChunk.octets(4)),
                                                HandChunk.item(9, HandChunk.int32(7)))))
                        .octets();
        var tester = new Tester().listen();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            tester.in(Tester.PEER, length < 12 ? cut : HandPacket.seal(cut));
        }
        tester.nothing();
        for (int size : new int[] {0, 1, 3, 7, 9, 4000, 65535}) {
            byte[] broken = HandChunk.item(5, HandChunk.octets(4));
            broken[2] = (byte) (size >> 8);
            broken[3] = (byte) size;
            tester.in(0, Tester.init(broken));
        }
        tester.nothing();
    }
}

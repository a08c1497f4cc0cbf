package kenb.stack.gtpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.codec.gtpc.Cause;
import kenb.codec.gtpc.FTeid;
import kenb.codec.gtpc.GtpcCodec;
import kenb.codec.gtpc.GtpcIeTypes;
import kenb.codec.gtpc.GtpcMessage;
import kenb.codec.gtpc.GtpcMessageType;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

@Tag("W-09")
class GtpcEntityTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.2", 2123);
    private static final GtpcMessage RELEASE =
            new GtpcMessage(GtpcMessageType.RELEASE_ACCESS_BEARERS_REQUEST, 7, 0);
    private static final GtpcMessage RELEASED =
            new GtpcMessage(
                    GtpcMessageType.RELEASE_ACCESS_BEARERS_RESPONSE,
                    9,
                    0,
                    GtpcIeTypes.CAUSE.of(new Cause(Cause.REQUEST_ACCEPTED)));
    private static final GtpcMessage CONTEXT_REQUEST =
            new GtpcMessage(GtpcMessageType.CONTEXT_REQUEST, 0, 0);

    private static final class Seen implements GtpcOutput {
        final List<Octets> sent = new ArrayList<>();
        final List<GtpcMessage> requests = new ArrayList<>();
        final List<GtpcMessage> answers = new ArrayList<>();
        final List<GtpcMessage> unanswered = new ArrayList<>();
        final List<String> restarts = new ArrayList<>();
        final List<DecodeException> malformed = new ArrayList<>();

        @Override
        public void send(InetSocketAddress peer, Octets datagram) {
            sent.add(datagram);
        }

        @Override
        public void request(InetSocketAddress peer, GtpcMessage message) {
            requests.add(message);
        }

        @Override
        public void answered(InetSocketAddress peer, GtpcMessage request, GtpcMessage answer) {
            assertThat(answer.sequence()).isEqualTo(request.sequence());
            answers.add(answer);
        }

        @Override
        public void unanswered(InetSocketAddress peer, GtpcMessage request) {
            unanswered.add(request);
        }

        @Override
        public void restarted(InetSocketAddress peer, int before, int now) {
            restarts.add(before + " to " + now);
        }

        @Override
        public void malformed(InetSocketAddress peer, DecodeException why) {
            malformed.add(why);
        }

        GtpcMessage lastSent() {
            return GtpcCodec.decode(sent.getLast()).getFirst();
        }
    }

    private final Seen seen = new Seen();
    private final GtpcEntity entity = entity(seen, 5, 0x7ffffe);

    private static GtpcEntity entity(Seen seen, int restarts, int sequence) {
        return new GtpcEntity(
                new GtpcSettings(3_000, 3, 30_000, 60_000, 100), restarts, sequence, seen);
    }

    private void receive(GtpcMessage message, long now) {
        entity.receive(PEER, GtpcCodec.encode(message).toByteArray(), now);
    }

    @Test
    void anUnansweredRequestIsSentThreeTimesTheSameAndThenGivenUp() {
        var request = entity.request(PEER, RELEASE, 0);
        assertThat(entity.tick(0)).isEqualTo(3_000);
        assertThat(entity.tick(2_999)).isEqualTo(3_000);
        assertThat(seen.sent).hasSize(1);
        assertThat(entity.tick(3_000)).isEqualTo(6_000);
        assertThat(entity.tick(6_000)).isEqualTo(9_000);
        assertThat(seen.sent).hasSize(3).containsOnly(GtpcCodec.encode(request));
        assertThat(seen.unanswered).isEmpty();
        assertThat(entity.tick(9_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(seen.unanswered).containsExactly(request);
        assertThat(seen.sent).hasSize(3);
        receive(RELEASED.withSequence(request.sequence()), 9_001);
        assertThat(seen.answers).as("too late").isEmpty();
    }

    @Test
    void anAnswerEndsTheRequestOnceAndOnlyTheRightOneDoes() {
        var request = entity.request(PEER, RELEASE, 0);
        receive(RELEASED.withSequence(request.sequence() - 1), 1);
        receive(
                new GtpcMessage(
                        GtpcMessageType.DELETE_SESSION_RESPONSE,
                        9,
                        request.sequence(),
                        GtpcIeTypes.CAUSE.of(new Cause(16))),
                1);
        var stranger = new InetSocketAddress("127.0.0.3", 2123);
        byte[] answer = GtpcCodec.encode(RELEASED.withSequence(request.sequence())).toByteArray();
        entity.receive(stranger, answer, 1);
        assertThat(seen.answers).isEmpty();
        entity.receive(PEER, answer, 2);
        entity.receive(PEER, answer, 3);
        assertThat(seen.answers).containsExactly(RELEASED.withSequence(request.sequence()));
        assertThat(entity.tick(100_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(seen.sent).hasSize(1);
        assertThat(entity.unanswered()).isEmpty();
    }

    @Test
    void sequenceNumbersGoRoundWithoutTheBitOfCommands() {
        var sequences = new ArrayList<Integer>();
        for (int i = 0; i < 4; i++) sequences.add(entity.request(PEER, RELEASE, 0).sequence());
        assertThat(sequences).containsExactly(0x7ffffe, 0x7fffff, 0, 1);
        var command = new GtpcMessage(GtpcMessageType.BEARER_RESOURCE_COMMAND, 1, 0);
        assertThat(entity.request(PEER, command, 0).sequence()).isEqualTo(0x800002);
    }

    @Test
    void aCommandEndsWhenTheRequestItBringsAboutArrives() {
        var command =
                entity.request(
                        PEER, new GtpcMessage(GtpcMessageType.DELETE_BEARER_COMMAND, 1, 0), 0);
        var request = new GtpcMessage(GtpcMessageType.DELETE_BEARER_REQUEST, 2, command.sequence());
        receive(request, 10);
        assertThat(seen.requests).containsExactly(request);
        assertThat(entity.unanswered()).isEmpty();
        assertThat(entity.tick(50_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(seen.unanswered).isEmpty();
    }

    @Test
    void aRepeatedRequestIsSeenOnceAndAnsweredByTheSameOctets() {
        var request = RELEASE.withSequence(77);
        receive(request, 0);
        receive(request, 3_000);
        assertThat(seen.requests).containsExactly(request);
        assertThat(seen.sent).as("not answered yet").isEmpty();
        entity.answer(PEER, request, RELEASED, 3_500);
        receive(request, 6_000);
        assertThat(seen.sent).hasSize(2);
        assertThat(seen.sent.get(0)).isEqualTo(seen.sent.get(1));
        assertThat(seen.lastSent()).isEqualTo(RELEASED.withSequence(77));
        assertThat(seen.requests).hasSize(1);
        entity.tick(40_000);
        receive(request, 40_000);
        assertThat(seen.requests).as("another one, under an old number").hasSize(2);
    }

    @Test
    void aContextResponseIsRepeatedUntilItIsAcknowledged() {
        var request = CONTEXT_REQUEST.withSequence(5);
        receive(request, 0);
        var response =
                new GtpcMessage(
                        GtpcMessageType.CONTEXT_RESPONSE,
                        1,
                        0,
                        GtpcIeTypes.CAUSE.of(new Cause(Cause.REQUEST_ACCEPTED)));
        entity.answer(PEER, request, response, 0);
        entity.tick(3_000);
        assertThat(seen.sent).hasSize(2);
        var acknowledge =
                new GtpcMessage(
                        GtpcMessageType.CONTEXT_ACKNOWLEDGE,
                        2,
                        5,
                        GtpcIeTypes.CAUSE.of(new Cause(Cause.REQUEST_ACCEPTED)));
        receive(acknowledge, 3_100);
        assertThat(seen.answers).containsExactly(acknowledge);
        assertThat(entity.tick(20_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(seen.sent).hasSize(2);
    }

    @Test
    void aRepeatedContextResponseIsAcknowledgedAgain() {
        var request = entity.request(PEER, CONTEXT_REQUEST, 0);
        var response =
                new GtpcMessage(
                        GtpcMessageType.CONTEXT_RESPONSE,
                        1,
                        request.sequence(),
                        GtpcIeTypes.CAUSE.of(new Cause(Cause.REQUEST_ACCEPTED)));
        receive(response, 1);
        assertThat(seen.answers).containsExactly(response);
        entity.answer(
                PEER,
                response,
                new GtpcMessage(
                        GtpcMessageType.CONTEXT_ACKNOWLEDGE,
                        2,
                        0,
                        GtpcIeTypes.CAUSE.of(new Cause(Cause.REQUEST_ACCEPTED))),
                2);
        receive(response, 3_000);
        assertThat(seen.answers).hasSize(1);
        assertThat(seen.sent).hasSize(3);
        assertThat(seen.sent.get(2)).isEqualTo(seen.sent.get(1));
    }

    @Test
    void echoesAreAnsweredAndAnotherRestartCounterIsReported() {
        entity.watch(PEER, 0);
        assertThat(seen.lastSent().is(GtpcMessageType.ECHO_REQUEST)).isTrue();
        receive(echoResponse(3, seen.lastSent().sequence()), 10);
        assertThat(entity.tick(59_999)).isEqualTo(60_000);
        assertThat(seen.sent).hasSize(1);
        entity.tick(60_000);
        assertThat(seen.sent).hasSize(2);
        receive(echoResponse(3, seen.lastSent().sequence()), 60_010);
        assertThat(seen.restarts).isEmpty();
        receive(
                new GtpcMessage(GtpcMessageType.ECHO_REQUEST, 0, 99, GtpcIeTypes.RECOVERY.of(4)),
                70_000);
        assertThat(seen.lastSent()).isEqualTo(echoResponse(5, 99));
        assertThat(seen.restarts).containsExactly("3 to 4");
        entity.forget(PEER);
        assertThat(entity.tick(500_000)).isEqualTo(Long.MAX_VALUE);
    }

    private static GtpcMessage echoResponse(int counter, int sequence) {
        return new GtpcMessage(
                GtpcMessageType.ECHO_RESPONSE, 0, sequence, GtpcIeTypes.RECOVERY.of(counter));
    }

    @Test
    void aPeerThatAnswersNoEchoIsReported() {
        entity.watch(PEER, 0);
        entity.tick(3_000);
        entity.tick(6_000);
        entity.tick(9_000);
        assertThat(seen.unanswered).hasSize(1);
        assertThat(seen.unanswered.getFirst().is(GtpcMessageType.ECHO_REQUEST)).isTrue();
    }

    @Test
    void aRequestWithoutAMandatoryElementIsRefusedByItsName() {
        var request =
                new GtpcMessage(
                        GtpcMessageType.FORWARD_RELOCATION_REQUEST,
                        0,
                        12,
                        GtpcIeTypes.F_TEID.of(
                                new FTeid(FTeid.S10_MME, 0xabcd, Octets.ofHex("7f000002"), null)));
        receive(request, 0);
        assertThat(seen.requests).isEmpty();
        assertThat(seen.malformed).hasSize(1);
        var refusal = seen.lastSent();
        assertThat(refusal.is(GtpcMessageType.FORWARD_RELOCATION_RESPONSE)).isTrue();
        assertThat(refusal.teid()).isEqualTo(0xabcd);
        assertThat(refusal.sequence()).isEqualTo(12);
        assertThat(refusal.ies().require(GtpcIeTypes.CAUSE))
                .isEqualTo(
                        new Cause(Cause.MANDATORY_IE_MISSING, 0, new Cause.Offending(107, 0, 0)));
    }

    @Test
    void aLaterVersionIsToldSoAndRubbishIsDropped() {
        entity.receive(PEER, HexFormat.of().parseHex("60200004000000010000"), 0);
        assertThat(seen.lastSent().is(GtpcMessageType.VERSION_NOT_SUPPORTED_INDICATION)).isTrue();
        seen.sent.clear();
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] rubbish = new byte[random.nextInt(40)];
            random.nextBytes(rubbish);
            if (rubbish.length > 0) rubbish[0] = (byte) (0x40 | rubbish[0] & 0x1f);
            entity.receive(PEER, rubbish, i);
        }
        assertThat(seen.malformed).hasSizeGreaterThan(10_000);
    }

    @Test
    void requestsAreBoundedAndWhatNeedsNoAnswerIsSentOnce() {
        var relay = new GtpcMessage(GtpcMessageType.STOP_PAGING_INDICATION, 1, 0);
        for (int i = 0; i < 200; i++) entity.request(PEER, relay, 0);
        assertThat(entity.tick(100_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(seen.sent).hasSize(200);
        for (int i = 0; i < 100; i++) entity.request(PEER, RELEASE, 0);
        assertThatThrownBy(() -> entity.request(PEER, RELEASE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    /// Two entities over a network that loses, repeats and delays.
    @Test
    void everyRequestIsWorkedOnOnceAndAnsweredOverABadNetwork() {
        for (int seed = 0; seed < 50; seed++) {
            new BadNetwork(seed).run();
        }
    }

    private static final class BadNetwork {
        private static final InetSocketAddress A = new InetSocketAddress("127.0.0.1", 2123);
        private static final int REQUESTS = 40;

        private final Random random;
        private final Seen a = new Seen();
        private final Seen b = new Seen();
        private final GtpcSettings patient = new GtpcSettings(3_000, 40, 600_000, 0, 1000);
        private final GtpcEntity client = new GtpcEntity(patient, 1, 1, a);
        private final GtpcEntity server = new GtpcEntity(patient, 1, 1, b);
        private int served;

        BadNetwork(int seed) {
            random = new Random(seed);
        }

        void run() {
            for (long now = 0; now < 400_000; now += 500) {
                if (now / 500 < REQUESTS) client.request(PEER, RELEASE, now);
                client.tick(now);
                server.tick(now);
                for (Octets datagram : lossy(a.sent)) {
                    server.receive(A, datagram.toByteArray(), now);
                }
                for (GtpcMessage request : b.requests) {
                    served++;
                    server.answer(A, request, RELEASED, now);
                }
                b.requests.clear();
                for (Octets datagram : lossy(b.sent)) {
                    client.receive(PEER, datagram.toByteArray(), now);
                }
            }
            assertThat(served).isEqualTo(REQUESTS);
            assertThat(a.answers).hasSize(REQUESTS);
            assertThat(a.unanswered).isEmpty();
        }

        private List<Octets> lossy(List<Octets> sent) {
            var through = new ArrayList<Octets>();
            var late = new ArrayList<Octets>();
            for (Octets datagram : sent) {
                switch (random.nextInt(4)) {
                    case 0 -> {}
                    case 1 -> {
                        through.add(datagram);
                        through.add(datagram);
                    }
                    case 2 -> late.add(datagram);
                    default -> through.addFirst(datagram);
                }
            }
            sent.clear();
            sent.addAll(late);
            return through;
        }
    }
}

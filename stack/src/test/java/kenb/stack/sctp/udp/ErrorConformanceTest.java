package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/// Errors told and taken, chunks of unknown types, bundling, chunks that have to be authenticated (RFC 9260 §3.2, §3.3.10, §6.5,
/// §6.10; RFC 4895; the purposes "E" and "B" of ETSI TS 102 369).
@Tag("T-03")
class ErrorConformanceTest {
    private final Tester tester = Tester.in(Association.State.ESTABLISHED);

    private HandChunk message(int n) {
        return HandChunk.data(Tester.TSN + n, 0, n, "message " + n);
    }

    // ---- what the peer did wrong ----

    @Test
    void dataOnAStreamThatIsNotThereIsAcknowledgedAndReported() {
        tester.in(HandChunk.data(Tester.TSN, 10, 0, "one too far"));
        HandPacket packet = tester.out();
        HandChunk error = packet.chunk(HandChunk.ERROR);
        assertThat(error.causes().getFirst().code()).isEqualTo(1);
        assertThat(error.causes().getFirst().value()).containsExactly(0, 10, 0, 0);
        tester.in(HandChunk.data(Tester.TSN + 1, 9, 0, "the last one"));
        assertThat(tester.texts()).containsExactly("the last one");
        tester.pass(200);
        List<HandPacket> rest = tester.drain();
        assertThat(rest.getLast().chunk(HandChunk.SACK).cumulative()).isEqualTo(Tester.TSN + 1);
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
    }

    @Test
    void dataWithoutDataEndsTheAssociationAndItsTsnIsNamed() {
        tester.in(HandChunk.data(HandChunk.WHOLE, Tester.TSN, 0, 0, new byte[0]));
        HandChunk abort = tester.out(HandChunk.ABORT);
        assertThat(abort.causes().getFirst().code()).isEqualTo(9);
        assertThat(abort.causes().getFirst().u32()).isEqualTo(Tester.TSN);
        assertThat(tester.events.getLast()).isInstanceOf(AssociationEvent.Lost.class);
    }

    // ---- what the peer says ----

    @Test
    void errorOfThePeerIsToldAndEndsNothing() {
        tester.in(HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(6, HandChunk.octets(8))));
        assertThat(tester.events)
                .endsWith(new AssociationEvent.PeerError(6, "Unrecognized Chunk Type"));
        tester.in(
                HandChunk.of(
                        HandChunk.ERROR,
                        0,
                        HandChunk.item(1, HandChunk.int32(5 << 16)),
                        HandChunk.item(13, (byte) 'h', (byte) 'm')));
        assertThat(tester.events)
                .endsWith(
                        new AssociationEvent.PeerError(
                                1, "Invalid Stream Identifier, Protocol Violation \"hm\""));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
    }

    @Test
    void brokenCausesOfThePeerAreTakenForNone() {
        for (int length : new int[] {0, 1, 3, 100, 65_535}) {
            byte[] cause = HandChunk.item(6, HandChunk.octets(4));
            cause[2] = (byte) (length >> 8);
            cause[3] = (byte) length;
            tester.in(HandChunk.of(HandChunk.ERROR, 0, cause));
            assertThat(tester.events).endsWith(new AssociationEvent.PeerError(6, "no cause given"));
        }
        tester.in(HandChunk.of(HandChunk.ERROR));
        tester.in(HandChunk.of(HandChunk.ERROR, 0, new byte[] {1, 2, 3}));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
    }

    // ---- chunks of unknown types, §3.2 ----

    @Test
    void unknownChunksAreSkippedOrEndThePacketAndAreReportedAsTheirHighBitsSay() {
        for (int high = 0; high < 4; high++) {
            var one = Tester.in(Association.State.ESTABLISHED);
            int type = high << 6 | 0x2A;
            byte[] value = HandChunk.octets(11);
            one.in(HandChunk.of(type, 0x5A, value), message(0));
            boolean skipped = (high & 2) != 0;
            boolean reported = (high & 1) != 0;
            assertThat(one.messages).as("type %x", type).hasSize(skipped ? 1 : 0);
            if (reported) {
                HandChunk error = one.out().chunk(HandChunk.ERROR);
                assertThat(error.causes().getFirst().code()).isEqualTo(6);
                byte[] chunk = HandChunk.join(new byte[] {(byte) type, 0x5A, 0, 15}, value);
                assertThat(java.util.Arrays.copyOf(error.causes().getFirst().value(), 15))
                        .isEqualTo(chunk);
            }
            one.nothing();
        }
    }

    @Test
    void unknownChunkIsReportedWholeHoweverLong() {
        byte[] value = HandChunk.octets(1400);
        tester.in(HandChunk.of(0xFA, 0, value));
        HandChunk error = tester.out(HandChunk.ERROR);
        assertThat(error.causes().getFirst().value())
                .isEqualTo(
                        HandChunk.join(
                                ByteBuffer.allocate(4).putInt(0xFA00_0000 | 1404).array(), value));
    }

    @Test
    void unknownChunkInFrontOfTheInitAckIsNotReportedToATagNotKnown() {
        var early = Tester.in(Association.State.COOKIE_WAIT);
        early.in(HandChunk.of(0xFA));
        early.in(HandChunk.of(0x7A));
        early.nothing();
    }

    // ---- bundling, §6.10 ----

    @Test
    void controlChunksStandInFrontOfData() {
        tester.in(message(0));
        tester.in(HandChunk.heartbeat(HandChunk.octets(4)), message(1));
        tester.say("data");
        for (HandPacket packet : tester.drain()) {
            List<Integer> types = packet.types();
            int firstData = types.indexOf(HandChunk.DATA);
            if (firstData >= 0) {
                assertThat(types.subList(firstData, types.size())).containsOnly(HandChunk.DATA);
            }
        }
    }

    @Test
    void messagesGivenTogetherShareAPacketAsFarAsTheyFit() {
        for (int i = 0; i < 100; i++) {
            tester.queue(0, false, new byte[61]);
        }
        tester.association().flush();
        List<HandPacket> packets = tester.drain();
        // 61 octets take 77 and 3 of padding; 1472 less the header hold 18 of them.
        assertThat(packets.getFirst().all(HandChunk.DATA)).hasSize(18);
        for (HandPacket packet : packets) {
            assertThat(packet.octets().length).isLessThanOrEqualTo(1472);
        }
    }

    @Test
    void bundledChunksAreAllTaken() {
        tester.in(
                HandChunk.heartbeat(HandChunk.octets(4)),
                message(0),
                HandChunk.heartbeat(HandChunk.octets(5)),
                message(1));
        assertThat(tester.messages).hasSize(2);
        long answers =
                tester.drain().stream()
                        .mapToLong(it -> it.all(HandChunk.HEARTBEAT_ACK).size())
                        .sum();
        assertThat(answers).isEqualTo(2);
    }

    @Test
    void shutdownCompleteGoesAlone() {
        var closing = Tester.in(Association.State.SHUTDOWN_SENT);
        closing.in(HandChunk.heartbeat(HandChunk.octets(4)), HandChunk.of(HandChunk.SHUTDOWN_ACK));
        List<HandPacket> out = closing.drain();
        assertThat(out.getLast().types()).containsExactly(HandChunk.SHUTDOWN_COMPLETE);
    }

    @Test
    void abortStandsLastAndNeverWithData() {
        tester.in(
                HandChunk.heartbeat(HandChunk.octets(4)),
                HandChunk.data(HandChunk.WHOLE, Tester.TSN, 0, 0, new byte[0]));
        for (HandPacket packet : tester.drain()) {
            if (packet.types().contains(HandChunk.ABORT)) {
                assertThat(packet.types()).doesNotContain(HandChunk.DATA).endsWith(HandChunk.ABORT);
            }
        }
    }

    // ---- SCTP-AUTH, RFC 4895 ----

    private static Tester authenticating() {
        var settings =
                SctpSettings.builder()
                        .authenticatedChunks(Set.of(HandChunk.DATA, HandChunk.HEARTBEAT))
                        .build();
        return new Tester(settings)
                .up(
                        HandChunk.item(0x8002, HandChunk.octets(32)),
                        HandChunk.item(0x8003, (byte) HandChunk.SACK),
                        HandChunk.item(0x8004, (byte) 0, (byte) 1));
    }

    @Test
    void chunkThatHasToBeAuthenticatedIsDroppedWithoutAnAuthChunkInFront() {
        var one = authenticating();
        one.in(message(0));
        one.in(HandChunk.heartbeat(HandChunk.octets(4)));
        one.in(message(0), auth(1, HandChunk.octets(20)));
        one.pass(1000);
        assertThat(one.messages).isEmpty();
        one.nothing();
        assertThat(one.state()).isEqualTo(Association.State.ESTABLISHED);
    }

    private static HandChunk auth(int hmac, byte[] value) {
        return HandChunk.of(HandChunk.AUTH, 0, new byte[] {0, 0, 0, (byte) hmac}, value);
    }

    @Test
    void chunkBehindAWrongHmacIsDroppedInSilence() {
        var one = authenticating();
        one.in(auth(1, HandChunk.octets(20)), message(0));
        one.in(auth(1, HandChunk.octets(3)), message(0));
        one.in(HandChunk.of(HandChunk.AUTH), message(0));
        one.pass(1000);
        assertThat(one.messages).isEmpty();
        one.nothing();
        assertThat(one.association().notGenuine()).isEqualTo(3);
    }

    @Test
    void hmacThatIsNotKnownIsReported() {
        var one = authenticating();
        one.in(auth(2, HandChunk.octets(20)), message(0));
        HandChunk error = one.out().chunk(HandChunk.ERROR);
        assertThat(error.causes().getFirst().code()).isEqualTo(0x0105);
        assertThat(error.causes().getFirst().value()).containsExactly(0, 2);
        assertThat(one.messages).isEmpty();
    }

    @Test
    void chunkThatNeedsNoAuthenticationIsTakenWithout() {
        var one = authenticating();
        one.say("something to acknowledge");
        one.drain();
        one.in(HandChunk.sack(one.theirTsn, 50_000));
        one.pass(5000);
        assertThat(one.drainData()).isEmpty();
    }

    @Test
    void dataThePeerDoesNotWantAuthenticatedGoesPlain() {
        var one = authenticating();
        one.say("the peer asked for SACK only");
        assertThat(one.out().types()).containsExactly(HandChunk.DATA);
    }
}

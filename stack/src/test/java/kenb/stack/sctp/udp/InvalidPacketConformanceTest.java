package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.AssociationEvent;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/// Packets of no association, with wrong tags, checksums and lengths (RFC 9260 §6.8, §8.4, §8.5; the purposes "I" of ETSI TS
/// 102 369).
@Tag("T-03")
class InvalidPacketConformanceTest {
    private static final int STRANGE = 0x31415926;

    // ---- of no association, §8.4 ----

    private static Tester alone() {
        return new Tester().listen();
    }

    @Test
    void abortOfNoAssociationIsDroppedWhereverItStandsInThePacket() {
        var tester = alone();
        tester.in(STRANGE, HandChunk.of(HandChunk.ABORT));
        tester.in(STRANGE, HandChunk.of(HandChunk.ABORT, HandChunk.T_BIT));
        tester.in(STRANGE, HandChunk.data(1, 0, 0, "x"), HandChunk.of(HandChunk.ABORT));
        tester.in(STRANGE, HandChunk.of(HandChunk.SHUTDOWN_ACK), HandChunk.of(HandChunk.ABORT));
        tester.nothing();
    }

    @Test
    void shutdownAckOfNoAssociationIsAnsweredByShutdownCompleteUnderItsOwnTag() {
        var tester = alone();
        tester.in(STRANGE, HandChunk.of(HandChunk.SHUTDOWN_ACK));
        assertThat(tester.out(HandChunk.SHUTDOWN_COMPLETE, STRANGE).tBit()).isTrue();
        // Behind another control chunk it is still one.
        tester.in(
                STRANGE,
                HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(10)),
                HandChunk.of(HandChunk.SHUTDOWN_ACK));
        assertThat(tester.out(HandChunk.SHUTDOWN_COMPLETE, STRANGE).tBit()).isTrue();
    }

    @Test
    void shutdownCompleteCookieAckAndStaleCookieOfNoAssociationAreDropped() {
        var tester = alone();
        tester.in(STRANGE, HandChunk.of(HandChunk.SHUTDOWN_COMPLETE));
        tester.in(STRANGE, HandChunk.of(HandChunk.COOKIE_ACK));
        tester.in(STRANGE, HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(3, HandChunk.int32(9))));
        tester.in(STRANGE, HandChunk.of(HandChunk.COOKIE_ECHO, 0, HandChunk.octets(100)));
        tester.nothing();
    }

    @Test
    void anythingElseOfNoAssociationIsAbortedUnderItsOwnTag() {
        var tester = alone();
        List<HandChunk> chunks =
                List.of(
                        HandChunk.data(1, 0, 0, "x"),
                        HandChunk.sack(1, 1000),
                        HandChunk.init(HandChunk.INIT_ACK, 1, 5000, 1, 1, 1),
                        HandChunk.heartbeat(HandChunk.octets(8)),
                        HandChunk.of(HandChunk.HEARTBEAT_ACK, 0, HandChunk.item(1)),
                        HandChunk.shutdown(1),
                        HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(1, HandChunk.int32(9))),
                        HandChunk.of(0x3F),
                        HandChunk.of(0xFF));
        for (HandChunk chunk : chunks) {
            tester.in(STRANGE, chunk);
            HandChunk abort = tester.out(HandChunk.ABORT, STRANGE);
            assertThat(abort.tBit()).as("type %d", chunk.type()).isTrue();
        }
        assertThat(tester.endpoint.outOfTheBlue()).isEqualTo(chunks.size());
    }

    @Test
    void chunkOfNoAssociationThatIsLongerThanItsPacketIsDropped() {
        var tester = alone();
        for (int type = 0; type < 256; type++) {
            for (int length : new int[] {0, 3, 5, 8, 100, 65_535}) {
                byte[] packet =
                        new HandPacket(
                                        Tester.PEER_PORT,
                                        Tester.PORT,
                                        STRANGE,
                                        List.of(HandChunk.of(type)))
                                .octets();
                packet[14] = (byte) (length >> 8);
                packet[15] = (byte) length;
                tester.in(Tester.PEER, HandPacket.seal(packet));
            }
        }
        tester.nothing();
    }

    @Test
    void packetFromAMulticastOrUnspecifiedAddressIsDropped() {
        var tester = alone();
        tester.in(Tester.at("224.0.0.1"), STRANGE, HandChunk.data(1, 0, 0, "x"));
        tester.in(Tester.at("0.0.0.0"), STRANGE, HandChunk.data(1, 0, 0, "x"));
        tester.in(Tester.at("224.0.0.1"), 0, Tester.init());
        tester.nothing();
    }

    @Test
    void packetWithoutAChunkIsDropped() {
        var tester = alone();
        tester.in(STRANGE);
        tester.in(0);
        tester.nothing();
    }

    // ---- tags, §8.5 ----

    @ParameterizedTest
    @EnumSource(value = Association.State.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOSED")
    void packetOfAnAssociationUnderAWrongTagIsDroppedInSilence(Association.State state) {
        var tester = Tester.in(state);
        int events = tester.events.size();
        for (int tag : new int[] {STRANGE, 0, tester.theirTag + 1, Tester.TAG}) {
            tester.in(tag, HandChunk.data(Tester.TSN, 0, 0, "x"));
            tester.in(tag, HandChunk.sack(tester.theirTsn, 5));
            tester.in(tag, HandChunk.of(HandChunk.COOKIE_ACK));
            tester.in(tag, HandChunk.heartbeat(HandChunk.octets(4)));
            tester.in(tag, HandChunk.shutdown(tester.theirTsn - 1));
            tester.in(tag, HandChunk.of(HandChunk.ABORT));
            tester.in(tag, HandChunk.of(HandChunk.SHUTDOWN_COMPLETE));
            tester.in(tag, HandChunk.of(HandChunk.ERROR, 0, HandChunk.item(1)));
            tester.in(tag, HandChunk.init(HandChunk.INIT_ACK, 9, 5000, 1, 1, 1));
            tester.in(tag, HandChunk.of(0xC5));
        }
        tester.nothing();
        assertThat(tester.state()).isEqualTo(state);
        assertThat(tester.events).hasSize(events);
        assertThat(tester.messages).isEmpty();
    }

    @Test
    void packetUnderTagZeroThatIsNoInitIsDroppedInSilence() {
        var tester = alone();
        tester.in(0, HandChunk.data(1, 0, 0, "x"));
        tester.in(0, HandChunk.of(HandChunk.SHUTDOWN_ACK));
        tester.in(0, HandChunk.heartbeat());
        tester.nothing();
    }

    @Test
    void abortIsTakenUnderOurTagOrWithTheTBitUnderThePeers() {
        var ours = Tester.in(Association.State.ESTABLISHED);
        ours.in(ours.theirTag, HandChunk.of(HandChunk.ABORT));
        assertThat(ours.endpoint.associations()).isZero();

        var peers = Tester.in(Association.State.ESTABLISHED);
        peers.in(Tester.TAG, HandChunk.of(HandChunk.ABORT, HandChunk.T_BIT));
        assertThat(peers.endpoint.associations()).isZero();

        var wrong = Tester.in(Association.State.ESTABLISHED);
        wrong.in(wrong.theirTag, HandChunk.of(HandChunk.ABORT, HandChunk.T_BIT));
        wrong.in(Tester.TAG, HandChunk.of(HandChunk.ABORT));
        wrong.in(STRANGE, HandChunk.of(HandChunk.ABORT, HandChunk.T_BIT));
        wrong.nothing();
        assertThat(wrong.state()).isEqualTo(Association.State.ESTABLISHED);
    }

    @Test
    void abortWithTheTBitUnderTagZeroDoesNotEndASetUp() {
        var tester = Tester.in(Association.State.COOKIE_WAIT);
        tester.in(0, HandChunk.of(HandChunk.ABORT, HandChunk.T_BIT));
        tester.nothing();
        assertThat(tester.state()).isEqualTo(Association.State.COOKIE_WAIT);
    }

    @Test
    void shutdownCompleteIsTakenUnderOurTagOrWithTheTBitUnderThePeers() {
        var ours = Tester.in(Association.State.SHUTDOWN_ACK_SENT);
        ours.in(ours.theirTag, HandChunk.of(HandChunk.SHUTDOWN_COMPLETE));
        assertThat(ours.events).endsWith(new AssociationEvent.Closed());

        var peers = Tester.in(Association.State.SHUTDOWN_ACK_SENT);
        peers.in(Tester.TAG, HandChunk.of(HandChunk.SHUTDOWN_COMPLETE, HandChunk.T_BIT));
        assertThat(peers.events).endsWith(new AssociationEvent.Closed());

        var wrong = Tester.in(Association.State.SHUTDOWN_ACK_SENT);
        wrong.in(wrong.theirTag, HandChunk.of(HandChunk.SHUTDOWN_COMPLETE, HandChunk.T_BIT));
        wrong.in(Tester.TAG, HandChunk.of(HandChunk.SHUTDOWN_COMPLETE));
        wrong.nothing();
        assertThat(wrong.state()).isEqualTo(Association.State.SHUTDOWN_ACK_SENT);
    }

    @Test
    void shutdownAckUnderAWrongTagEndsNothing() {
        for (var state : List.of(Association.State.SHUTDOWN_SENT, Association.State.ESTABLISHED)) {
            var tester = Tester.in(state);
            tester.in(STRANGE, HandChunk.of(HandChunk.SHUTDOWN_ACK));
            tester.nothing();
            assertThat(tester.state()).isEqualTo(state);
        }
    }

    @Test
    void rightTagFromAnAddressThatIsNotThePeersChangesNothing() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        tester.in(Tester.at("10.0.1.66"), tester.theirTag, HandChunk.data(Tester.TSN, 0, 0, "x"));
        tester.in(Tester.at("10.0.1.66"), tester.theirTag, HandChunk.of(HandChunk.ABORT));
        assertThat(tester.messages).isEmpty();
        assertThat(tester.state()).isEqualTo(Association.State.ESTABLISHED);
        assertThat(tester.association().addresses()).isEqualTo(1);
    }

    // ---- checksum, §6.8 ----

    @Test
    void packetWithAnyBitOfItsChecksumWrongIsDroppedInSilence() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        byte[] good =
                new HandPacket(
                                Tester.PEER_PORT,
                                Tester.PORT,
                                tester.theirTag,
                                List.of(HandChunk.data(Tester.TSN, 0, 0, "message")))
                        .octets();
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] altered = good.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            tester.in(Tester.PEER, altered);
        }
        tester.nothing();
        assertThat(tester.messages).isEmpty();
        assertThat(tester.endpoint.badChecksums()).isEqualTo(8L * good.length);
        tester.in(Tester.PEER, good);
        assertThat(tester.texts()).containsExactly("message");
    }

    @Test
    void adler32OfTheOldProtocolIsNotTaken() {
        var tester = alone();
        byte[] packet =
                new HandPacket(Tester.PEER_PORT, Tester.PORT, 0, List.of(Tester.init())).octets();
        Arrays.fill(packet, 8, 12, (byte) 0);
        var adler = new java.util.zip.Adler32();
        adler.update(packet);
        java.nio.ByteBuffer.wrap(packet).putInt(8, (int) adler.getValue());
        tester.in(Tester.PEER, packet);
        tester.nothing();
    }

    // ---- lengths ----

    @Test
    void packetCutAnywhereDeliversOnlyWhatIsWhole() {
        for (int cut = 0; cut < 200; cut++) {
            var tester = Tester.in(Association.State.ESTABLISHED);
            byte[] whole =
                    new HandPacket(
                                    Tester.PEER_PORT,
                                    Tester.PORT,
                                    tester.theirTag,
                                    List.of(
                                            HandChunk.data(Tester.TSN, 0, 0, "abcdefgh"),
                                            HandChunk.data(Tester.TSN + 1, 0, 1, "ijkl")))
                            .octets();
            if (cut > whole.length) {
                return;
            }
            byte[] packet = Arrays.copyOf(whole, cut);
            tester.in(Tester.PEER, cut < 12 ? packet : HandPacket.seal(packet));
            assertThat(tester.texts())
                    .as("cut to %d", cut)
                    .hasSize(cut < 12 + 24 ? 0 : cut < whole.length ? 1 : 2);
            tester.releaseMessages();
            tester.association().abort("end");
            assertThat(tester.heldOctets()).isZero();
        }
    }

    @Test
    void chunkLongerThanItsPacketOrShorterThanItsHeaderIsNotTaken() {
        for (int length : new int[] {0, 1, 2, 3, 40, 1000, 65535}) {
            for (int type = 0; type < 256; type++) {
                var tester = Tester.in(Association.State.ESTABLISHED);
                byte[] packet =
                        new HandPacket(
                                        Tester.PEER_PORT,
                                        Tester.PORT,
                                        tester.theirTag,
                                        List.of(HandChunk.of(type, 0, HandChunk.octets(16))))
                                .octets();
                packet[14] = (byte) (length >> 8);
                packet[15] = (byte) length;
                tester.in(Tester.PEER, HandPacket.seal(packet));
                assertThat(tester.messages).isEmpty();
                // Dropped, or the peer is told that it broke the protocol: nothing else.
                for (HandPacket out : tester.drain()) {
                    assertThat(out.types()).containsExactly(HandChunk.ABORT);
                    assertThat(out.chunks().getFirst().causes().getFirst().code()).isEqualTo(13);
                }
            }
        }
    }

    @Test
    void fixedPartsThatAreTooShortAreNotRead() {
        record Short(int type, int octets) {}
        for (Short it :
                List.of(
                        new Short(HandChunk.DATA, 11),
                        new Short(HandChunk.SACK, 8),
                        new Short(HandChunk.INIT_ACK, 12),
                        new Short(HandChunk.SHUTDOWN, 0))) {
            for (var state : Association.State.values()) {
                var tester = Tester.in(state);
                for (int octets = it.octets(); octets >= 0; octets--) {
                    tester.in(HandChunk.of(it.type(), 0, HandChunk.octets(octets)));
                }
                assertThat(tester.messages).isEmpty();
            }
        }
    }

    @Test
    void packetFromANewUdpPortUnderTheRightTagMovesThePeerThere() {
        var tester = Tester.in(Association.State.ESTABLISHED);
        var elsewhere = new InetSocketAddress(Tester.PEER.getAddress(), 51_000);
        tester.in(elsewhere, STRANGE, HandChunk.heartbeat());
        tester.drain();
        tester.say("a wrong tag moves nothing");
        assertThat(tester.outSent().to()).isEqualTo(Tester.PEER);
        tester.in(elsewhere, tester.theirTag, HandChunk.heartbeat(HandChunk.octets(5)));
        Tester.Sent answer = tester.outSent();
        assertThat(answer.packet().types()).containsExactly(HandChunk.HEARTBEAT_ACK);
        assertThat(answer.to()).isEqualTo(elsewhere);
        tester.say("there it is now");
        assertThat(tester.outSent().to()).isEqualTo(elsewhere);
    }
}

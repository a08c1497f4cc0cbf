package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// SACKs sent: when, and what they say (RFC 9260 §6.2, §6.7, §3.3.4; the purposes "A" of ETSI TS 102 369).
@Tag("T-03")
class AcknowledgementConformanceTest {
    private final Tester tester = Tester.in(Association.State.ESTABLISHED);

    /// The n-th message of the peer, on stream 0 in the order of the calls.
    private HandChunk message(int n) {
        return HandChunk.data(
                HandChunk.WHOLE | HandChunk.UNORDERED, Tester.TSN + n, 0, 0, HandChunk.octets(10));
    }

    private HandChunk sack() {
        return tester.out(HandChunk.SACK);
    }

    private static int tsn(int n) {
        return Tester.TSN + n;
    }

    @Test
    void loneDataIsAcknowledgedAfterTheDelay() {
        tester.in(message(0));
        tester.pass(199);
        tester.nothing();
        tester.pass(1);
        HandChunk sack = sack();
        assertThat(sack.flags()).isZero();
        assertThat(sack.cumulative()).isEqualTo(tsn(0));
        assertThat(sack.gaps()).isEmpty();
        assertThat(sack.duplicates()).isEmpty();
        tester.pass(5000);
        tester.nothing();
    }

    @Test
    void delayBeginsWithTheFirstPacketNotAcknowledged() {
        tester.in(message(0));
        tester.pass(150);
        tester.in(HandChunk.heartbeat());
        tester.out(HandChunk.HEARTBEAT_ACK);
        tester.pass(50);
        sack();
    }

    @Test
    void everySecondPacketWithDataIsAcknowledgedAtOnce() {
        for (int n = 0; n < 20; n += 2) {
            tester.in(message(n));
            tester.nothing();
            tester.in(message(n + 1));
            assertThat(sack().cumulative()).isEqualTo(tsn(n + 1));
        }
        tester.pass(1000);
        tester.nothing();
    }

    @Test
    void packetsAreCountedNotChunks() {
        tester.in(message(0), message(1), message(2));
        tester.nothing();
        tester.in(message(3));
        assertThat(sack().cumulative()).isEqualTo(tsn(3));
    }

    @Test
    void delayAndCountAreAsSet() {
        var slow =
                Tester.in(
                        Association.State.ESTABLISHED,
                        SctpSettings.builder()
                                .sackDelay(Duration.ofMillis(500))
                                .sackEveryPackets(3)
                                .build());
        slow.in(message(0));
        slow.in(message(1));
        slow.nothing();
        slow.in(message(2));
        slow.out(HandChunk.SACK);
        slow.in(message(3));
        slow.pass(499);
        slow.nothing();
        slow.pass(1);
        slow.out(HandChunk.SACK);
    }

    @Test
    void immediateBitAsksForASackAtOnce() {
        tester.in(
                HandChunk.data(
                        HandChunk.WHOLE | HandChunk.IMMEDIATE, tsn(0), 0, 0, HandChunk.octets(3)));
        assertThat(sack().cumulative()).isEqualTo(tsn(0));
    }

    @Test
    void gapIsReportedAtOnceAndWithEachPacketUntilItIsFilled() {
        tester.in(message(1));
        HandChunk first = sack();
        assertThat(first.cumulative()).isEqualTo(tsn(-1));
        assertThat(first.gaps()).containsExactly(2, 2);
        tester.in(message(2));
        assertThat(sack().gaps()).containsExactly(2, 3);
        tester.in(message(5));
        assertThat(sack().gaps()).containsExactly(2, 3, 6, 6);
        tester.in(message(0));
        HandChunk filled = sack();
        assertThat(filled.cumulative()).isEqualTo(tsn(2));
        assertThat(filled.gaps()).containsExactly(3, 3);
    }

    @Test
    void gapBlocksAreInAscendingOrderDisjointAndRelativeToTheCumulativeTsn() {
        // TSNs pass 2^32 in the midst of this.
        for (int n : new int[] {30, 3, 9, 25, 4, 24, 11, 10, 20}) {
            tester.in(message(n));
            tester.drain();
        }
        tester.in(message(0));
        HandChunk sack = sack();
        assertThat(sack.cumulative()).isEqualTo(tsn(0));
        assertThat(sack.gaps()).containsExactly(3, 4, 9, 11, 20, 20, 24, 25, 30, 30);
    }

    @Test
    void duplicatesAreReportedAtOnceOncePerCopyAndForgotten() {
        tester.in(message(0));
        tester.in(message(1));
        sack();
        tester.in(message(0), message(1), message(0));
        HandChunk sack = sack();
        assertThat(sack.cumulative()).isEqualTo(tsn(1));
        assertThat(sack.duplicates()).containsExactly(tsn(0), tsn(1), tsn(0));
        assertThat(tester.messages).hasSize(2);
        tester.in(message(2));
        tester.in(message(3));
        assertThat(sack().duplicates()).isEmpty();
    }

    @Test
    void duplicateAboveAGapIsReportedToo() {
        tester.in(message(4));
        sack();
        tester.in(message(4));
        HandChunk sack = sack();
        assertThat(sack.gaps()).containsExactly(5, 5);
        assertThat(sack.duplicates()).containsExactly(tsn(4));
        assertThat(tester.messages).hasSize(1);
    }

    @Test
    void sackGoesToWhereTheDataCameFrom() {
        var elsewhere = new java.net.InetSocketAddress(Tester.PEER.getAddress(), 5555);
        tester.in(elsewhere, tester.theirTag, message(0));
        tester.in(elsewhere, tester.theirTag, message(1));
        assertThat(tester.outSent().to()).isEqualTo(elsewhere);
    }

    @Test
    void sackRidesWithDataThatGoesOutBeforeItIsDueInFrontOfIt() {
        tester.in(message(0));
        tester.say("answer");
        HandPacket packet = tester.out();
        assertThat(packet.types()).containsExactly(HandChunk.SACK, HandChunk.DATA);
        assertThat(packet.chunk(HandChunk.SACK).cumulative()).isEqualTo(tsn(0));
        tester.pass(500);
        tester.nothing();
    }

    // ---- the window, §6.2 ----

    @Test
    void windowShrinksByWhatIsUnreadAndOpensAgain() {
        tester.reads = false;
        int all = SctpSettings.defaults().receiveBufferOctets();
        for (int n = 0; n < 2; n++) {
            tester.in(HandChunk.data(HandChunk.WHOLE, tsn(n), 0, n, HandChunk.octets(1000)));
        }
        int window = sack().window();
        assertThat(window).isLessThanOrEqualTo(all - 2000).isGreaterThan(all - 4000);
        tester.messages.forEach(tester.association()::consumed);
        tester.in(message(2));
        tester.in(message(3));
        assertThat(sack().window()).isGreaterThan(window);
    }

    private Tester small() {
        var small =
                Tester.in(
                        Association.State.ESTABLISHED,
                        SctpSettings.builder().receiveBufferOctets(8192).build());
        small.reads = false;
        return small;
    }

    /// Sends 1000 octets at a time until the window is shut.
    private int shut(Tester small) {
        int n = 0;
        int window;
        do {
            small.in(HandChunk.data(HandChunk.WHOLE, tsn(n), 0, n, HandChunk.octets(1000)));
            small.pass(200);
            n++;
            window = small.out(HandChunk.SACK).window();
            assertThat(n).isLessThan(12);
        } while (window > 0);
        return n;
    }

    @Test
    void dataBeyondAShutWindowIsDroppedAndTheShutWindowTold() {
        var small = small();
        int n = shut(small);
        small.in(HandChunk.data(HandChunk.WHOLE, tsn(n), 0, n, HandChunk.octets(1000)));
        HandChunk sack = small.out(HandChunk.SACK);
        assertThat(sack.window()).isZero();
        assertThat(sack.cumulative()).isEqualTo(tsn(n - 1));
        assertThat(small.messages).hasSize(n);
    }

    @Test
    void windowThatOpensIsToldWithoutBeingAskedFor() {
        var small = small();
        int n = shut(small);
        for (SctpMessage message : small.messages) {
            small.association().consumed(message);
        }
        small.association().flush();
        HandChunk sack = small.out(HandChunk.SACK);
        assertThat(sack.window()).isEqualTo(8192);
        assertThat(sack.cumulative()).isEqualTo(tsn(n - 1));
        small.nothing();
    }

    @Test
    void windowOfAFewOctetsIsNotToldForEachMessageRead() {
        var small = small();
        shut(small);
        small.association().consumed(small.messages.getFirst());
        small.association().flush();
        // Less than a sensible part of the buffer: the peer is not lured into tiny packets.
        small.nothing();
    }

    // ---- streams ----

    @Test
    void messagesOfAStreamAreDeliveredInItsOrderWhateverTheOrderOfTheirPackets() {
        int[][] tsnStreamSequence = {{3, 1, 1}, {2, 0, 1}, {1, 1, 0}, {0, 0, 0}, {4, 1, 2}};
        for (int[] it : tsnStreamSequence) {
            tester.in(HandChunk.data(tsn(it[0]), it[1], it[2], it[1] + "." + it[2]));
        }
        assertThat(tester.texts()).containsExactly("1.0", "1.1", "0.0", "0.1", "1.2");
    }

    @Test
    void streamDoesNotWaitForAnother() {
        tester.in(HandChunk.data(tsn(1), 1, 0, "mine is here"));
        assertThat(tester.texts()).containsExactly("mine is here");
    }

    @Test
    void unorderedMessageOvertakes() {
        tester.in(
                HandChunk.data(
                        HandChunk.WHOLE | HandChunk.UNORDERED, tsn(5), 0, 9, new byte[] {'u'}));
        assertThat(tester.texts()).containsExactly("u");
    }

    @Test
    void streamSequenceNumbersGoOnFrom65535ToZero() {
        for (int n = 0; n < 65_540; n++) {
            tester.in(HandChunk.data(tsn(n), 0, n & 0xFFFF, "x"));
            tester.drain();
            tester.releaseMessages();
        }
        tester.in(HandChunk.data(tsn(65_540), 0, 4, "on it goes"));
        assertThat(tester.texts()).containsExactly("on it goes");
    }

    // ---- fragments, §6.9 ----

    private HandChunk fragment(int n, int flags, String text) {
        return HandChunk.data(
                flags, tsn(n), 2, 0, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void fragmentsAreJoinedInAnyOrderTheyComeIn() {
        List<List<Integer>> orders =
                List.of(
                        List.of(0, 1, 2),
                        List.of(0, 2, 1),
                        List.of(1, 0, 2),
                        List.of(1, 2, 0),
                        List.of(2, 0, 1),
                        List.of(2, 1, 0));
        int[] flags = {HandChunk.FIRST, 0, HandChunk.LAST};
        String[] texts = {"frag", "men", "ts"};
        for (int unordered : new int[] {0, HandChunk.UNORDERED}) {
            for (List<Integer> order : orders) {
                var one = Tester.in(Association.State.ESTABLISHED);
                for (int n : order) {
                    assertThat(one.messages).isEmpty();
                    one.in(fragment(n, flags[n] | unordered, texts[n]));
                }
                assertThat(one.texts()).containsExactly("fragments");
                SctpMessage message = one.messages.getFirst();
                assertThat(message.streamId()).isEqualTo(2);
                assertThat(message.payloadProtocolId()).isEqualTo(18);
                assertThat(message.unordered()).isEqualTo(unordered != 0);
                one.releaseMessages();
                assertThat(one.heldOctets()).isZero();
            }
        }
    }

    @Test
    void fragmentsAreJoinedAcrossTheEndOfTheTsns() {
        for (int n = 0; n < 14; n++) {
            tester.in(message(n));
        }
        tester.releaseMessages();
        for (int n = 14; n < 20; n++) {
            int flags = n == 14 ? HandChunk.FIRST : n == 19 ? HandChunk.LAST : 0;
            tester.in(fragment(n, flags, "" + n % 10));
        }
        assertThat(tester.texts()).containsExactly("456789");
    }

    @Test
    void messagesBesideAMessageNotYetWholeAreDelivered() {
        tester.in(fragment(0, HandChunk.FIRST, "a"));
        tester.in(HandChunk.data(tsn(2), 1, 0, "another stream"));
        assertThat(tester.texts()).containsExactly("another stream");
        tester.in(fragment(1, HandChunk.LAST, "b"));
        assertThat(tester.texts()).containsExactly("another stream", "ab");
    }

    @Test
    void lastFragmentBehindOneThatEndedIsAgainstTheProtocol() {
        tester.in(fragment(0, HandChunk.FIRST, "a"));
        tester.in(HandChunk.data(HandChunk.FIRST, tsn(1), 2, 0, HandChunk.octets(3)));
        List<HandPacket> out = tester.drain();
        assertThat(out.getLast().types()).contains(HandChunk.ABORT);
        assertThat(out.getLast().chunk(HandChunk.ABORT).causes().getFirst().code()).isEqualTo(13);
    }
}

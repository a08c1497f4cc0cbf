package kenb.stack.sctp.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.vm.Observer.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// The programs of lksctp-tools over the kernel's SCTP, either way round, against both carriers.
@Tag(InMachine.TAG)
@Tag("T-02")
class LksctpTest {
    private final Observer here = Observer.reading();
    private final List<AutoCloseable> open = new ArrayList<>();
    private String namespace = "";
    private String ours = "";
    private String theirs = "";
    private Side side;

    private void choose(String carrier) throws Exception {
        boolean udp = carrier.equals("udp");
        namespace = udp ? "encap" : "plain";
        ours = udp ? "10.2.0.1" : "10.1.0.1";
        theirs = udp ? "10.2.0.2" : "10.1.0.2";
        side = udp ? Side.udp("") : Side.kernel("");
        open.add(side);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable it : open) {
            it.close();
        }
    }

    private Peer start(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("stdbuf", "-oL"));
        all.addAll(List.of(command));
        Peer peer = Peer.start(namespace, all.toArray(String[]::new));
        open.add(peer);
        return peer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "udp"})
    void sctpTestReceivesWithStreamOrderAndPpid(String carrier) throws Exception {
        choose(carrier);
        Peer peer = start("sctp_test", "-H", theirs, "-P", "5000", "-l");
        peer.line("Server: Receiving");
        Channel channel = side.connect(ours, theirs, 5000, here);
        // Of its first message it does not show more than the length.
        channel.writeAndFlush(Message.of(0, 18, false, 1, 7).toSend()).get();
        peer.line("Data +7 bytes");
        int[] lengths = {1, 1000, 1452, 1453, 5000, 30_000};
        for (int i = 0; i < 24; i++) {
            var message =
                    Message.of(i % 10, 0x01020304 + i, i % 2 == 1, i, lengths[i % lengths.length]);
            channel.writeAndFlush(message.toSend()).get();
            // It shows flags and PPID as they lie in memory: the octets of the wire, read as a
            // number of this machine.
            var data = peer.line("Data +(\\d+) bytes").group(1);
            var info = peer.line("stream=(\\d+) .* flags=0x(\\d+) ppid=(\\d+)");
            assertThat(List.of(data, info.group(1), info.group(2), info.group(3)))
                    .containsExactly(
                            Integer.toString(message.octets().length),
                            Integer.toString(message.stream()),
                            message.unordered() ? "1" : "0",
                            Integer.toUnsignedString(Integer.reverseBytes(message.ppid())));
        }
        channel.close().get();
        peer.line("SHUTDOWN_COMPLETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "udp"})
    void sctpTestSendsAllItsSizesTwice(String carrier) throws Exception {
        choose(carrier);
        side.listen(ours, 5001, here);
        Peer peer =
                start(
                        "sctp_test",
                        "-H",
                        theirs,
                        "-P",
                        "5002",
                        "-h",
                        ours,
                        "-p",
                        "5001",
                        "-s",
                        "-c",
                        "4",
                        "-x",
                        "2",
                        "-o",
                        "1",
                        "-M",
                        "4");
        List<List<Integer>> lengths = new ArrayList<>();
        for (int stream = 0; stream < 4; stream++) {
            lengths.add(new ArrayList<>());
        }
        for (int i = 0; i < 20; i++) {
            var message = here.message();
            lengths.get(message.stream()).add(message.octets().length);
        }
        // One size after the other, one stream after the other, beginning with stream 1.
        assertThat(lengths)
                .containsExactly(
                        List.of(3000, 20_000, 1000, 10_000, 32_768),
                        List.of(1, 5000, 25_000, 2000, 15_000),
                        List.of(1000, 10_000, 32_768, 3000, 20_000),
                        List.of(2000, 15_000, 1, 5000, 25_000));
        assertThat(here.event(AssociationEvent.PeerShutdown.class)).isNotNull();
        assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
        assertThat(peer.end()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "udp"})
    void sctpDarnSendsLines(String carrier) throws Exception {
        choose(carrier);
        side.listen(ours, 5003, here);
        Peer peer = start("sctp_darn", "-H", theirs, "-P", "5004", "-h", ours, "-p", "5003", "-s");
        peer.type("first");
        assertThat(new String(here.message().octets(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("first");
        peer.type("second");
        assertThat(new String(here.message().octets(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("second");
    }
}

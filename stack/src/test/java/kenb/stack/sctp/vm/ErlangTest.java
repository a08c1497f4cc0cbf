package kenb.stack.sctp.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.vm.Observer.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Erlang's gen_sctp over the kernel's SCTP, either way round, against both carriers.
@Tag(InMachine.TAG)
@Tag("T-02")
class ErlangTest {
    private final Observer here = Observer.reading();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable it : open) {
            it.close();
        }
    }

    private Peer erlang(String namespace, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add("escript");
        command.add(Path.of(ErlangTest.class.getResource("peer.escript").toURI()).toString());
        command.addAll(List.of(arguments));
        Peer peer = Peer.start(namespace, command.toArray(String[]::new));
        open.add(peer);
        return peer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "udp"})
    void genSctpEchoesWhatWeSend(String carrier) throws Exception {
        boolean udp = carrier.equals("udp");
        String there = udp ? "10.2.0.2" : "10.1.0.2";
        Peer erlang = erlang(udp ? "encap" : "plain", "echo", "36412", there);
        erlang.line("ready");
        Side side = udp ? Side.udp("") : Side.kernel("");
        open.add(side);
        Channel channel = side.connect(udp ? "10.2.0.1" : "10.1.0.1", there, 36412, here);
        assertThat(here.event()).isInstanceOf(AssociationEvent.Up.class);
        int[] lengths = {1, 3, 500, 1452, 1453, 20_000};
        int[] ppids = {18, 0x01020304, -1};
        for (int i = 0; i < 18; i++) {
            var message =
                    Message.of(i % 16, ppids[i % 3], i % 2 == 1, i, lengths[i % lengths.length]);
            channel.writeAndFlush(message.toSend()).get();
            assertThat(here.message()).isEqualTo(message);
            // Erlang shows PPIDs in the host's order, as they are meant.
            assertThat(erlang.line("data .*").group())
                    .isEqualTo(
                            "data %d %s %d %s"
                                    .formatted(
                                            message.stream(),
                                            Integer.toUnsignedString(message.ppid()),
                                            message.octets().length,
                                            message.unordered() ? "[unordered]" : "[]"));
        }
        channel.close().get();
        assertThat(here.event(AssociationEvent.Closed.class)).isNotNull();
        erlang.line("association shutdown_comp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "udp"})
    void genSctpConnectsSendsAndShutsDown(String carrier) throws Exception {
        boolean udp = carrier.equals("udp");
        String address = udp ? "10.2.0.1" : "10.1.0.1";
        Side side = udp ? Side.udp("") : Side.kernel("");
        open.add(side);
        var echo = Observer.echoing();
        side.listen(address, 36422, echo);
        Peer erlang =
                erlang(
                        udp ? "encap" : "plain",
                        "send",
                        "60",
                        "3000",
                        "27",
                        udp ? "10.2.0.2" : "10.1.0.2",
                        address,
                        "36422");
        for (int i = 1; i <= 60; i++) {
            var message = echo.message();
            assertThat(message.ppid()).isEqualTo(27);
            assertThat(message.octets()).hasSize(3000).containsOnly('e');
        }
        assertThat(erlang.line("back (\\d+)").group(1)).isEqualTo("60");
        erlang.line("shutdown_comp");
        assertThat(erlang.end()).isZero();
        assertThat(echo.event(AssociationEvent.PeerShutdown.class)).isNotNull();
        assertThat(echo.event()).isEqualTo(new AssociationEvent.Closed());
    }
}

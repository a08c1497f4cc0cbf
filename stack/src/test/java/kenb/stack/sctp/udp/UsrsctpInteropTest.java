package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Against the programs of usrsctp (Debian: libusrsctp-examples), over UDP on loopback.
@Tag("T-02")
@Tag("T-03")
@Tag("interop")
@EnabledIf("wanted")
class UsrsctpInteropTest {
    private static final File PROGRAMS = new File("/usr/lib/usrsctp");

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Process> started = new ArrayList<>();
    private final Recorder here = new Recorder();
    private int ourUdp;
    private int theirUdp;

    /// With kenb.interop=required a missing program fails these tests.
    static boolean wanted() {
        return "required".equals(System.getProperty("kenb.interop")) || PROGRAMS.isDirectory();
    }

    @BeforeEach
    void choosePorts() throws IOException {
        here.onlyPath = at(0).getAddress();
        try (var a = new DatagramSocket();
                var b = new DatagramSocket()) {
            ourUdp = a.getLocalPort();
            theirUdp = b.getLocalPort();
        }
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        group.shutdownGracefully(0, 5, SECONDS).await(10, SECONDS);
    }

    private Process start(String program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(new File(PROGRAMS, program).getPath());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        started.add(process);
        return process;
    }

    private SctpSettings.Builder settings() {
        return SctpSettings.builder()
                .encapsulationPorts(ourUdp, theirUdp)
                .rto(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(2))
                .maxInitRetransmits(60);
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    /// A program that has bound its UDP port and does not listen yet aborts: it is asked again.
    private Channel connect(UdpCarrier carrier, int port) throws InterruptedException {
        for (int i = 0; ; i++) {
            var connecting = carrier.connect(at(0), at(port), here.initializer()).await();
            if (connecting.isSuccess()) {
                return connecting.channel();
            }
            assertThat(connecting.cause()).hasMessageContaining("aborted by the peer");
            assertThat(i).isLessThan(300);
            MILLISECONDS.sleep(100);
        }
    }

    @Test
    void echoServerReturnsShortAndFragmentedMessages() throws Exception {
        start("echo_server", theirUdp, ourUdp);
        try (var carrier = new UdpCarrier(group, settings().build())) {
            Channel channel = connect(carrier, 7);
            assertThat(here.event()).isInstanceOf(AssociationEvent.Up.class);
            for (int i = 0; i < 500; i++) {
                String text = "message " + i + " " + "z".repeat(i);
                channel.writeAndFlush(Recorder.message(i % 8, 18, text));
                assertThat(here.message()).endsWith(": " + text);
            }
            String large = "0123456789".repeat(1000);
            channel.writeAndFlush(Recorder.message(1, 27, large)).sync();
            var back = new StringBuilder();
            while (back.length() < large.length()) {
                back.append(here.message().replaceFirst("^[0-9]+/[0-9]+: ", ""));
            }
            assertThat(back).hasToString(large);
            channel.close();
            assertThat(channel.closeFuture().await(60, SECONDS)).isTrue();
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
        }
    }

    @Test
    void discardServerTakesThousandsOfMessagesAndLargeOnes() throws Exception {
        start("discard_server", theirUdp, ourUdp);
        try (var carrier = new UdpCarrier(group, settings().build())) {
            Channel channel = connect(carrier, 9);
            here.event();
            for (int i = 0; i < 5000; i++) {
                channel.write(Recorder.message(i % 10, 18, "m".repeat(1000)));
            }
            channel.write(Recorder.message(0, 27, "L".repeat(100_000)));
            channel.flush();
            channel.close();
            // Closed, not Lost: the peer acknowledged every chunk before the shutdown went through.
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
        }
    }

    @Test
    void tsctpSendsThousandsToOurListenerAndShutsDown() throws Exception {
        try (var carrier = new UdpCarrier(group, settings().build())) {
            carrier.listen(at(5001), here.initializer()).syncUninterruptibly();
            Process tsctp =
                    start(
                            "tsctp",
                            "-E",
                            theirUdp,
                            "-U",
                            ourUdp,
                            "-n",
                            3000,
                            "-l",
                            3000,
                            "-p",
                            5001,
                            "-L",
                            "127.0.0.1",
                            "127.0.0.1");
            assertThat(here.event()).isInstanceOf(AssociationEvent.Up.class);
            for (int i = 0; i < 3000; i++) {
                String message = here.message();
                assertThat(message.length() - message.indexOf(": ") - 2).isEqualTo(3000);
            }
            assertThat(here.event()).isEqualTo(new AssociationEvent.PeerShutdown());
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
            assertThat(tsctp.waitFor(60, SECONDS)).isTrue();
        }
    }

    @Test
    void stoppedPeerIsFoundUnreachableAndThenReachableAgain() throws Exception {
        Process peer = start("echo_server", theirUdp, ourUdp);
        SctpSettings quick =
                settings()
                        .heartbeatInterval(Duration.ofMillis(100))
                        .pathMaxRetrans(2)
                        .associationMaxRetrans(1000)
                        .build();
        try (var carrier = new UdpCarrier(group, quick)) {
            Channel channel = connect(carrier, 7);
            here.event();
            signal("STOP", peer);
            assertThat(here.event()).isEqualTo(new AssociationEvent.PathUnreachable(at(7)));
            signal("CONT", peer);
            assertThat(here.event()).isEqualTo(new AssociationEvent.PathReachable(at(7)));
            channel.writeAndFlush(Recorder.message(0, 18, "still there"));
            assertThat(here.message()).endsWith(": still there");
        }
    }

    @Test
    void killedPeerIsLost() throws Exception {
        Process peer = start("echo_server", theirUdp, ourUdp);
        SctpSettings quick =
                settings()
                        .heartbeatInterval(Duration.ofMillis(100))
                        .pathMaxRetrans(1)
                        .associationMaxRetrans(9)
                        .build();
        try (var carrier = new UdpCarrier(group, quick)) {
            connect(carrier, 7);
            here.event();
            peer.destroyForcibly().waitFor();
            assertThat(here.event()).isEqualTo(new AssociationEvent.PathUnreachable(at(7)));
            assertThat(here.event())
                    .isEqualTo(
                            new AssociationEvent.Lost(
                                    "the peer does not answer: 10 tries without acknowledgement"));
        }
    }

    @Test
    void authenticatedChunksOfAnotherImplementationAreTaken() throws Exception {
        start("echo_server", theirUdp, ourUdp);
        SctpSettings authenticating = settings().authenticatedChunks(Set.of(0, 3)).build();
        try (var carrier = new UdpCarrier(group, authenticating)) {
            Channel channel = connect(carrier, 7);
            here.event();
            for (int i = 0; i < 200; i++) {
                String text = "message " + i + " " + "z".repeat(20 * i);
                channel.writeAndFlush(Recorder.message(i % 8, 18, text));
                var back = new StringBuilder();
                while (back.length() < text.length()) {
                    back.append(here.message().replaceFirst("^[0-9]+/[0-9]+: ", ""));
                }
                assertThat(back).hasToString(text);
            }
            channel.close().sync();
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
        }
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}

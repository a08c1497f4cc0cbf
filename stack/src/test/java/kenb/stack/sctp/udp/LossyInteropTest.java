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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Against the programs of usrsctp through a network that loses, repeats and reorders.
@Tag("T-02")
@Tag("T-03")
@Tag("interop")
@EnabledIf("wanted")
class LossyInteropTest {
    private static final File PROGRAMS = new File("/usr/lib/usrsctp");

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Process> started = new ArrayList<>();
    private final Recorder here = new Recorder();
    private int ourUdp;
    private int theirUdp;
    private LossyProxy proxy;

    static boolean wanted() {
        return "required".equals(System.getProperty("kenb.interop")) || PROGRAMS.isDirectory();
    }

    @BeforeEach
    void join() throws IOException {
        here.onlyPath = at(0).getAddress();
        try (var a = new DatagramSocket();
                var b = new DatagramSocket()) {
            ourUdp = a.getLocalPort();
            theirUdp = b.getLocalPort();
        }
        proxy = new LossyProxy(17, 0.03, 0.03, 4).between(ourUdp, theirUdp);
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        proxy.close();
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

    private SctpSettings settings() {
        return SctpSettings.builder()
                .encapsulationPorts(ourUdp, proxy.forLeft())
                .rto(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(2))
                .associationMaxRetrans(40)
                .pathMaxRetrans(40)
                .maxInitRetransmits(60)
                .build();
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

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

    private void someWereLost() {
        assertThat(proxy.lost.get()).as("datagrams lost on the way").isPositive();
    }

    @Test
    void echoServerReturnsAllInOrder() throws Exception {
        start("echo_server", theirUdp, proxy.forRight());
        try (var carrier = new UdpCarrier(group, settings())) {
            Channel channel = connect(carrier, 7);
            assertThat(here.event()).isInstanceOf(AssociationEvent.Up.class);
            for (int i = 0; i < 600; i++) {
                channel.write(Recorder.message(1, 18, "message " + i + " " + "z".repeat(i)));
            }
            channel.flush();
            for (int i = 0; i < 600; i++) {
                assertThat(here.message()).endsWith(": message " + i + " " + "z".repeat(i));
            }
            channel.close();
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
            someWereLost();
        }
    }

    @Test
    void discardServerAcknowledgesAll() throws Exception {
        start("discard_server", theirUdp, proxy.forRight());
        try (var carrier = new UdpCarrier(group, settings())) {
            Channel channel = connect(carrier, 9);
            here.event();
            for (int i = 0; i < 3000; i++) {
                channel.write(Recorder.message(i % 10, 18, "m".repeat(1000)));
            }
            channel.write(Recorder.message(0, 27, "L".repeat(100_000)));
            channel.flush();
            channel.close();
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
            someWereLost();
        }
    }

    @Test
    void tsctpSendsAllToOurListener() throws Exception {
        try (var carrier = new UdpCarrier(group, settings())) {
            carrier.listen(at(5001), here.initializer()).syncUninterruptibly();
            Process tsctp =
                    start(
                            "tsctp",
                            "-E",
                            theirUdp,
                            "-U",
                            proxy.forRight(),
                            "-n",
                            1000,
                            "-l",
                            3000,
                            "-p",
                            5001,
                            "-L",
                            "127.0.0.1",
                            "127.0.0.1");
            assertThat(here.event()).isInstanceOf(AssociationEvent.Up.class);
            for (int i = 0; i < 1000; i++) {
                String message = here.message();
                assertThat(message.length() - message.indexOf(": ") - 2).isEqualTo(3000);
            }
            assertThat(here.event()).isEqualTo(new AssociationEvent.PeerShutdown());
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
            assertThat(tsctp.waitFor(60, SECONDS)).isTrue();
            someWereLost();
        }
    }

    @Test
    void clientSaysLinesAndHearsOurs() throws Exception {
        try (var carrier = new UdpCarrier(group, settings())) {
            carrier.listen(at(5002), here.initializer()).syncUninterruptibly();
            Process client = start("client", "127.0.0.1", 5002, 0, theirUdp, proxy.forRight());
            assertThat(here.event()).isInstanceOf(AssociationEvent.Up.class);
            try (var typed = client.getOutputStream()) {
                for (int i = 0; i < 100; i++) {
                    typed.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
                    typed.flush();
                    assertThat(here.message()).contains("line " + i);
                }
            }
            assertThat(here.event()).isEqualTo(new AssociationEvent.PeerShutdown());
            assertThat(here.event()).isEqualTo(new AssociationEvent.Closed());
        }
    }
}

package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Tag("C-01")
@Tag("T-02")
class SctpCommandTest {
    private static final Path USRSCTP = Path.of("/usr/lib/usrsctp");

    private String serverPort = "";
    private String clientPort = "";

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                Kenb.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    @BeforeEach
    void choosePorts() throws IOException {
        try (var a = new DatagramSocket();
                var b = new DatagramSocket()) {
            serverPort = Integer.toString(a.getLocalPort());
            clientPort = Integer.toString(b.getLocalPort());
        }
    }

    /// A server that ends with its first association; clients repeat their INIT until it is there.
    private CompletableFuture<Outcome> serve(String kind) {
        return CompletableFuture.supplyAsync(() ->
                run(
                        "sctp",
                        kind,
                        "127.0.0.1:7007",
                        "--udp-port",
                        serverPort,
                        "--associations=1",
                        "--json"));
    }

    @Test
    void pingTimesWhatOurEchoServerSendsBack() throws Exception {
        var server = serve("echo");
        var ping =
                run(
                        "sctp",
                        "ping",
                        "127.0.0.1:7007",
                        "--udp-port",
                        serverPort,
                        "--count=7",
                        "--size=3000",
                        "--ppid=18",
                        "--timeout=60",
                        "--json");
        assertThat(ping.exitCode).as(ping.err).isEqualTo(Exit.PASSED);
        var report = JsonMapper.shared().readTree(ping.out);
        assertThat(report.get("carrier").asString()).isEqualTo("udp");
        assertThat(report.get("back").asInt()).isEqualTo(7);
        assertThat(report.get("outStreams").asInt()).isEqualTo(16);
        assertThat(report.get("milliseconds").get("least").asDouble()).isPositive();
        var served = server.get(60, TimeUnit.SECONDS);
        assertThat(served.exitCode).isEqualTo(Exit.PASSED);
        assertThat(JsonMapper.shared().readTree(served.out).get("octets").asInt())
                .isEqualTo(21_000);
    }

    @Test
    void floodEndsWhenOurDiscardServerHasAcknowledgedAll() throws Exception {
        var server = serve("discard");
        var flood =
                run(
                        "sctp",
                        "flood",
                        "127.0.0.1:7007",
                        "--udp-port",
                        serverPort,
                        "--count=5000",
                        "--size=200",
                        "--timeout=60");
        assertThat(flood.exitCode).as(flood.err).isEqualTo(Exit.PASSED);
        assertThat(flood.out).contains("5000 messages of 200 octets", "all acknowledged");
        assertThat(
                        JsonMapper.shared()
                                .readTree(server.get(60, TimeUnit.SECONDS).out)
                                .get("messages")
                                .asInt())
                .isEqualTo(5000);
    }

    /// With kenb.interop=required a missing program fails this test.
    static boolean usrsctpIsWanted() {
        return "required".equals(System.getProperty("kenb.interop")) || Files.isDirectory(USRSCTP);
    }

    @Test
    @EnabledIf("usrsctpIsWanted")
    void pingIsAnsweredByUsrsctp() throws Exception {
        var server =
                new ProcessBuilder(
                                USRSCTP.resolve("echo_server").toString(), serverPort, clientPort)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            var ping =
                    run(
                            "sctp",
                            "ping",
                            "127.0.0.1:7",
                            "--udp-port",
                            serverPort,
                            "--local-udp-port",
                            clientPort,
                            "--timeout=60");
            assertThat(ping.exitCode).as(ping.err).isEqualTo(Exit.PASSED);
            assertThat(ping.out).contains("5 sent, 5 back", "shut down in order");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void aPeerThatIsNotThereIsThePeersFaultAndTheMessageSaysWhatToTry() {
        var outcome = run("sctp", "ping", "127.0.0.1:7", "--udp-port", serverPort, "--timeout=0.2");
        assertThat(outcome.exitCode).isEqualTo(Exit.PEER);
        assertThat(outcome.err).contains("127.0.0.1:7: ", "--udp-port", "--carrier kernel");
    }

    @Test
    void aPortThatIsTakenIsThisMachinesFault() throws Exception {
        try (var taken = new DatagramSocket(Integer.parseInt(serverPort))) {
            var outcome = run("sctp", "echo", "7", "--udp-port", serverPort);
            assertThat(outcome.exitCode).isEqualTo(Exit.ENVIRONMENT);
            assertThat(outcome.err)
                    .contains("can't listen at 7", "UDP port " + taken.getLocalPort());
        }
    }

    @Test
    void wrongCommandLinesAreRefusedWithWhatIsAllowed() {
        assertThat(run("sctp").err).contains("ping, flood, echo, discard");
        assertThat(run("sctp", "ping", "somewhere").err).contains("no HOST:PORT");
        assertThat(run("sctp", "ping", "127.0.0.1:70000").err).contains("1 to 65535");
        assertThat(run("sctp", "flood", "127.0.0.1:9", "--size=0").err).contains("1 to 1000000");
        assertThat(run("sctp", "flood", "127.0.0.1:9", "--carrier=tcp").err)
                .contains("kernel, udp, auto");
        assertThat(run("sctp", "echo", "7", "--carrier=kernel", "--udp-port=9899").err)
                .contains("net.sctp.udp_port");
        for (var arguments :
                new String[][] {{"sctp"}, {"sctp", "ping", "x"}, {"sctp", "echo", "7x"}}) {
            assertThat(run(arguments).exitCode).isEqualTo(Exit.USAGE);
        }
    }

    @Test
    void everyCommandHelpsWithAnExample() {
        for (var command : new String[] {"ping", "flood", "echo", "discard"}) {
            var outcome = run("sctp", command, "--help");
            assertThat(outcome.exitCode).isEqualTo(Exit.PASSED);
            assertThat(outcome.out).contains("Examples:", "  kenb sctp " + command);
        }
    }
}

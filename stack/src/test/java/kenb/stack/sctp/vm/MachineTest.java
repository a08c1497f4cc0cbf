package kenb.stack.sctp.vm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Boots the machine, runs the tests made for it there, and shows each here under its name. `-Dkenb.machine=Erlang.*` runs some.
@Tag("vm")
@Tag("T-01")
@Tag("T-02")
@Tag("T-04")
class MachineTest {
    private static final Path STACK = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    @TestFactory
    List<DynamicTest> carriersInTheMachine() throws Exception {
        Path job = STACK.resolve("target/sctp-vm");
        Path results = job.resolve("results");
        Files.createDirectories(job);
        Files.deleteIfExists(results);
        var machine = new Machine(STACK.resolve("src/vm"), cache().resolve("kenb-sctp-vm"));
        int status = machine.run(job, script());
        assertThat(status).as(() -> "status of the script, see " + job + "/console.log").isZero();
        var tests = new ArrayList<DynamicTest>();
        for (String line : Files.readAllLines(results)) {
            var outcome = InMachine.Outcome.of(line);
            tests.add(
                    DynamicTest.dynamicTest(
                            outcome.test(),
                            () -> assertThat(outcome.failure()).as(outcome.test()).isEmpty()));
        }
        assertThat(tests).isNotEmpty();
        Path capture = job.resolve("capture.pcapng");
        tests.add(
                DynamicTest.dynamicTest(
                        "tshark finds SCTP in the capture, every checksum right, and no fault",
                        () -> assertThatTsharkFindsNoFault(capture)));
        return tests;
    }

    private static void assertThatTsharkFindsNoFault(Path capture) throws Exception {
        assertThat(tshark(capture, "sctp.chunk_type == 0 && sctp.checksum.status == 1"))
                .hasSizeGreaterThan(100);
        assertThat(
                        tshark(
                                capture,
                                "sctp && !icmp && (sctp.checksum.status != 1 || _ws.expert.severity >= 0x600000)"))
                .isEmpty();
    }

    /// Summary lines of the packets that a filter finds. The payloads are no messages of the protocols their PPIDs name.
    private static List<String> tshark(Path capture, String filter) throws Exception {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString()));
        command.addAll(List.of("-o", "sctp.checksum:CRC-32C", "-Y", filter));
        for (String protocol : List.of("s1ap", "x2ap", "ngap", "iua")) {
            command.addAll(List.of("--disable-protocol", protocol));
        }
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor()).as("exit status of tshark").isZero();
        return lines;
    }

    private static Path cache() {
        String folder = System.getenv("XDG_CACHE_HOME");
        return folder == null || folder.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(folder);
    }

    private static String script() {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path", ""));
        return String.join(
                "\n",
                "set -e",
                quoted(STACK.resolve("src/vm/network").toString()),
                "dumpcap -q -i encap0 -i encap1 -i plain0 -i plain1 -w /run/job/capture.pcapng & capture=$!",
                "status=0",
                String.join(
                        " ",
                        quoted(Path.of(System.getProperty("java.home", ""), "bin/java").toString()),
                        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto -Xmx512m",
                        "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow",
                        "-Djava.io.tmpdir=/run/tmp -Djava.net.preferIPv4Stack=true",
                        "-cp",
                        quoted(classPath),
                        InMachine.class.getName(),
                        "/run/job/results",
                        quoted(System.getProperty("kenb.machine", "")),
                        "|| status=$?"),
                "kill $capture",
                "wait $capture || true",
                "exit $status",
                "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

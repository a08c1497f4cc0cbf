package kenb.tools.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import kenb.codec.gtpc.GtpcMessageType;
import kenb.stack.capture.CapturedPdu;
import kenb.stack.capture.PcapReader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Message by message against tshark: captures of testbeds, and what Wireshark's tools make of them.
@Tag("R-01")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class TsharkAgreementTest {
    private static final Path CAPTURES = Path.of(System.getProperty("kenb.shared", ""), "pcaps");
    private static final Path ATTACH = CAPTURES.resolve("open5gs_open5gs__testattach.pcapng");
    private static final Path REGISTRATION =
            CAPTURES.resolve("open5gs_open5gs__testregistration.pcapng");

    /// Fields of tshark's that say which messages are in a packet, and the names of ours for their values.
    private static final Map<String, IntFunction<@Nullable String>> FIELDS =
            Map.of(
                    "s1ap.procedureCode",
                    code -> "S1AP " + code,
                    "x2ap.procedureCode",
                    code -> "X2AP " + code,
                    "ngap.procedureCode",
                    code -> "NGAP " + code,
                    "xnap.procedureCode",
                    code -> "XnAP " + code,
                    "nas_eps.nas_msg_emm_type",
                    NasNames::emm,
                    "nas_eps.nas_msg_esm_type",
                    NasNames::esm,
                    "nas_5gs.mm.message_type",
                    NasNames::mm5g,
                    "nas_5gs.sm.message_type",
                    NasNames::sm5g,
                    "gtp.message",
                    type -> "GTP " + type,
                    "gtpv2.message_type",
                    GtpcMessageType::nameOf);

    private static final List<String> NAMES = List.copyOf(FIELDS.keySet());

    @TempDir Path folder;

    @BeforeAll
    static void needTshark() {
        boolean there =
                Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "editcap")));
        if (!"required".equals(System.getProperty("kenb.interop"))) assumeTrue(there, "no tshark");
        assertThat(there).as("tshark, editcap, mergecap on the PATH").isTrue();
    }

    static Stream<Path> captures() throws IOException {
        try (var files = Files.list(CAPTURES)) {
            var captures = files.filter(it -> it.toString().contains(".pcap")).sorted().toList();
            assertThat(captures).isNotEmpty();
            return captures.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void everyPacketOfATestbedHasTheMessagesThatTsharkSees(Path capture) throws Exception {
        assertThat(ours(capture).messages).containsExactlyInAnyOrderElementsOf(theirs(capture));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-F pcap",
                "-F nsecpcap",
                "-F modpcap",
                "-F nokiapcap",
                "-F rh6_1pcap",
                "-F suse6_3pcap",
                "-F pcapng",
                "-C 16 -L -T rawip -F pcapng",
                "-C 16 -L -T rawip4 -F pcap",
                "-t 100000"
            })
    void everyFormatThatEditcapWritesIsRead(String options) throws Exception {
        var file = folder.resolve("edited");
        run(concat(List.of("editcap"), options.split(" "), ATTACH, file));
        assertThat(ours(file).messages)
                .hasSizeGreaterThan(300)
                .containsExactlyInAnyOrderElementsOf(theirs(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-F pcapng", "-a -F pcapng", "-a -F pcap"})
    void mergedCapturesAndSecondSightsOfEveryPacketAreRead(String options) throws Exception {
        var file = folder.resolve("merged");
        var merge = concat(List.of("mergecap"), options.split(" "), "-w", file);
        run(
                concat(
                        merge,
                        ATTACH,
                        CAPTURES.resolve("nickvsnetworking_open5gs__srsenb.pcapng"),
                        ATTACH));
        assertThat(ours(file).messages)
                .hasSizeGreaterThan(300)
                .containsExactlyInAnyOrderElementsOf(theirs(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OSI layer 3", "OSI layer 4"})
    void exportedPdusAreRead(String tap) throws Exception {
        var file = folder.resolve("exported.pcapng");
        run(List.of("tshark", "-r", ATTACH.toString(), "-U", tap, "-w", file.toString()));
        assertThat(ours(file).messages)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(theirs(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 90, 120, 200, 400})
    void whatTheSnapLengthCutIsReportedWithItsPacket(int length) throws Exception {
        var file = folder.resolve("cut.pcapng");
        run(concat(List.of("editcap"), "-s", length, ATTACH, file));
        assertNothingIsLostInSilence(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 0.001", "2 0.005", "3 0.005", "4 0.02", "5 0.02"})
    void whatIsCorruptIsReportedWithItsPacket(String seedAndShare) throws Exception {
        for (var capture : List.of(ATTACH, REGISTRATION)) {
            var file = folder.resolve("corrupt.pcapng");
            var seed = seedAndShare.split(" ");
            run(concat(List.of("editcap"), "--seed", seed[0], "-E", seed[1], capture, file));
            assertNothingIsLostInSilence(file);
        }
    }

    @Test
    void aFileThatBreaksOffGivesItsMessagesUpToThere() throws Exception {
        byte[] whole = Files.readAllBytes(ATTACH);
        for (int length : new int[] {5_000, 60_000, whole.length - 3}) {
            var file = folder.resolve("broken.pcapng");
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            var ours = ours(file);
            assertThat(ours.messages).containsExactlyInAnyOrderElementsOf(theirs(file));
            assertThat(ours.warnings).singleElement().asString().contains("the file ends inside");
        }
    }

    /// tshark shows what it can of a broken message: that is in ours too, or its packet is reported. Not so the NAS
    /// inside, which is broken for itself.
    private void assertNothingIsLostInSilence(Path file) throws Exception {
        var ours = ours(file);
        var missing = new ArrayList<>(theirs(file));
        ours.messages.forEach(missing::remove);
        assertThat(missing)
                .filteredOn(it -> it.matches("\\d+ (S1AP|NGAP|X2AP) .*"))
                .allMatch(it -> ours.reported.contains(Long.parseLong(it.split(" ")[0])));
    }

    private record Seen(List<String> messages, Set<Long> reported, List<String> warnings) {}

    private static Seen ours(Path file) throws IOException {
        var seen = new Seen(new ArrayList<>(), new HashSet<>(), new ArrayList<>());
        try (var capture = PcapReader.open(file)) {
            new CaptureMessages(PduReaders.all(CaptureKeys.none(), null))
                    .read(capture, message -> note(message, seen));
            seen.warnings.addAll(capture.warnings());
        }
        return seen;
    }

    private static void note(SeenMessage message, Seen seen) {
        long packet = message.origin().packet();
        if (message.problem() != null) seen.reported.add(packet);
        if (message.pdu() instanceof CapturedPdu.Damage) return;
        int second = message.octets().length > 1 ? message.octets()[1] & 0xFF : -1;
        var protocol = message.protocol();
        if (List.of("S1AP", "X2AP", "NGAP", "XnAP").contains(protocol))
            seen.messages.add(packet + " " + protocol + " " + second);
        if (protocol.equals("GTP-U")) seen.messages.add(packet + " GTP " + second);
        if (message.decoded() == null) return;
        message.decoded()
                .all()
                .filter(it -> it.protocol().startsWith("NAS") || it.protocol().equals("GTP-C"))
                .filter(it -> !it.name().startsWith("version 1 "))
                .filter(it -> !it.name().startsWith("(") && !isShort(it))
                .forEach(it -> seen.messages.add(packet + " " + it.name()));
    }

    /// The SERVICE REQUEST of EPS has no message type.
    private static boolean isShort(Decoded nas) {
        return nas.protocol().equals(NasReader.EPS) && nas.name().equals("Service request");
    }

    private static List<String> theirs(Path file) throws Exception {
        var command = new ArrayList<>(List.of("tshark", "-r", file.toString()));
        command.addAll(List.of("-o", "nas-5gs.null_decipher:TRUE", "-T", "fields"));
        command.addAll(List.of("-e", "frame.number", "-e", "tcp.port", "-e", "udp.port"));
        for (var name : NAMES) command.addAll(List.of("-e", name));
        var messages = new ArrayList<String>();
        for (var line : run(command)) {
            var columns = line.split("\t", -1);
            boolean web = !columns[1].isEmpty(); // NAS in HTTP between functions of the core
            if (web) continue;
            for (int i = 0; i < NAMES.size(); i++) {
                // A damaged version of GTP-C may look like that of GTP-U.
                if (NAMES.get(i).equals("gtp.message") && columns[2].contains("2123")) continue;
                for (var value : columns[3 + i].split(",")) {
                    if (value.isEmpty()) continue;
                    var name = FIELDS.get(NAMES.get(i)).apply(Integer.decode(value));
                    if (name != null) messages.add(columns[0] + " " + name);
                }
            }
        }
        return messages;
    }

    private static List<String> concat(List<String> first, Object... more) {
        var all = new ArrayList<>(first);
        for (var it : more) {
            if (it instanceof String[] several) all.addAll(List.of(several));
            else all.add(it.toString());
        }
        return all;
    }

    private static List<String> run(List<String> command) throws Exception {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(); // tshark fails at the end of a file that breaks off
        return text.lines().toList();
    }
}

package kenb.tools;

import kenb.nodes.lab.Fault;
import kenb.nodes.lab.Lab;
import kenb.nodes.lab.LabReport;
import kenb.nodes.lab.LabSettings;
import kenb.nodes.lab.ReportJson;
import kenb.nodes.lab.ReportText;
import kenb.nodes.lab.RunFolder;
import kenb.stack.capture.PcapReader;
import kenb.tools.decode.CaptureKeys;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.PduReaders;
import kenb.tools.ladder.KeyFile;
import kenb.tools.ladder.LadderBuilder;
import kenb.tools.ladder.SvgLadder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `kenb lab`: one run of the nodes on loopback, its report, and a folder with what it left.
@Command(
        name = "lab",
        description =
                "Run UE, eNBs, MME and user-plane gateway on loopback: attach, X2 handover, SeNB"
                        + " addition, traffic all the while.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every step and every check passed",
            "1:a step or a check failed",
            "2:the command line is wrong",
            "3:this machine lacks something: ports, disk, the carrier asked for",
            "4:a peer did not do its part (as the faults of peers make it)"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb lab                           the run, its report, and a folder kenb-run-<n>",
            "  kenb lab -o out --seed 7           the same identities and keys every time",
            "  kenb lab --fault tamper-rrc        one bit flips on the air: what is seen of it",
            "  kenb lab --duration 10 --rate 2000 more traffic"
        })
final class LabCommand implements Callable<Integer> {
    private static final String LADDER = "ladder.svg";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the run's files; default: kenb-run-<n>, the first n free.")
    private @Nullable Path folder;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of all randomness; default: another one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--carrier",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "SCTP by auto, udp or kernel; default: ${DEFAULT-VALUE}.")
    private String carrier = "auto";

    @Option(
            names = "--cipher",
            paramLabel = "NAME",
            defaultValue = "java",
            description =
                    "Who ciphers: java, bouncycastle, ipsec-mb, or auto, which times them for some seconds; default: ${DEFAULT-VALUE}.")
    private String cipher = "java";

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "1.5",
            description =
                    "How long user traffic runs between the steps; default: ${DEFAULT-VALUE}.")
    private double duration;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "400",
            description = "Packets a second each way; default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--size",
            paramLabel = "OCTETS",
            defaultValue = "200",
            description = "Length of an IP packet; default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            description = "Something that goes wrong on purpose: ${COMPLETION-CANDIDATES}.",
            completionCandidates = FaultNames.class)
    private @Nullable String fault;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    LabCommand() {}

    /// The faults as the command line names them.
    static final class FaultNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Arrays.stream(Fault.values()).map(Fault::toString).iterator();
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings =
                new LabSettings(
                        folder,
                        seed == null ? new SecureRandom().nextInt(1, 1_000_000) : seed,
                        checkedCarrier(),
                        checkedCipher(),
                        Duration.ofMillis(
                                Math.round(within("--duration", duration, 0, 3600) * 1000)),
                        (int) within("--rate", rate, 1, 1_000_000),
                        (int) within("--size", size, 64, 1400),
                        checkedFault());
        LabReport report;
        try {
            report = Lab.run(settings, spec.commandLine().getErr());
        } catch (UnsupportedOperationException refused) {
            throw new CommandFailure(
                    Exit.ENVIRONMENT, String.valueOf(refused.getMessage()), refused);
        }
        drawLadder(report);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? ReportJson.report(report) : ReportText.of(report));
        out.flush();
        if (report.passed()) return Exit.PASSED;
        return report.peerFailed() ? Exit.PEER : Exit.EXPECTATION;
    }

    private void drawLadder(LabReport report) throws IOException {
        Path keys = report.folder().resolve(RunFolder.KEYS);
        var builder =
                new LadderBuilder("kenb lab, seed " + report.settings().seed(), KeyFile.read(keys));
        try (var capture = PcapReader.open(report.folder().resolve(RunFolder.CAPTURE))) {
            new CaptureMessages(PduReaders.all(CaptureKeys.read(keys), null))
                    .read(capture, builder::see, builder::add);
        }
        Files.writeString(report.folder().resolve(LADDER), SvgLadder.draw(builder.build()));
    }

    private String checkedCarrier() {
        var name = carrier.toLowerCase(Locale.ROOT);
        if (!name.matches("auto|udp|kernel"))
            throw misused("--carrier knows auto, udp and kernel, not " + carrier);
        return name;
    }

    private String checkedCipher() {
        var name = cipher.toLowerCase(Locale.ROOT);
        if (!name.matches("auto|java|bouncycastle|ipsec-mb"))
            throw misused("--cipher knows java, bouncycastle, ipsec-mb and auto, not " + cipher);
        return name;
    }

    private @Nullable Fault checkedFault() {
        if (fault == null) return null;
        for (Fault known : Fault.values())
            if (known.toString().equalsIgnoreCase(fault)) return known;
        var names =
                Arrays.stream(Fault.values())
                        .map(Fault::toString)
                        .collect(Collectors.joining(", "));
        throw misused("--fault knows " + names + ", not " + fault);
    }

    private double within(String option, double value, double least, double most) {
        if (value >= least && value <= most) return value;
        throw misused("%s takes %.0f to %.0f, not %s".formatted(option, least, most, value));
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

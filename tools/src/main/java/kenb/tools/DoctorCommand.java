package kenb.tools;

import kenb.tools.doctor.Doctor;
import kenb.tools.doctor.Finding;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `kenb doctor`: what this machine has, one line each.
@Command(
        name = "doctor",
        description = "Say what this machine has, and how to get what it lacks.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading =
                "%nExit code 3 where something lacks that kenb can't do without.%n%nExamples:%n",
        footer = {
            "  kenb doctor",
            "  kenb doctor --json | jq '.[] | select(.status != \"found\")'"
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Option(
            names = "--no-timing",
            description =
                    "Leave out who ciphers fastest here, which takes some seconds to find out.")
    private boolean noTiming;

    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    DoctorCommand() {}

    @Override
    public Integer call() {
        var findings = Doctor.examine(!noTiming);
        var out = spec.commandLine().getOut();
        if (json) out.println(json(findings));
        else findings.forEach(finding -> out.println(line(finding)));
        out.flush();
        boolean broken = findings.stream().anyMatch(it -> it.status() == Finding.Status.BROKEN);
        return broken ? Exit.ENVIRONMENT : Exit.PASSED;
    }

    private static String line(Finding finding) {
        var advice = finding.advice();
        return "%-8s %-20s %s%s"
                .formatted(
                        status(finding),
                        finding.name(),
                        finding.value(),
                        advice == null ? "" : ": " + advice);
    }

    private static String json(List<Finding> findings) {
        var mapper = JsonMapper.shared();
        var array = mapper.createArrayNode();
        for (var finding : findings) {
            array.addObject()
                    .put("name", finding.name())
                    .put("status", status(finding))
                    .put("value", finding.value())
                    .put("advice", finding.advice());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array);
    }

    private static String status(Finding finding) {
        return finding.status().name().toLowerCase(Locale.ROOT);
    }
}

package kenb.nodes.lab;

import kenb.nodes.Notice;
import kenb.nodes.traffic.FlowReport;
import kenb.stack.keys.Derivation;
import kenb.stack.keys.KeyOrigin;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// A run's report for a person to read.
public final class ReportText {
    /// FC of TS 33.401 A.7.
    private static final int ALGORITHM_KEY = 0x15;

    private ReportText() {}

    public static String of(LabReport report) {
        var text = new StringBuilder();
        header(text, report);
        steps(text, report);
        keys(text, report);
        traffic(text, report);
        nodes(text, report);
        verdict(text, report);
        return text.toString();
    }

    private static void header(StringBuilder text, LabReport report) {
        LabSettings settings = report.settings();
        line(
                text,
                "kenb lab, seed %d, SCTP over %s, nodes in %s",
                settings.seed(),
                report.carrier(),
                report.addresses());
    }

    private static void steps(StringBuilder text, LabReport report) {
        text.append("\nSteps (ms)\n");
        for (RunLog.Entry step : report.steps()) {
            Notice notice = step.notice();
            String mark =
                    switch (notice.kind()) {
                        case STEP -> " ";
                        case DONE -> "+";
                        case FAILED -> "x";
                        case EVENT -> "!";
                    };
            String what = notice.procedure() + ": " + notice.text();
            line(text, "%9.1f %s %-5s %s", step.micros() / 1000.0, mark, step.node(), what);
        }
    }

    private static void keys(StringBuilder text, LabReport report) {
        text.append("\nKeys (fingerprints; born and died in ms)\n");
        for (KeyLedger.Life life : report.keys()) {
            line(
                    text,
                    "  %s  %-9s %-5s %9s %9s  %s%s",
                    life.fingerprint(),
                    life.name(),
                    life.node(),
                    millis(report.start(), life.born()),
                    millis(report.start(), life.died()),
                    origin(life.origin()),
                    life.recipients().isEmpty()
                            ? ""
                            : ", sent to " + String.join(", ", life.recipients()));
        }
    }

    private static String millis(Instant start, @Nullable Instant time) {
        return time == null
                ? "lives"
                : String.format(Locale.ROOT, "%.1f", Duration.between(start, time).toNanos() / 1e6);
    }

    static String origin(KeyOrigin origin) {
        return switch (origin) {
            case KeyOrigin.Provisioned _ -> "provisioned";
            case KeyOrigin.Agreed(String by) -> "by " + by;
            case KeyOrigin.Received(String from) -> "from " + from;
            case KeyOrigin.Derived(var derivation) ->
                    "from %s %s, FC %02x%s"
                            .formatted(
                                    derivation.parentPurpose().symbol(),
                                    derivation.parentFingerprint(),
                                    derivation.fc(),
                                    parameters(derivation));
        };
    }

    /// What went in, hexadecimal; the two of an algorithm key are in its name.
    private static String parameters(Derivation derivation) {
        var text = new StringBuilder();
        if (derivation.fc() != ALGORITHM_KEY) {
            derivation
                    .parameters()
                    .forEach(p -> text.append(", ").append(p.name()).append(' ').append(p.shown()));
        }
        return text.toString();
    }

    private static void traffic(StringBuilder text, LabReport report) {
        text.append("\nTraffic\n");
        line(
                text,
                "            %8s %8s %5s %5s %9s %8s %s",
                "sent",
                "received",
                "lost",
                "twice",
                "reordered",
                "Mbit/s",
                "latency ms p50/p99/max, longest gap");
        flow(text, "uplink", report.uplink());
        flow(text, "downlink", report.downlink());
    }

    private static void flow(StringBuilder text, String name, FlowReport flow) {
        line(
                text,
                "  %-9s %8d %8d %5d %5d %9d %8.2f %.2f/%.2f/%.2f, %.1f",
                name,
                flow.sent(),
                flow.received(),
                flow.lost(),
                flow.duplicates(),
                flow.reordered(),
                flow.megabitsPerSecond(),
                flow.latencyMedianMillis(),
                flow.latencyP99Millis(),
                flow.latencyMaxMillis(),
                flow.longestGapMillis());
    }

    private static void nodes(StringBuilder text, LabReport report) {
        text.append("\nPDCP PDUs\n");
        line(
                text,
                "            %8s %8s %12s %5s %8s",
                "sent",
                "received",
                "MAC failures",
                "twice",
                "stray");
        report.nodes()
                .forEach((name, c) ->
                        line(
                                text,
                                "  %-9s %8d %8d %12d %5d %8d",
                                name,
                                c.sent(),
                                c.received(),
                                c.integrityFailures(),
                                c.duplicates(),
                                c.strays()));
        var keystream = report.keystream();
        line(
                text,
                "  Keystream guard: %d PDUs ciphered, %d of them again as they were, %d under a COUNT of others",
                keystream.pdus(),
                keystream.repeats(),
                keystream.reuses());
    }

    private static void verdict(StringBuilder text, LabReport report) {
        text.append('\n');
        report.fault().forEach(f -> line(text, "Fault: %s", f));
        if (report.passed()) {
            line(text, "Passed.");
        } else {
            report.problems().forEach(p -> line(text, "Failed: %s", p));
        }
        line(text, "Files in %s", report.folder());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}

package kenb.perf.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The machine, the JVM and the date, which stand above every table.
public final class Surroundings {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Surroundings() {}

    /// @param now when the run began
    /// @param jvmOptions of the JVM that is measured
    public static Map<String, String> of(ZonedDateTime now, List<String> jvmOptions) {
        var found = new LinkedHashMap<String, String>();
        found.put(
                "Machine",
                "%s, %d processors, %s %s"
                        .formatted(
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.name"),
                                System.getProperty("os.version")));
        found.put("JVM", System.getProperty("java.vendor") + " " + Runtime.version());
        found.put("Options", String.join(" ", jvmOptions));
        found.put(
                "Date",
                now.withZoneSameInstant(ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")));
        return found;
    }

    private static String processor() {
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(it -> it.startsWith("model name"))
                    .map(it -> it.substring(it.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch");
        }
    }
}

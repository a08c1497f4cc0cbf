package kenb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Coverage-guided fuzzing of every decoder by Jazzer, a JVM with little memory for each protocol. `-Dfuzz.minutes=N` in
/// all; what Jazzer has learnt (`target/fuzz/PROTOCOL`) is where the next run starts, and what it finds lies beside it.
@Tag("long")
@Tag("F-02")
@Tag("W-05")
class JazzerTest {
    private static final String MEMORY = "-Xmx768m";
    private static final int HANGING_SECONDS = 20;
    private static final int MOST_OCTETS = 4096;

    static Stream<String> groups() {
        return Targets.all().stream().map(Target::group).filter(Wanted::is).distinct();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void jazzerFindsNothingIn(String group, @TempDir Path seeds) throws Exception {
        var targets = Targets.group(group);
        int files = 0;
        for (int i = 0; i < targets.size(); i++)
            for (var seed : Seeds.of(targets.get(i)))
                if (seed.length < MOST_OCTETS)
                    Files.write(seeds.resolve("seed-" + files++), JazzerEntry.input(i, seed));
        var folder = Path.of("target", "fuzz", group);
        var learnt = Files.createDirectories(folder.resolve("learnt"));
        var log = folder.resolve("log");
        int exit = jazzer(group, seconds(group), folder, learnt, seeds, log);
        assertThat(exit).as(() -> "Jazzer's exit over " + group + "\n" + end(log)).isZero();
        System.out.printf("%-10s %d seeds, %s%n", group, files, summary(log));
    }

    /// Protocols of many types take longest to load and have most to find.
    private static long seconds(String group) {
        double minutes = Double.parseDouble(System.getProperty("fuzz.minutes", "4"));
        double all = groups().mapToDouble(JazzerTest::weight).sum();
        return Math.max(5, Math.round(minutes * 60 * weight(group) / all));
    }

    private static double weight(String group) {
        return 1 + Math.sqrt(Targets.group(group).size());
    }

    private static int jazzer(
            String group, long seconds, Path folder, Path learnt, Path seeds, Path log)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                MEMORY,
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+EnableDynamicAgentLoading",
                                "-Dfuzz.group=" + group,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + JazzerEntry.class.getName(),
                                "--instrumentation_includes=" + instrumented(group),
                                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
                                "--reproducer_path=" + folder,
                                "-artifact_prefix=" + folder + "/",
                                "-max_total_time=" + seconds,
                                "-timeout=" + HANGING_SECONDS,
                                "-max_len=" + MOST_OCTETS,
                                "-print_final_stats=1"));
        var seed = System.getProperty("fuzz.seed", "");
        if (!seed.isBlank()) command.add("-seed=" + seed);
        command.add(learnt.toString());
        command.add(seeds.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
    }

    private static String instrumented(String group) {
        return switch (group) {
            case "asn1" -> "kenb.asn1.**";
            case "air", "capture" -> "kenb.stack.**";
            default -> "kenb.codec.**:kenb.stack.**";
        };
    }

    private static String summary(Path log) throws IOException {
        return String.join(
                ", ",
                Files.readAllLines(log).stream()
                        .filter(it -> it.matches("INFO: Seed.*|Done .*|stat::(average|new).*"))
                        .map(it -> it.replace("INFO: ", "").replaceAll(" +", " "))
                        .toList());
    }

    private static String end(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}

package kenb.tools.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;

import kenb.stack.cipher.IpsecMbEngine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Operating system, JDK, processor.
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    static List<Finding> examine() {
        var findings = new ArrayList<Finding>();
        findings.add(
                Finding.found(
                        "operating system",
                        "%s %s, %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.version"),
                                        System.getProperty("os.arch"))));
        findings.add(
                Finding.found(
                        "JDK",
                        "%s, %s, %s"
                                .formatted(
                                        Runtime.version(),
                                        System.getProperty("java.vendor"),
                                        System.getProperty("java.home"))));
        var runtime = Runtime.getRuntime();
        findings.add(
                Finding.found(
                        "cores and heap",
                        "%d cores, at most %d MiB of heap"
                                .formatted(
                                        runtime.availableProcessors(), runtime.maxMemory() >> 20)));
        var flags = processorFlags();
        findings.add(instructions("AES instructions", flags, Set.of("aes"), "UseAES"));
        findings.add(
                instructions(
                        "carry-less multiply",
                        flags,
                        Set.of("pclmulqdq", "pmull"),
                        "UseGHASHIntrinsics"));
        findings.add(vectors());
        findings.add(ipsecMb());
        return findings;
    }

    /// From the processor's flags where the system shows them, else from what the JVM decided to use.
    private static Finding instructions(
            String name, Set<String> flags, Set<String> wanted, String vmFlag) {
        boolean there =
                flags.isEmpty()
                        ? vmOption(vmFlag).equals("true")
                        : wanted.stream().anyMatch(flags::contains);
        return there
                ? Finding.found(name, "yes")
                : Finding.lacking(name, "no", "ciphers run in plain Java, slower");
    }

    private static Finding vectors() {
        var name = "vector registers";
        var octets = vmOption("MaxVectorSize");
        if (octets.isEmpty()) return Finding.lacking(name, "unknown", "ciphers use scalar code");
        int bits = 8 * Integer.parseInt(octets);
        return bits >= 128
                ? Finding.found(name, bits + " bits")
                : Finding.lacking(name, bits + " bits", "ciphers use scalar code");
    }

    private static Finding ipsecMb() {
        var problem = IpsecMbEngine.problem();
        return problem.isEmpty()
                ? Finding.found("ipsec-mb", IpsecMbEngine.version())
                : Finding.lacking(
                        "ipsec-mb", problem, "kenb bench pdcp has nothing to compare with");
    }

    private static String vmOption(String name) {
        try {
            var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options == null ? "" : options.getVMOption(name).getValue();
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static Set<String> processorFlags() {
        if (!Files.isReadable(CPU_INFO)) return Set.of();
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines
                    .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .stream()
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .collect(Collectors.toSet());
        } catch (IOException | java.io.UncheckedIOException _) {
            return Set.of();
        }
    }
}

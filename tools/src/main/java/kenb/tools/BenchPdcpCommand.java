package kenb.tools;

import kenb.perf.CipherBench;
import kenb.perf.CipherProvider;
import kenb.perf.PdcpBench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `kenb bench pdcp`: what a PDU costs the ciphers, and what it costs in PDCP.
@Command(
        name = "pdcp",
        description = {
            "Measure what ciphering and integrity cost, by algorithm and length, beside Intel's ipsec-mb where it is installed;",
            "with --entity, what a PDU costs in a PDCP entity. Each figure comes from a JVM of its own."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:the command line is wrong", "3:a provider is missing"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  kenb bench pdcp --quick",
            "  kenb bench pdcp --alg snow3g,zuc --size 256,1400 --batch 32 -o figures",
            "  kenb bench pdcp --alg aes --provider java --op cipher,authenticate,both --keys 1,32",
            "  kenb bench pdcp --alg eea2,eea1 --int eia2,eia2 --op cipher,both -o figures",
            "  kenb bench pdcp --alg zuc --threads 1,2 --percentiles",
            "  kenb bench pdcp --entity"
        })
final class BenchPdcpCommand implements Callable<Integer> {
    @Option(
            names = "--alg",
            split = ",",
            paramLabel = "ALG",
            defaultValue = "snow3g,aes,zuc",
            description =
                    "snow3g, aes, zuc; or by their 3GPP names, eea1 to eea3, eia1 to eia3, nea1 …. Default: all.")
    private List<String> algorithms;

    @Option(
            names = "--int",
            split = ",",
            paramLabel = "ALG",
            description =
                    "The same for integrity; with both, the first of --alg goes with the first of --int. Default: those of --alg.")
    private @Nullable List<String> integrity;

    @Option(
            names = "--op",
            split = ",",
            paramLabel = "OP",
            defaultValue = "both",
            description = "cipher, authenticate, both. Default: ${DEFAULT-VALUE}.")
    private List<String> operations;

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "OCTETS",
            defaultValue = "64,256,1400,9000",
            description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes;

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "PDUS",
            defaultValue = "1,32",
            description = "PDUs at a time. Default: ${DEFAULT-VALUE}.")
    private List<Integer> batches;

    @Option(
            names = "--keys",
            split = ",",
            paramLabel = "KEYS",
            defaultValue = "1",
            description = "Keys they are under. Default: ${DEFAULT-VALUE}.")
    private List<Integer> keys;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "Threads that do the same beside each other. Default: ${DEFAULT-VALUE}.")
    private List<Integer> threads;

    @Option(
            names = "--percentiles",
            description = "Time single batches, too: the median and what 99 of 100 stay under.")
    private boolean percentiles;

    @Option(
            names = "--provider",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "java,ipsec-mb",
            description =
                    "java, java-scalar, java-guarded, bouncycastle, ipsec-mb, or all. Default: java, and ipsec-mb where it is installed.")
    private List<String> providers;

    @Option(names = "--entity", description = "Measure PDCP entities instead of the ciphers alone.")
    private boolean entity;

    @Mixin private BenchOutput output = new BenchOutput();
    @Mixin private Verbosity verbosity = new Verbosity();
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    BenchPdcpCommand() {}

    @Override
    public Integer call() throws IOException {
        var now = ZonedDateTime.now();
        if (entity) {
            output.write(new PdcpBench(output.jmh(), output.progress(spec)).run(now), spec);
            return Exit.PASSED;
        }
        for (var operation : operations)
            if (!List.of("cipher", "authenticate", "both").contains(operation))
                throw wrong("no operation " + operation + ": cipher, authenticate, both");
        range("--size", sizes, 1, 65_535);
        range("--batch", batches, 1, 1024);
        range("--keys", keys, 1, 1024);
        range("--threads", threads, 1, 1024);
        var cases =
                new CipherBench.Cases(
                        algorithms.stream().map(this::algorithm).toList(),
                        (integrity == null ? algorithms : integrity)
                                .stream().map(this::algorithm).toList(),
                        operations,
                        sizes,
                        batches,
                        keys,
                        threads);
        var bench =
                new CipherBench(
                        output.jmh(), cases, providers(), percentiles, output.progress(spec));
        var report = bench.run(now);
        if (report.rows().isEmpty())
            throw wrong(
                    "nothing to measure: Bouncy Castle has no SNOW 3G, and --keys can't be more than --batch");
        output.write(report, spec);
        return Exit.PASSED;
    }

    private int algorithm(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "snow3g", "eea1", "eia1", "nea1", "nia1" -> 1;
            case "aes", "eea2", "eia2", "nea2", "nia2" -> 2;
            case "zuc", "eea3", "eia3", "nea3", "nia3" -> 3;
            default -> throw wrong("no algorithm " + name + ": snow3g, aes, zuc");
        };
    }

    private void range(String option, List<Integer> values, int least, int most) {
        for (int value : values)
            if (value < least || value > most)
                throw wrong("%s %d: %d to %d".formatted(option, value, least, most));
    }

    private List<CipherProvider> providers() {
        boolean asked = spec.commandLine().getParseResult().hasMatchedOption("--provider");
        var found = new ArrayList<CipherProvider>();
        for (var name : providers) {
            if (name.equals("all")) {
                found.addAll(List.of(CipherProvider.values()));
                continue;
            }
            try {
                found.add(CipherProvider.of(name));
            } catch (IllegalArgumentException e) {
                throw wrong(
                        e.getMessage()
                                + ": java, java-scalar, java-guarded, bouncycastle, ipsec-mb, all");
            }
        }
        for (var provider : List.copyOf(found)) {
            if (provider.problem().isEmpty()) continue;
            if (asked && !providers.contains("all"))
                throw new CommandFailure(
                        Exit.ENVIRONMENT, provider.text() + ": " + provider.problem());
            spec.commandLine()
                    .getErr()
                    .println("kenb: without " + provider.text() + ": " + provider.problem());
            found.remove(provider);
        }
        if (found.stream().allMatch(it -> it == CipherProvider.IPSEC_MB))
            throw wrong("ipsec-mb is what others are compared with: --provider java,ipsec-mb");
        return found.stream().distinct().toList();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

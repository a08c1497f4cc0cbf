package kenb.tools.doctor;

import kenb.stack.cipher.Provider;
import kenb.stack.cipher.ProviderTiming;
import kenb.stack.cipher.WideChoice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who ciphers fastest here, by a short timing of each provider.
final class Ciphers {
    private static final int LENGTH = 1400;

    private Ciphers() {}

    /// Takes some seconds.
    static List<Finding> examine() {
        ProviderTiming timing;
        String lanes;
        try {
            timing = ProviderTiming.of(List.of(Provider.values()));
            lanes = lanes();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        findings.add(
                lanes.isEmpty()
                        ? Finding.lacking(
                                "cipher lanes",
                                "no",
                                "SNOW 3G and ZUC go one PDU after the other; with 512-bit vectors, KENB_JAVA_OPTS=\"--add-modules jdk.incubator.vector\" is faster")
                        : Finding.found("cipher lanes", lanes));
        timing.rejected()
                .forEach((provider, why) -> {
                    if (provider != Provider.IPSEC_MB || !provider.problem().equals(why))
                        findings.add(Finding.broken(provider.text(), why, "it is not used"));
                });
        timing.figures().stream()
                .map(ProviderTiming.Figure::algorithm)
                .distinct()
                .forEach(algorithm ->
                        findings.add(Finding.found(algorithm, line(timing, algorithm))));
        return findings;
    }

    private static String lanes() throws InterruptedException {
        var choice = WideChoice.measured();
        choice.await();
        var text = choice.toString();
        return text.contains("from") ? text + " PDUs" : "";
    }

    /// Such as `1400 octets: java 1.10, ipsec-mb 1.21 µs; 32 at a time: ipsec-mb 0.25, java 0.53 µs`.
    private static String line(ProviderTiming timing, String algorithm) {
        return timing.figures().stream()
                .filter(it -> it.algorithm().equals(algorithm) && it.octets() == LENGTH)
                .map(it ->
                        (it.batch() == 1 ? LENGTH + " octets: " : it.batch() + " at a time: ")
                                + times(it))
                .collect(Collectors.joining("; "));
    }

    private static String times(ProviderTiming.Figure figure) {
        return figure.nanos().entrySet().stream()
                .map(it ->
                        String.format(
                                Locale.ROOT, "%s %.2f", it.getKey().text(), it.getValue() / 1e3))
                .collect(Collectors.joining(", ", "", " µs"));
    }
}

package kenb.stack.cipher;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Chooses who ciphers by a name in a setting.
public final class Providers {
    private Providers() {}

    /// @param choice `java`, `bouncycastle`, `ipsec-mb`, or `auto`: whichever a timing of some seconds finds fastest for each algorithm, batch and length
    /// @return makes an engine for an event loop
    /// @throws IllegalStateException where the provider is not to be had or comes to wrong results: why
    /// @throws IllegalArgumentException for another name
    public static Supplier<CipherEngine> of(String choice) {
        if (choice.equalsIgnoreCase("auto")) {
            try {
                return ProviderTiming.of(List.of(Provider.values()))::engine;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while timing the ciphers", e);
            }
        }
        var provider = named(choice);
        var problem = provider.problem();
        // The plain code that others are compared with is this provider's own.
        if (problem.isEmpty() && provider != Provider.JAVA)
            problem = EngineCheck.problem(provider.engine());
        if (!problem.isEmpty())
            throw new IllegalStateException("cipher provider " + provider.text() + ": " + problem);
        return provider::engine;
    }

    private static Provider named(String choice) {
        var name = choice.toLowerCase(Locale.ROOT);
        for (var provider : Provider.values()) if (provider.text().equals(name)) return provider;
        throw new IllegalArgumentException(
                "cipher provider '" + choice + "': choose java, bouncycastle, ipsec-mb or auto");
    }
}

package kenb.tools.asn1;

import kenb.asn1.emit.Emitter;
import kenb.asn1.model.ModuleSet;
import kenb.asn1.resolve.Asn1Exception;
import kenb.asn1.resolve.Resolver;
import kenb.codec.per.PduType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A set of modules from text to loaded codecs.
///
/// @param javaMessages what the Java compiler had to say: errors and warnings
/// @param types what can be decoded, by ASN.1 name; empty where the Java compiler failed
public record UserModules(
        ModuleSet modules,
        int sources,
        long sourceCharacters,
        int classes,
        long classOctets,
        List<String> javaMessages,
        Map<String, PduType> types,
        Duration resolving,
        Duration generating,
        Duration compiling,
        Duration loading) {
    private static final String PACKAGE = "user.asn1";

    /// @param files files or folders of modules
    /// @param progress told what is done next
    public static UserModules compile(List<Path> files, boolean aligned, Consumer<String> progress)
            throws IOException, Asn1Exception {
        long start = System.nanoTime();
        progress.accept("reading the modules");
        var modules = Resolver.resolve(files);
        long resolved = System.nanoTime();
        var sources = Emitter.emit(modules, PACKAGE, aligned);
        long generated = System.nanoTime();
        progress.accept("compiling %d classes".formatted(sources.size()));
        var compiled = InMemory.compile(PACKAGE, sources);
        long made = System.nanoTime();
        progress.accept("loading");
        var types = compiled.passed() ? load(compiled) : Map.<String, PduType>of();
        long loaded = System.nanoTime();
        return new UserModules(
                modules,
                sources.size(),
                sources.values().stream().mapToLong(String::length).sum(),
                compiled.classes().size(),
                compiled.classes().values().stream().mapToLong(it -> it.length).sum(),
                compiled.messages(),
                types,
                Duration.ofNanos(resolved - start),
                Duration.ofNanos(generated - resolved),
                Duration.ofNanos(made - generated),
                Duration.ofNanos(loaded - made));
    }

    /// Every class, so that one the virtual machine refuses shows here.
    private static Map<String, PduType> load(InMemory.Compiled compiled) {
        var loader = compiled.loader(UserModules.class.getClassLoader());
        try {
            for (var name : compiled.classes().keySet()) Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return PduType.of(PACKAGE, loader);
    }
}

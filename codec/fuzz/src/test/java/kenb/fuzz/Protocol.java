package kenb.fuzz;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.resolve.Asn1Exception;
import kenb.asn1.resolve.Resolver;
import kenb.codec.per.PduType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A module set of ours and the codec made of it.
///
/// @param name of the folder that holds the modules
/// @param types what the codec can read as a PDU, by name
public record Protocol(String name, Path folder, Map<String, PduType> types) {
    public static final List<Protocol> ALL = all();

    /// Held by others, but sent on their own too.
    private static final Set<String> CONTAINERS = Set.of("SCG-Config-r12");

    /// The project's root, seen from where tests run.
    public static Path root() {
        return Path.of(System.getProperty("basedir", "."), "../..").normalize();
    }

    private static List<Protocol> all() {
        try (var folders = Files.list(root().resolve("asn1/src/main/asn1"))) {
            return folders.filter(Files::isDirectory).sorted().map(Protocol::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Protocol of(Path folder) {
        var name = folder.getFileName().toString();
        var javaPackage = "kenb.codec." + name.replace("-", "");
        return new Protocol(name, folder, PduType.of(javaPackage, Protocol.class.getClassLoader()));
    }

    /// The modules as the compiler sees them.
    public ModuleSet modules() {
        try {
            return Resolver.resolve(List.of(folder));
        } catch (Asn1Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    /// The types that no other one holds: PDUs, messages of a channel, containers that travel as octets.
    public List<PduType> top() {
        var top = TopLevel.of(modules());
        return types.values().stream()
                .filter(it -> top.contains(it.name()) || CONTAINERS.contains(it.name()))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}

package kenb.tools.decode;

import kenb.codec.per.InformationObject;
import kenb.codec.per.ObjectSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The names of a protocol's IEs by id, from the object sets of its generated package. Ids mean the same
/// in all sets of an application protocol (TS 36.413 §9.3.6, TS 36.423 §9.3.7).
public final class IeNames {
    private final Map<Integer, String> names = new HashMap<>();

    private IeNames() {}

    /// Looks through the package that `member` belongs to.
    public static IeNames beside(Class<?> member) {
        var found = new IeNames();
        for (var name : classNames(member)) {
            if (name.contains("$") || !name.matches("(?i).*IEs?")) continue;
            try {
                var type = Class.forName(member.getPackageName() + "." + name);
                if (ObjectSet.class.isAssignableFrom(type)) found.add(type);
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(name, failure);
            }
        }
        return found;
    }

    /// `MME-UE-S1AP-ID`, or `IE 1234` where no set has it.
    public String name(int id) {
        return names.getOrDefault(id, "IE " + id);
    }

    private void add(Class<?> set) throws IllegalAccessException {
        for (var field : set.getFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && field.get(null)
                            instanceof
                            InformationObject<?>(var _, var _, int id, String name, var _)) {
                names.putIfAbsent(id, name);
            }
        }
    }

    private static List<String> classNames(Class<?> member) {
        var folder = "/" + member.getPackageName().replace('.', '/');
        try {
            var source = member.getProtectionDomain().getCodeSource().getLocation().toURI();
            var path = Path.of(source);
            if (Files.isDirectory(path)) return listed(path.resolve(folder.substring(1)));
            try (var jar = FileSystems.newFileSystem(URI.create("jar:" + source), Map.of())) {
                return listed(jar.getPath(folder));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".class"))
                    .map(it -> it.substring(0, it.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }
}

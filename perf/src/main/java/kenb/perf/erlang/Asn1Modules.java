package kenb.perf.erlang;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The ASN.1 modules that the codecs of this build are made of; they travel with it as resources.
final class Asn1Modules {
    /// A module and its name. Erlang wants each in a file of that name.
    private static final Pattern MODULE =
            Pattern.compile(
                    "^([A-Z][\\w-]*)\\s*(?:\\{[^}]*\\}\\s*)?DEFINITIONS\\b.*?^END\\s*$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private Asn1Modules() {}

    /// Texts of modules by their names.
    static Map<String, String> of(String protocol) throws IOException {
        var modules = new TreeMap<String, String>();
        for (var text : texts(protocol)) {
            var module = MODULE.matcher(text);
            while (module.find()) modules.put(module.group(1), module.group());
        }
        return modules;
    }

    private static List<String> texts(String protocol) throws IOException {
        var folder = Asn1Modules.class.getResource("/kenb/asn1/modules/" + protocol);
        if (folder == null) throw new IOException("no modules of " + protocol);
        URI uri;
        try {
            uri = folder.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(folder.toString(), e);
        }
        if (!uri.getScheme().equals("jar")) return read(Path.of(uri));
        try (var _ = FileSystems.newFileSystem(uri, Map.of())) {
            return read(Path.of(uri));
        }
    }

    private static List<String> read(Path folder) throws IOException {
        var texts = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(it -> it.toString().endsWith(".asn")).sorted().toList())
                texts.add(Files.readString(file));
        }
        return texts;
    }
}

import com.google.googlejavaformat.java.Main;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format (AOSP style) over every hand-written source: `Format.java check|write ROOT`.
public final class Format {
    public static void main(String[] arguments) throws Exception {
        boolean write = arguments[0].equals("write");
        var root = Path.of(arguments[1]);
        var command =
                new ArrayList<String>(
                        List.of(
                                "--aosp",
                                "--skip-javadoc-formatting",
                                "--skip-reflowing-long-strings"));
        command.addAll(
                write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        int options = command.size();
        for (var module :
                List.of("asn1", "codec", "stack", "nodes", "tools", "perf", "codec/fuzz", ".mvn")) {
            var sources =
                    module.equals(".mvn") ? root.resolve(module) : root.resolve(module, "src");
            if (!Files.isDirectory(sources)) continue;
            try (var files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .forEach(file -> command.add(file.toString()));
            }
        }
        if (command.size() == options) return;
        var out = new PrintWriter(System.out, true);
        var err = new PrintWriter(System.err, true);
        int changed = new Main(out, err, System.in).format(command.toArray(String[]::new));
        if (changed != 0) {
            err.println("Not in the format above. Run: mvn validate -Dformat=write");
            System.exit(1);
        }
    }
}

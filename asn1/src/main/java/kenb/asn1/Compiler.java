package kenb.asn1;

import kenb.asn1.emit.Emitter;
import kenb.asn1.emit.NoJavaException;
import kenb.asn1.resolve.Asn1Exception;
import kenb.asn1.resolve.Resolver;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;

/// Compiles ASN.1 modules to Java: one package a module set. Files that would not change are left
/// alone, and files of an earlier run that are no more wanted are deleted.
@Command(
        name = "asn1",
        mixinStandardHelpOptions = true,
        description = "Compiles ASN.1 modules to Java codecs for packed encoding rules.")
public final class Compiler implements Callable<Integer> {
    /// Encoding rules of X.691.
    public enum Rules {
        aper,
        uper
    }

    @Option(names = "--rules", required = true, description = "aper (aligned) or uper (unaligned)")
    private Rules rules = Rules.aper;

    @Option(names = "--package", required = true, description = "Java package of the codecs")
    private String javaPackage = "";

    @Option(names = "--out", required = true, description = "source folder to write to")
    private Path out = Path.of("");

    @Parameters(arity = "1..*", description = "ASN.1 files, or folders of them")
    private List<Path> files = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compiler()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        try {
            write(Emitter.emit(Resolver.resolve(files), javaPackage, rules == Rules.aper));
            return 0;
        } catch (Asn1Exception e) {
            e.problems().forEach(System.err::println);
            System.err.println(e.problems().size() + " problems");
            return 1;
        } catch (NoJavaException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private void write(java.util.Map<String, String> sources) throws IOException {
        var folder = out.resolve(javaPackage.replace('.', '/'));
        Files.createDirectories(folder);
        var wanted = new HashSet<Path>();
        for (var source : sources.entrySet()) {
            var file = folder.resolve(source.getKey());
            wanted.add(file);
            if (!Files.exists(file) || !Files.readString(file).equals(source.getValue()))
                Files.writeString(file, source.getValue());
        }
        var left = new ArrayList<Path>();
        try (var present = Files.list(folder)) {
            present.filter(it -> it.toString().endsWith(".java") && !wanted.contains(it))
                    .forEach(left::add);
        }
        for (var file : left) Files.delete(file);
    }
}

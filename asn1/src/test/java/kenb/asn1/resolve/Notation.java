package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.Type;
import kenb.asn1.model.Value;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// ASN.1 as text in a test, and short ways to what became of it.
record Notation(ModuleSet modules) {

    /// The assignments of one module with AUTOMATIC TAGS.
    static Notation of(String assignments) {
        return modules("Test DEFINITIONS AUTOMATIC TAGS ::= BEGIN\n" + assignments + "\nEND");
    }

    /// Whole files.
    static Notation modules(String... files) {
        try {
            return new Notation(resolve(files));
        } catch (Asn1Exception e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /// The problems of one module as `line:column: message`; its first line is line 1.
    static List<String> problems(String assignments) {
        return problemsOf("Test DEFINITIONS AUTOMATIC TAGS ::= BEGIN " + assignments + "\nEND")
                .stream()
                .map(it -> it.substring(it.indexOf(':') + 1))
                .toList();
    }

    /// The problems of whole files, `1.asn`, `2.asn` and so on.
    static List<String> problemsOf(String... files) {
        try {
            resolve(files);
        } catch (Asn1Exception e) {
            assertThat(e.problems()).isNotEmpty();
            return e.problems().stream().map(Problem::toString).toList();
        }
        return List.of();
    }

    private static ModuleSet resolve(String... files) throws Asn1Exception {
        try {
            var folder = Files.createTempDirectory("notation");
            var paths = new ArrayList<Path>();
            try {
                for (int i = 0; i < files.length; i++)
                    paths.add(Files.writeString(folder.resolve(i + 1 + ".asn"), files[i]));
                return Resolver.resolve(paths);
            } finally {
                for (var path : paths) Files.deleteIfExists(path);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Type type(String name) {
        return modules.modules().stream()
                .flatMap(it -> it.types().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no type " + name))
                .type();
    }

    Value value(String name) {
        return modules.modules().stream()
                .flatMap(it -> it.values().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no value " + name))
                .value();
    }

    ObjectSet set(String name) {
        return modules.modules().stream()
                .flatMap(it -> it.objectSets().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no object set " + name));
    }

    /// Follows references to what they stand for.
    static Type bare(Type type) {
        return type instanceof Type.Reference(var definition) ? bare(definition.type()) : type;
    }

    Type.SequenceType sequence(String name) {
        return (Type.SequenceType) bare(type(name));
    }

    Type.ChoiceType choice(String name) {
        return (Type.ChoiceType) bare(type(name));
    }

    /// `1..5`, `..5`, `1..`, with `,...` where extensible.
    String range(String name) {
        var it = (Type.IntegerType) bare(type(name));
        var range = it.range();
        return (range.lower() == null ? "" : range.lower())
                + ".."
                + (range.upper() == null ? "" : range.upper())
                + (it.extensible() ? ",..." : "");
    }

    /// The size as [#range] gives a range.
    String size(String name) {
        var size =
                switch (bare(type(name))) {
                    case Type.BitStringType it -> it.size();
                    case Type.OctetStringType it -> it.size();
                    case Type.CharacterStringType it -> it.size();
                    case Type.SequenceOfType it -> it.size();
                    case Type it -> throw new AssertionError(name + " has no size: " + it);
                };
        return size.lower()
                + ".."
                + (size.upper() == null ? "" : size.upper())
                + (size.extensible() ? ",..." : "");
    }

    static List<String> names(List<Type.Component> components) {
        return components.stream().map(Type.Component::name).toList();
    }

    static List<String> alternatives(List<Type.Alternative> alternatives) {
        return alternatives.stream().map(Type.Alternative::name).toList();
    }
}

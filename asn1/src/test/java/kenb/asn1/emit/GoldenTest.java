package kenb.asn1.emit;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.resolve.Asn1Exception;
import kenb.asn1.resolve.Resolver;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a small module becomes, to the letter, so that a change of the emitter shows as a diff of the
/// code it writes. Wanted changes: run with `-Dkenb.golden=write`, look at the diff, commit it.
@Tag("W-01")
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @Test
    void codecsOfASmallModuleAreAsCommitted() throws Exception {
        check("aligned", emit(true));
    }

    @Test
    void unalignedCodecDiffersInHowItReadsAndWrites() throws Exception {
        check("unaligned", Map.of("Bearer.java", emit(false).get("Bearer.java")));
    }

    @Test
    void sameModuleGivesTheSameCodeEachTime() throws Exception {
        assertThat(emit(true)).isEqualTo(emit(true));
    }

    private static void check(String name, Map<String, String> made) throws Exception {
        var folder = FOLDER.resolve(name);
        if (System.getProperty("kenb.golden", "").equals("write")) write(folder, made);
        var golden = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList())
                golden.put(
                        file.getFileName().toString().replace(".java.txt", ".java"),
                        Files.readString(file));
        }
        assertThat(made.keySet()).isEqualTo(golden.keySet());
        for (var file : made.entrySet())
            assertThat(file.getValue())
                    .as(
                            "%s; wanted? mvn -pl asn1 test -Dtest=GoldenTest -Dkenb.golden=write",
                            file.getKey())
                    .isEqualTo(golden.get(file.getKey()));
    }

    private static Map<String, String> emit(boolean aligned) throws Asn1Exception {
        return Emitter.emit(
                Resolver.resolve(List.of(FOLDER.resolve("Golden.asn"))), "golden", aligned);
    }

    private static void write(Path folder, Map<String, String> made) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) Files.delete(file);
        }
        for (var file : made.entrySet())
            Files.writeString(folder.resolve(file.getKey() + ".txt"), file.getValue());
    }
}

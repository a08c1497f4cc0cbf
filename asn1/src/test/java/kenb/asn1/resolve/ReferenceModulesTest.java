package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The published module sets, whole and unchanged.
@Tag("W-02")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class ReferenceModulesTest {
    private static final Path SETS =
            Path.of(System.getProperty("kenb.shared", ""), "asn1-reference");

    static Stream<Path> sets() throws IOException {
        try (var list = Files.list(SETS)) {
            return list.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void resolvesWithoutAProblem(Path set) throws Asn1Exception {
        var modules = Resolver.resolve(List.of(set));
        assertThat(modules.modules()).isNotEmpty();
        assertThat(modules.modules().stream().mapToInt(it -> it.types().size()).sum())
                .isGreaterThan(40);
    }

    @Test
    void x2apSaysWhatTheSpecificationSays() throws Asn1Exception {
        var modules = Resolver.resolve(List.of(SETS.resolve("x2ap-17.4.0")));
        assertThat(type(modules, "UE-X2AP-ID").type())
                .isInstanceOfSatisfying(
                        Type.IntegerType.class,
                        it -> {
                            assertThat(it.range().lower()).isZero();
                            assertThat(it.range().upper()).isEqualTo(4095);
                            assertThat(it.extensible()).isFalse();
                        });
        assertThat(type(modules, "SeNBSecurityKey").type())
                .isInstanceOfSatisfying(
                        Type.BitStringType.class,
                        it -> assertThat(it.size()).isEqualTo(new Type.Size(256, 256L, false)));
        var set =
                modules.modules().stream()
                        .flatMap(it -> it.objectSets().stream())
                        .filter(it -> it.name().equals("X2AP-ELEMENTARY-PROCEDURES"))
                        .findFirst()
                        .orElseThrow();
        assertThat(set.objects().size()).isGreaterThan(40);
    }

    private static TypeDefinition type(ModuleSet modules, String name) {
        return modules.modules().stream()
                .flatMap(it -> it.types().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

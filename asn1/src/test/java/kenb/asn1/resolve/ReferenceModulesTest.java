package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;
import kenb.asn1.model.Value;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /// Counted without the grammar: names at the beginning of a line, with what they are assigned.
    @ParameterizedTest
    @MethodSource("sets")
    void everyTypeValueAndObjectSetIsThere(Path set) throws Exception {
        var modules = Resolver.resolve(List.of(set));
        var text = new StringBuilder("\n");
        try (var files = Files.list(set)) {
            for (var file : files.toList()) text.append(Files.readString(file)).append('\n');
        }
        var bare = text.toString().replaceAll("--[^\n]*?(--|(?=\n))", " ");
        assertThat(names(modules, it -> it.types().stream().map(TypeDefinition::name)))
                .isEqualTo(assigned(bare, "([A-Z][\\w-]*)\\s*::=\\s*(?!CLASS\\b)(?=[A-Z])"));
        assertThat(names(modules, it -> it.objectSets().stream().map(ObjectSet::name)))
                .isEqualTo(assigned(bare, "([A-Z][\\w-]*)[ \\t]+[A-Z0-9-]+\\s*::=\\s*\\{"));
        assertThat(names(modules, it -> it.values().stream().map(ModuleSet.NamedValue::name)))
                .isEqualTo(assigned(bare, "([a-z][\\w-]*)[ \\t]+[A-Z][\\w-]*\\s*::=\\s*(?=\\d)"));
    }

    private static SortedSet<String> names(
            ModuleSet modules, Function<ModuleSet.Module, Stream<String>> of) {
        return modules.modules().stream()
                .flatMap(of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> assigned(String text, String pattern) {
        return Pattern.compile("\n[ \\t]*" + pattern)
                .matcher(text)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void handoverRequestHasItsElementsInTheOrderOfTheSpecification() throws Asn1Exception {
        var modules = Resolver.resolve(List.of(SETS.resolve("x2ap-17.4.0")));
        var set = set(modules, "HandoverRequest-IEs");
        assertThat(ObjectsTest.ids(set)).startsWith(10, 5, 11, 23, 14, 15, 13, 36);
        assertThat(set.objects().getFirst().settings())
                .containsEntry(
                        "&criticality",
                        new ObjectSet.Setting.OfValue(new Value.EnumeratedValue("reject")))
                .containsEntry(
                        "&presence",
                        new ObjectSet.Setting.OfValue(new Value.EnumeratedValue("mandatory")));
        assertThat(set.extensible()).isTrue();
        var pdu = (Type.ChoiceType) type(modules, "X2AP-PDU").type();
        assertThat(pdu.root())
                .extracting(Type.Alternative::name)
                .containsExactly("initiatingMessage", "successfulOutcome", "unsuccessfulOutcome");
        assertThat(pdu.extensible()).isTrue();
        var message = (Type.SequenceType) type(modules, "InitiatingMessage").type();
        assertThat(message.root().getLast().table())
                .isEqualTo(
                        new Type.TableConstraint(
                                set(modules, "X2AP-ELEMENTARY-PROCEDURES"),
                                "&InitiatingMessage",
                                List.of(List.of("procedureCode"))));
    }

    @Test
    void containersOfX2apAreBoundedByTheirParameters() throws Asn1Exception {
        var modules = Resolver.resolve(List.of(SETS.resolve("x2ap-17.4.0")));
        var request = (Type.SequenceType) type(modules, "HandoverRequest").type();
        var container = (Type.Reference) request.root().getFirst().type();
        assertThat(container.definition().name()).isEqualTo("ProtocolIE-Container");
        assertThat(container.definition().arguments())
                .containsExactly(
                        new TypeDefinition.Argument.OfObjectSet(
                                set(modules, "HandoverRequest-IEs")));
        assertThat(((Type.SequenceOfType) Notation.bare(container)).size())
                .isEqualTo(new Type.Size(0, 65535L, false));
    }

    @Test
    void measurementResultsOfLteHaveTheirGroups() throws Asn1Exception {
        var modules = Resolver.resolve(List.of(SETS.resolve("lte-rrc-17.4.0")));
        var results = (Type.SequenceType) type(modules, "MeasResults").type();
        assertThat(Notation.names(results.root()))
                .containsExactly("measId", "measResultPCell", "measResultNeighCells");
        assertThat(results.additions())
                .allMatch(Type.Addition.Group.class::isInstance)
                .element(0)
                .isInstanceOfSatisfying(
                        Type.Addition.Group.class,
                        it ->
                                assertThat(Notation.names(it.components()))
                                        .containsExactly("measResultForECID-r9"));
        var neighbours = (Type.ChoiceType) results.root().getLast().type();
        assertThat(neighbours.root()).hasSize(4);
        assertThat(neighbours.additions()).hasSize(1);
    }

    @Test
    void reconfigurationOfNrContainsACellGroup() throws Asn1Exception {
        var modules = Resolver.resolve(List.of(SETS.resolve("nr-rrc-17.4.0")));
        var elements = (Type.SequenceType) type(modules, "RRCReconfiguration-IEs").type();
        assertThat(elements.root().get(1).type())
                .isInstanceOfSatisfying(
                        Type.OctetStringType.class,
                        it ->
                                assertThat(it.containing())
                                        .isEqualTo(
                                                new Type.Reference(
                                                        type(modules, "CellGroupConfig"))));
        assertThat(modules.instances())
                .filteredOn(it -> it.name().equals("SetupRelease"))
                .hasSizeGreaterThan(100)
                .allMatch(it -> ((Type.ChoiceType) it.type()).root().size() == 2);
    }

    @ParameterizedTest
    @CsvSource({
        "s1ap-17.4.0, ENB-UE-S1AP-ID, 0, 16777215",
        "s1ap-17.4.0, MME-UE-S1AP-ID, 0, 4294967295",
        "x2ap-17.4.0, UE-X2AP-ID-Extension, 0, 4095",
        "ngap-17.4.0, AMF-UE-NGAP-ID, 0, 1099511627775",
        "xnap-17.4.0, ProcedureCode, 0, 255",
        "ranap-16.0.0, RNC-ID, 0, 4095",
        "lte-rrc-12.16.0, PhysCellId, 0, 503",
        "lte-rrc-17.4.0, DRB-Identity, 1, 32",
        "nr-rrc-16.4.1, PhysCellId, 0, 1007",
        "nr-rrc-17.4.0, ARFCN-ValueNR, 0, 3279165",
    })
    void numbersAreBoundedAsTheSpecificationsSay(String set, String name, long lower, long upper)
            throws Asn1Exception {
        var modules = Resolver.resolve(List.of(SETS.resolve(set)));
        var range = ((Type.IntegerType) type(modules, name).type()).range();
        assertThat(range.lower()).isEqualTo(lower);
        assertThat(range.upper()).isEqualTo(upper);
    }

    private static ObjectSet set(ModuleSet modules, String name) {
        return modules.modules().stream()
                .flatMap(it -> it.objectSets().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TypeDefinition type(ModuleSet modules, String name) {
        return modules.modules().stream()
                .flatMap(it -> it.types().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

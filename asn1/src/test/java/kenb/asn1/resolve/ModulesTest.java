package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Names across modules and files.
@Tag("W-02")
class ModulesTest {
    @Test
    void importsReachTypesValuesClassesSetsAndParameterisedTypes() {
        var it =
                Notation.modules(
                        """
                        T { iso 1 } DEFINITIONS AUTOMATIC TAGS ::= BEGIN
                        IMPORTS
                            Number, five, IES, Set, List {} FROM U { iso 2 }
                            Flag FROM V
                        ;
                        A ::= SEQUENCE { a Number, b List {Flag, five}, c IES.&Value ({Set}) }
                        END
                        """,
                        """
                        U DEFINITIONS AUTOMATIC TAGS ::= BEGIN EXPORTS ALL;
                        IMPORTS Flag FROM V;
                        Number ::= INTEGER (0..five)   five INTEGER ::= 5
                        IES ::= CLASS { &Value } WITH SYNTAX { TYPE &Value }
                        Set IES ::= { { TYPE Flag }, ... }
                        List {T, INTEGER : size} ::= SEQUENCE (SIZE (size)) OF T
                        END
                        V DEFINITIONS AUTOMATIC TAGS ::= BEGIN Flag ::= BOOLEAN END
                        """);
        assertThat(it.sequence("A").root()).hasSize(3);
        assertThat(it.range("Number")).isEqualTo("0..5");
        assertThat(it.modules().modules())
                .extracting(module -> module.name())
                .containsExactly("T", "U", "V");
    }

    @Test
    void importMayPassThroughAnotherModuleAndModulesMayImportInCycles() {
        var it =
                Notation.modules(
                        "T DEFINITIONS ::= BEGIN IMPORTS A FROM U; B ::= A C ::= NULL END",
                        "U DEFINITIONS ::= BEGIN IMPORTS A FROM V C FROM T; D ::= C END",
                        "V DEFINITIONS ::= BEGIN A ::= INTEGER (0..3) END");
        assertThat(it.range("B")).isEqualTo("0..3");
    }

    @Test
    void nameMayBeTakenFromAModuleWithoutImport() {
        var it =
                Notation.modules(
                        "T DEFINITIONS ::= BEGIN A ::= U.A (0..U.five) END",
                        "U DEFINITIONS ::= BEGIN A ::= INTEGER five INTEGER ::= 5 END");
        assertThat(it.range("A")).isEqualTo("0..5");
    }

    @Test
    void unknownNamesSayWhereTheyMayBe() {
        assertThat(
                        Notation.problemsOf(
                                """
                                T DEFINITIONS ::= BEGIN
                                IMPORTS Bearer-ID, E-RAB-Ident FROM U   Gone FROM Nowhere;
                                A ::= SEQUENCE {
                                    a E-RABID,
                                    b Elsewhere,
                                    c Nothing-Like-It,
                                    d U.Bearer-IDs
                                }
                                E-RAB-ID ::= INTEGER (0..15)
                                END
                                """,
                                """
                                U DEFINITIONS ::= BEGIN
                                Bearer-ID ::= INTEGER
                                E-RAB-Identity ::= INTEGER
                                Elsewhere ::= NULL
                                END
                                """))
                .containsExactly(
                        "1.asn:2:20: unknown symbol in module U: 'E-RAB-Ident'. Did you mean"
                                + " 'E-RAB-Identity' (2.asn line 3)?",
                        "1.asn:2:41: 'Gone' is imported from module 'Nowhere', which is not among"
                                + " the files. Add the file that defines it.",
                        "1.asn:4:7: unknown type 'E-RABID' in SEQUENCE A. Did you mean 'E-RAB-ID'"
                                + " (line 9)?",
                        "1.asn:5:7: unknown type 'Elsewhere' in SEQUENCE A. Module U defines it:"
                                + " import it from there.",
                        "1.asn:6:7: unknown type 'Nothing-Like-It' in SEQUENCE A. Define it, or"
                                + " import it from the module that does.",
                        "1.asn:7:7: unknown type 'Bearer-IDs' in module U. Did you mean"
                                + " 'Bearer-ID' (2.asn line 2)?");
    }

    @Test
    void namesThatClashAreReported() {
        assertThat(
                        Notation.problemsOf(
                                "T DEFINITIONS ::= BEGIN IMPORTS A FROM U A FROM V; B ::= A END",
                                "U DEFINITIONS ::= BEGIN A ::= NULL END",
                                "V DEFINITIONS ::= BEGIN A ::= NULL END U DEFINITIONS ::= BEGIN C ::= NULL END"))
                .containsExactly(
                        "1.asn:1:42: 'A' is already imported from module 'U'. Import one, and"
                                + " write the other as V.A.",
                        "3.asn:1:40: module 'U' is already defined in 2.asn.");
    }

    @Test
    void folderMeansTheAsnFilesInIt(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("b.asn1"), "B DEFINITIONS ::= BEGIN B ::= NULL END");
        Files.writeString(folder.resolve("a.ASN"), "A DEFINITIONS ::= BEGIN A ::= NULL END");
        Files.writeString(folder.resolve("c.txt"), "no module");
        assertThat(Resolver.resolve(List.of(folder)).modules())
                .extracting(it -> it.name())
                .containsExactly("A", "B");
    }

    @Test
    void olderEncodingsOfTextAreRead(@TempDir Path folder) throws Exception {
        var file = folder.resolve("a.asn");
        Files.write(
                file,
                "A DEFINITIONS ::= BEGIN -- d\u00E9j\u00E0 vu --\u00A0A ::= NULL END"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Resolver.resolve(List.of(file)).modules()).hasSize(1);
    }

    @Test
    void missingAndEmptyInputsAreSaidSo(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Resolver.resolve(List.of(folder)))
                .isInstanceOf(Asn1Exception.class)
                .hasMessageContaining("no ASN.1 files");
        assertThatThrownBy(() -> Resolver.resolve(List.of(folder.resolve("x.asn"))))
                .isInstanceOf(Asn1Exception.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void everyProblemIsCarriedHoweverMany() {
        var text = new StringBuilder();
        for (int i = 0; i < 500; i++) text.append("A").append(i).append(" ::= Missing\n");
        assertThat(Notation.problems(text.toString())).hasSize(500);
    }
}

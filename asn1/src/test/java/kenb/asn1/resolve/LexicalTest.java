package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands between the words, as documents and editors leave it (X.680 §12).
@Tag("W-02")
class LexicalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- to the end of the line",
                "-- closed -- A ::= INTEGER (0..9) -- and again",
                "-- with - single - hyphens -\n",
                "--",
                "----",
                "-----",
                "-- **** ---",
                "------------------------------------------------------",
                "-- a trailing row -----",
                "--\ttab\t--",
                "/* block */",
                "/* over\n lines with -- inside */",
                "/* one /* in another */ still */",
                "/* --- */",
                "/**/",
            })
    void commentIsNoMatter(String comment) {
        var text = comment.contains("::=") ? comment : comment + "\nA ::= INTEGER (0..9)";
        assertThat(Notation.of(text).range("A")).isEqualTo("0..9");
    }

    @Test
    void commentEndsAtTheSecondPairOfHyphensOfItsLine() {
        var it = Notation.of("A ::= INTEGER (1 -- low -- .. -- high -- 7) B ::= NULL -- rest");
        assertThat(it.range("A")).isEqualTo("1..7");
        assertThat(it.type("B")).isNotNull();
    }

    @Test
    void commentMayTouchTheNameBeforeIt() {
        var it =
                Notation.of(
                        "A ::= SEQUENCE { a-b INTEGER,-- first\n c-d B--Need ON--OPTIONAL }\nB ::= NULL");
        assertThat(Notation.names(it.sequence("A").root())).containsExactly("a-b", "c-d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A ::= INTEGER (0..9,...)",
                "A ::= INTEGER (0..9,.. .)",
                "A ::= INTEGER (0..9, . ..)",
                "A ::= INTEGER (0..9 , \u2026)",
                "A ::= INTEGER(0 .. 9,...,12)",
            })
    void extensionMarkerIsReadHoweverItIsSpaced(String text) {
        assertThat(Notation.of(text).range("A")).isEqualTo("0..9,...");
    }

    @Test
    void fusedMarkersAndBracketsAreToldApart() {
        var it =
                Notation.of(
                        "A ::= SEQUENCE{a NULL,...,[[2:b NULL]],[[c NULL,d NULL]],...,e NULL}\n"
                                + "B ::= CHOICE{a NULL,...}");
        assertThat(Notation.names(it.sequence("A").root())).containsExactly("a", "e");
        assertThat(it.sequence("A").additions()).hasSize(2);
        assertThat(it.choice("B").extensible()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\t", "\r\n", "\f", "\u000B", "\u2003", "\u200B", "\uFEFF"})
    void blanksOfAllKindsSeparate(String blank) {
        var text = "T DEFINITIONS ::= BEGIN A ::= INTEGER (0..9) END".replace(" ", blank);
        assertThat(Notation.modules(text).range("A")).isEqualTo("0..9");
    }

    @Test
    void fileMayBeginWithAByteOrderMark() {
        assertThat(Notation.modules("\uFEFFT DEFINITIONS ::= BEGIN A ::= NULL END").type("A"))
                .isNotNull();
    }

    @Test
    void fileMayHoldSeveralModules() {
        var it =
                Notation.modules(
                        "T DEFINITIONS ::= BEGIN A ::= INTEGER (0..9) END\n"
                                + "U DEFINITIONS ::= BEGIN IMPORTS A FROM T; B ::= A END");
        assertThat(it.range("B")).isEqualTo("0..9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T { itu-t(0) identified-organization(4) etsi(0) x(1) } DEFINITIONS AUTOMATIC TAGS ::= BEGIN",
                "T { itu-t 0 4 } DEFINITIONS IMPLICIT TAGS EXTENSIBILITY IMPLIED ::= BEGIN",
                "T DEFINITIONS EXPLICIT TAGS ::= BEGIN EXPORTS ALL;",
                "T DEFINITIONS ::= BEGIN EXPORTS A, b; IMPORTS ;",
                "T DEFINITIONS ::= BEGIN EXPORTS;",
            })
    void moduleHeadsComeInManyShapes(String head) {
        assertThat(Notation.modules(head + " A ::= NULL b INTEGER ::= 1 END").type("A"))
                .isNotNull();
    }
}

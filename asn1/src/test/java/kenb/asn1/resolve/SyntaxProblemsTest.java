package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Slips of the pen: each is reported where it is, in words of the notation, and does not hide the next.
@Tag("W-02")
class SyntaxProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    A ::= SEQUENCE { a INTEGER b NULL }      ! 70 ! Is a comma missing after 'INTEGER'?
                    A ::= SEQUENCE { a INTEGER, b NULL, }    ! 79 ! Take away the comma before it
                    A ::= SEQUENCE { a INTEGER,, b NULL }    ! 70 ! One comma is enough.
                    A ::= SEQUENCE { a INTEGER, ... b NULL } ! 75 ! Is a comma missing after '...'?
                    A ::= SEQUENCE { a INTEGER OPTONAL }     ! 70 ! Did you mean 'OPTIONAL'?
                    A ::= SEQUENCE { a integer }             ! 62 ! begins with a capital letter
                    A ::= SEQUENCE { A INTEGER }             ! 60 ! begins with a small letter
                    A ::= CHOICE { }                         ! 58 ! an identifier fits here
                    A ::= ENUMERATED { a, b c }              ! 67 ! Is a comma missing after 'b'?
                    A ::= INTEGER 1..5)                      ! 57 ! did not expect '1'
                    A ::= INTEGER (1..5))                    ! 63 ! Nothing is open here
                    A ::= OCTET STRNG                        ! 55 ! Did you mean 'STRING'?
                    A ::= BIT_STRING                         ! 52 ! Write '-'
                    A = INTEGER                              ! 45 ! Write '::='
                    a b ::= 5                                ! 45 ! begins with a capital letter
                    a INTEGER ::= –3                         ! 57 ! This dash is not ASN.1's
                    A ::= IA5String (FROM ("a..))            ! 66 ! is not closed
                    A ::= IA5String (FROM (“a”))             ! 66 ! quotation mark
                    A ::= OCTET STRING /* (SIZE (4))         ! 62 ! comment not closed
                    """)
    void slipIsReportedWhereItIs(String text, int column, String words) {
        assertThat(Notation.problems(text))
                .first()
                .asString()
                .startsWith("1:" + column + ": ")
                .containsIgnoringCase(words);
    }

    @Test
    void everyBrokenAssignmentIsReportedOnceAndTheGoodOnesNot() {
        assertThat(
                        Notation.problems(
                                """

                                Good ::= SEQUENCE { a INTEGER }
                                Missing ::= SEQUENCE {
                                    a INTEGER
                                    b BOOLEAN
                                }
                                Fine ::= NULL
                                Unclosed ::= SEQUENCE {
                                    a INTEGER,
                                    b SEQUENCE OF Good
                                Other ::= INTEGER (1..5
                                Last ::= SEQUENCE { a CHOICE { } }
                                object CLASS-X ::= { ID 5 } }
                                """))
                .satisfiesExactly(
                        it -> assertThat(it).startsWith("5:5: ").contains("'Missing'"),
                        it ->
                                assertThat(it)
                                        .startsWith("11:1: ")
                                        .contains("Is the '{' of line 8 closed?"),
                        it ->
                                assertThat(it)
                                        .startsWith("12:1: ")
                                        .contains("Is the '(' of line 11 closed?"),
                        it -> assertThat(it).startsWith("12:32: ").contains("'Last'"),
                        it ->
                                assertThat(it)
                                        .startsWith("13:29: ")
                                        .contains("Nothing is open here"));
    }

    @Test
    void problemsOfAllFilesComeTogether() {
        assertThat(
                        Notation.problemsOf(
                                "T DEFINITIONS ::= BEGIN A ::= SEQUENCE { a } END",
                                "U DEFINITIONS ::= BEGIN B ::= NULL",
                                "V DEFINITIONS BEGIN C ::= NULL END"))
                .satisfiesExactly(
                        it -> assertThat(it).startsWith("1.asn:1:44: ").contains("a type fits"),
                        it -> assertThat(it).startsWith("2.asn:1:35: ").contains("END missing"),
                        it -> assertThat(it).startsWith("3.asn:1:15: ").contains("'::='"));
    }

    @Test
    void unclosedBraceIsBlamedOnItsOwnAssignment() {
        assertThat(Notation.problems("\nS FOO ::= {\n  { ID a } |\n  { ID b }\nB ::= NULL"))
                .singleElement()
                .asString()
                .startsWith("5:1: ")
                .contains("Is the '{' of line 2 closed?");
    }

    @Test
    void emptyFileAndRubbishAreRefusedNotThrownAt() {
        assertThat(Notation.problemsOf("")).singleElement().asString().startsWith("1.asn:1:1: ");
        assertThat(Notation.problemsOf("\u0000\u0001}{)(")).isNotEmpty();
        assertThat(Notation.problemsOf("END END END")).isNotEmpty();
    }
}

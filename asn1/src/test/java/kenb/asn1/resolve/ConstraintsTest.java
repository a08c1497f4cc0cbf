package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.Type;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// What PER sees of a constraint (X.691 §9.3).
@Tag("W-02")
class ConstraintsTest {
    private static final String NAMES =
            """
            low INTEGER ::= 2   high INTEGER ::= 9   more INTEGER ::= high
            Base ::= INTEGER (0..100)   Open ::= INTEGER (0..100, ...)
            Named ::= INTEGER { few(3), many(30) }
            Set INTEGER ::= { 1..5 | 7 }
            Octets ::= OCTET STRING (SIZE (3..8))
            Letters ::= PrintableString (FROM ("a".."f"))
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    INTEGER                              ~ ..
                    INTEGER (5)                          ~ 5..5
                    INTEGER (0..255)                     ~ 0..255
                    INTEGER (-5..-1)                     ~ -5..-1
                    INTEGER (MIN..5)                     ~ ..5
                    INTEGER (0..MAX)                     ~ 0..
                    INTEGER (0<..<10)                    ~ 1..9
                    INTEGER (low..high)                  ~ 2..9
                    INTEGER (0..more)                    ~ 0..9
                    INTEGER (0..18446744073709551615)    ~ 0..18446744073709551615
                    INTEGER (0..7, ...)                  ~ 0..7,...
                    INTEGER (0..7, ..., 8..15)           ~ 0..7,...
                    INTEGER (1 | 3..5 | 9)               ~ 1..9
                    INTEGER (1 UNION 20)                 ~ 1..20
                    INTEGER (0..20 ^ 10..30)             ~ 10..20
                    INTEGER (0..20 INTERSECTION 10..30)  ~ 10..20
                    INTEGER (0..3 | 8..20 ^ 10..30)      ~ 0..20
                    INTEGER ((0..3 | 8..20) ^ 2..12)     ~ 2..12
                    INTEGER (0..10 EXCEPT 5)             ~ 0..10
                    INTEGER (ALL EXCEPT 5)               ~ ..
                    INTEGER (0..9)(5..MAX)               ~ 5..9
                    INTEGER (0..9, ...)(0..5)            ~ 0..5
                    INTEGER (0..9)(0..5, ...)            ~ 0..5,...
                    INTEGER (Base)                       ~ 0..100
                    INTEGER (INCLUDES Base)              ~ 0..100
                    INTEGER (Open)                       ~ 0..100
                    INTEGER (Base, ...)                  ~ 0..100,...
                    INTEGER (Base | 200)                 ~ 0..200
                    INTEGER (0..9 ! 1)                   ~ 0..9
                    INTEGER (0..9, ... ! INTEGER : 2)    ~ 0..9,...
                    INTEGER (CONSTRAINED BY { })         ~ ..
                    INTEGER (0..9)(CONSTRAINED BY { a }) ~ 0..9
                    Base                                 ~ 0..100
                    Base (5..MAX)                        ~ 5..100
                    Base (MIN..50)                       ~ 0..50
                    Open (0..5)                          ~ 0..5
                    Named (few..many)                    ~ 3..30
                    Named (many)                         ~ 30..30
                    Set                                  ~ 1..7
                    Test.Base (1..2)                     ~ 1..2
                    """)
    void rangeOfInteger(String type, String range) {
        assertThat(Notation.of(NAMES + "A ::= " + type).range("A")).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    OCTET STRING                                       ! 0..
                    OCTET STRING (SIZE (4))                            ! 4..4
                    OCTET STRING (SIZE (1..4))                         ! 1..4
                    OCTET STRING (SIZE (0..MAX))                       ! 0..
                    OCTET STRING (SIZE (1..high, ...))                 ! 1..9,...
                    OCTET STRING (SIZE (1..4), ...)                    ! 1..4,...
                    OCTET STRING (SIZE (4 | 16))                       ! 4..16
                    OCTET STRING (SIZE (4) | SIZE (16))                ! 4..16
                    OCTET STRING (SIZE (4..8))(SIZE (6..20))           ! 6..8
                    OCTET STRING (SIZE (4..8, ...))(SIZE (6))          ! 6..6
                    OCTET STRING (Octets)                              ! 3..8
                    OCTET STRING (CONTAINING Base)                     ! 0..
                    OCTET STRING (SIZE (4))(CONTAINING Base)           ! 4..4
                    OCTET STRING (SIZE (4) ^ CONTAINING Base)          ! 4..4
                    Octets (SIZE (4..MAX))                             ! 4..8
                    BIT STRING (SIZE (27))                             ! 27..27
                    BIT STRING { a(0), b(1) } (SIZE (8, ...))          ! 8..8,...
                    PrintableString (SIZE (1..150, ...))               ! 1..150,...
                    PrintableString (FROM ("a".."c") ^ SIZE (1..4))    ! 1..4
                    PrintableString (SIZE (2))(FROM ("ab"))            ! 2..2
                    UTF8String (SIZE (1..150))                         ! 0..
                    SEQUENCE (SIZE (1..16)) OF Base                    ! 1..16
                    SEQUENCE SIZE (1..16) OF Base                      ! 1..16
                    SEQUENCE (SIZE (1..16, ...)) OF Base               ! 1..16,...
                    SEQUENCE (SIZE (0..high)) OF item Base             ! 0..9
                    SEQUENCE OF Base                                   ! 0..
                    SET (SIZE (3)) OF Base                             ! 3..3
                    SEQUENCE (CONSTRAINED BY { }) OF Base              ! 0..
                    """)
    void sizeOfStringOrList(String type, String size) {
        assertThat(Notation.of(NAMES + "A ::= " + type).size("A")).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            nullValues = "none",
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
                    IA5String                                       ! none
                    IA5String (FROM ("0".."9"))                     ! 0123456789
                    IA5String (FROM ("cab"))                        ! abc
                    IA5String (FROM ("a".."c" | "x"))               ! abcx
                    IA5String (FROM ("a"<..<"e"))                   ! bcd
                    IA5String (FROM ("a".."f" ^ "d".."z"))          ! def
                    IA5String (FROM ("a".."c") ^ SIZE (1..4))       ! abc
                    IA5String (FROM ("a".."c") ^ SIZE (1..4, ...))  ! abc
                    IA5String (FROM ("a".."c"))(SIZE (1..4, ...))   ! abc
                    IA5String (FROM ("a".."c", ...))                ! none
                    IA5String (FROM ("a".."c") | SIZE (1))          ! none
                    IA5String (SIZE (1))                            ! none
                    NumericString (FROM ("5"..MAX))                 ! 56789
                    PrintableString (FROM (MIN..")"))               ! ' ''()'
                    Letters (FROM ("d".."z"))                       ! def
                    UTF8String (FROM ("a".."c"))                    ! none
                    """)
    void alphabetOfString(String type, String alphabet) {
        var it = (Type.CharacterStringType) Notation.of(NAMES + "A ::= " + type).type("A");
        assertThat(it.alphabet()).isEqualTo(alphabet);
    }

    @Test
    void containedTypeIsKept() {
        var it =
                Notation.of(
                        "A ::= OCTET STRING (CONTAINING B) B ::= NULL C ::= BIT STRING (CONTAINING B)");
        assertThat(((Type.OctetStringType) it.type("A")).containing())
                .isInstanceOf(Type.Reference.class);
        assertThat(((Type.BitStringType) it.type("C")).containing())
                .isInstanceOf(Type.Reference.class);
    }

    @Test
    void constraintThatPerDoesNotSeeLeavesTheReference() {
        var it =
                Notation.of(
                        """
                        B ::= SEQUENCE { a INTEGER OPTIONAL, ... }
                        A ::= B (WITH COMPONENTS { ..., a PRESENT })
                        C ::= E (one | two)
                        E ::= ENUMERATED { one, two, three }
                        F ::= SEQUENCE OF B
                        G ::= F (WITH COMPONENT (WITH COMPONENTS { a ABSENT }))
                        H ::= IA5String (PATTERN "[a-z]*")
                        I ::= OCTET STRING (ENCODED BY { joint-iso-itu-t asn1(1) })
                        """);
        for (var name : List.of("A", "C", "G"))
            assertThat(it.type(name)).isInstanceOf(Type.Reference.class);
        assertThat(it.size("H")).isEqualTo("0..");
        assertThat(it.size("I")).isEqualTo("0..");
    }

    @Test
    void constrainedReferenceKeepsTheNumbersItsTypeNames() {
        var it = (Type.IntegerType) Notation.of(NAMES + "A ::= Named (0..9)").type("A");
        assertThat(it.namedNumbers())
                .extracting(Type.NamedNumber::name)
                .containsExactly("few", "many");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    INTEGER (5..1)                    ! 62 ! Are its ends the wrong way round?
                    INTEGER (0..5)(7..9)              ! 68 ! no value is left
                    INTEGER (0..3 ^ 5..9)             ! 62 ! no value is left
                    INTEGER (0..maxx)                 ! 65 ! unknown value 'maxx'
                    INTEGER (0.."a")                  ! 65 ! does not fit
                    OCTET STRING (SIZE (-1))          ! 72 ! a size is from 0
                    OCTET STRING (SIZE (9999999999))  ! 72 ! a size is from 0
                    IA5String (FROM ("z".."a"))       ! 70 ! Are its ends the wrong way round?
                    """)
    void constraintThatCanNotBeIsReported(String type, int column, String words) {
        assertThat(Notation.problems("    A ::= " + type))
                .first()
                .asString()
                .startsWith("1:" + column + ": ")
                .contains(words);
    }
}

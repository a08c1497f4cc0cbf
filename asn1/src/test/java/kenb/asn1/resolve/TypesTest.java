package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.Type;
import kenb.asn1.model.Type.Addition;
import kenb.asn1.model.Type.NamedNumber;
import kenb.asn1.model.Type.Presence;
import kenb.asn1.model.Type.StringKind;
import kenb.asn1.model.Value;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.util.List;

/// Every kind of type, from its notation to the model.
@Tag("W-02")
class TypesTest {
    @Test
    void simpleTypes() {
        var it =
                Notation.of(
                        """
                        A ::= BOOLEAN  B ::= NULL  C ::= REAL  D ::= OBJECT IDENTIFIER  E ::= RELATIVE-OID
                        F ::= [APPLICATION 3] IMPLICIT INTEGER  G ::= [5] EXPLICIT BOOLEAN
                        """);
        assertThat(it.type("A")).isEqualTo(new Type.BooleanType());
        assertThat(it.type("B")).isEqualTo(new Type.NullType());
        assertThat(it.type("C")).isEqualTo(new Type.RealType());
        assertThat(it.type("D")).isEqualTo(new Type.ObjectIdentifierType(false));
        assertThat(it.type("E")).isEqualTo(new Type.ObjectIdentifierType(true));
        assertThat(it.range("F")).isEqualTo("..");
        assertThat(it.type("G")).isEqualTo(new Type.BooleanType());
    }

    @ParameterizedTest
    @CsvSource({
        "NumericString, NUMERIC",
        "PrintableString, PRINTABLE",
        "IA5String, IA5",
        "VisibleString, VISIBLE",
        "ISO646String, VISIBLE",
        "UTF8String, UTF8",
        "BMPString, BMP",
        "UniversalString, UNIVERSAL",
        "TeletexString, TELETEX",
        "T61String, TELETEX",
        "GeneralString, GENERAL",
        "GraphicString, GRAPHIC",
        "VideotexString, VIDEOTEX",
        "ObjectDescriptor, OBJECT_DESCRIPTOR",
        "UTCTime, UTC_TIME",
        "GeneralizedTime, GENERALIZED_TIME",
    })
    void stringTypes(String notation, StringKind kind) {
        assertThat(Notation.of("A ::= " + notation).type("A"))
                .isEqualTo(new Type.CharacterStringType(kind, Type.Size.ANY, null));
    }

    @Test
    void namedNumbersAndBits() {
        var it =
                Notation.of(
                        """
                        five INTEGER ::= 5
                        A ::= INTEGER { one(1), minus(-1), more(five) }
                        B ::= BIT STRING { first(0), sixth(five) }
                        """);
        assertThat(((Type.IntegerType) it.type("A")).namedNumbers())
                .containsExactly(number("one", 1), number("minus", -1), number("more", 5));
        assertThat(((Type.BitStringType) it.type("B")).namedBits())
                .containsExactly(number("first", 0), number("sixth", 5));
    }

    @Test
    void enumerationsAreInTheOrderOfTheirValues() {
        var it =
                Notation.of(
                        """
                        A ::= ENUMERATED { a, b, c }
                        B ::= ENUMERATED { a(3), b, c(0), d, ..., e, f(9), g }
                        C ::= ENUMERATED { a, ... }
                        D ::= ENUMERATED { a(-1), ..., b }
                        """);
        assertThat(((Type.EnumeratedType) it.type("A")).root())
                .containsExactly(number("a", 0), number("b", 1), number("c", 2));
        var b = (Type.EnumeratedType) it.type("B");
        assertThat(b.root())
                .containsExactly(number("c", 0), number("b", 1), number("d", 2), number("a", 3));
        assertThat(b.additions()).containsExactly(number("e", 4), number("f", 9), number("g", 10));
        assertThat(b.extensible()).isTrue();
        assertThat(((Type.EnumeratedType) it.type("C")).additions()).isEmpty();
        assertThat(((Type.EnumeratedType) it.type("C")).extensible()).isTrue();
        assertThat(((Type.EnumeratedType) it.type("D")).additions())
                .containsExactly(number("b", 0));
    }

    @Test
    void componentsAreMandatoryOptionalOrHaveADefault() {
        var it =
                Notation.of(
                        "A ::= SEQUENCE { a NULL, b INTEGER OPTIONAL, c BOOLEAN DEFAULT TRUE }");
        assertThat(it.sequence("A").root())
                .extracting(Type.Component::presence)
                .containsExactly(
                        new Presence.Mandatory(),
                        new Presence.Optional(),
                        new Presence.Default(new Value.BooleanValue(true)));
        assertThat(it.sequence("A").extensible()).isFalse();
    }

    @Test
    void additionsStandAloneOrInGroupsAndASecondMarkerClosesThem() {
        var it =
                Notation.of(
                        """
                        A ::= SEQUENCE { a NULL, ..., b NULL, [[ 3: c NULL, d NULL OPTIONAL ]], [[ e NULL ]], ..., f NULL }
                        B ::= SEQUENCE { ... }
                        C ::= SEQUENCE { ..., ..., a NULL }
                        D ::= SEQUENCE { ..., a NULL }
                        E ::= SEQUENCE { a NULL, ... ! 7 , ... }
                        F ::= SEQUENCE { }
                        """);
        var a = it.sequence("A");
        assertThat(Notation.names(a.root())).containsExactly("a", "f");
        assertThat(a.extensible()).isTrue();
        assertThat(a.additions())
                .satisfiesExactly(
                        one ->
                                assertThat(((Addition.Single) one).component().name())
                                        .isEqualTo("b"),
                        one -> {
                            var group = (Addition.Group) one;
                            assertThat(group.version()).isEqualTo(3);
                            assertThat(Notation.names(group.components()))
                                    .containsExactly("c", "d");
                        },
                        one -> assertThat(((Addition.Group) one).version()).isNull());
        assertThat(it.sequence("B").extensible()).isTrue();
        assertThat(Notation.names(it.sequence("C").root())).containsExactly("a");
        assertThat(it.sequence("D").additions()).hasSize(1);
        assertThat(it.sequence("E").extensible()).isTrue();
        assertThat(it.sequence("F")).isEqualTo(new Type.SequenceType(List.of(), false, List.of()));
    }

    @Test
    void componentsOfTakesTheRootOfAnother() {
        var it =
                Notation.of(
                        """
                        A ::= SEQUENCE { a NULL, COMPONENTS OF B, z NULL }
                        B ::= SEQUENCE { b INTEGER OPTIONAL, ..., x NULL, ..., c NULL }
                        """);
        assertThat(Notation.names(it.sequence("A").root())).containsExactly("a", "b", "c", "z");
        assertThat(it.sequence("A").extensible()).isFalse();
    }

    @Test
    void selectionTakesTheTypeOfAnAlternative() {
        var it =
                Notation.of(
                        "A ::= b < C C ::= CHOICE { a NULL, b INTEGER (0..7), ..., d BOOLEAN } D ::= d < C");
        assertThat(it.range("A")).isEqualTo("0..7");
        assertThat(it.type("D")).isEqualTo(new Type.BooleanType());
    }

    @Test
    void choiceKeepsAdditionsApartAndFlattensTheirBrackets() {
        var it =
                Notation.of(
                        "A ::= CHOICE { a NULL, b NULL, ..., c NULL, [[ 2: d NULL, e NULL ]], ... }");
        assertThat(Notation.alternatives(it.choice("A").root())).containsExactly("a", "b");
        assertThat(Notation.alternatives(it.choice("A").additions()))
                .containsExactly("c", "d", "e");
        assertThat(it.choice("A").extensible()).isTrue();
    }

    @Test
    void extensibilityImpliedReachesEveryConstructedTypeOfTheModule() {
        var it =
                Notation.modules(
                        """
                        T DEFINITIONS AUTOMATIC TAGS EXTENSIBILITY IMPLIED ::= BEGIN
                        A ::= SEQUENCE { a CHOICE { b ENUMERATED { c } } }  D ::= INTEGER (0..7)
                        END
                        """);
        assertThat(it.sequence("A").extensible()).isTrue();
        var choice = (Type.ChoiceType) it.sequence("A").root().getFirst().type();
        assertThat(choice.extensible()).isTrue();
        assertThat(((Type.EnumeratedType) choice.root().getFirst().type()).extensible()).isTrue();
        assertThat(it.range("D")).isEqualTo("0..7");
    }

    @Test
    void typesMayReferToEachOtherInCycles() {
        var it =
                Notation.of(
                        """
                        Tree ::= SEQUENCE { left Tree OPTIONAL, list List }
                        List ::= SEQUENCE OF CHOICE { tree Tree, leaf NULL }
                        """);
        var left = (Type.Reference) it.sequence("Tree").root().getFirst().type();
        assertThat(left.definition().type()).isSameAs(it.type("Tree"));
    }

    @Test
    void unconstrainedReferenceStaysOne() {
        var it = Notation.of("A ::= B B ::= INTEGER (0..7) C ::= SEQUENCE { b B }");
        assertThat(it.type("A")).isInstanceOf(Type.Reference.class);
        assertThat(it.sequence("C").root().getFirst().type()).isEqualTo(it.type("A"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    A ::= SEQUENCE { a NULL, a NULL }          ! 'a' stands twice in this SEQUENCE
                    A ::= SEQUENCE { a NULL, ..., [[ a NULL ]] }   ! 'a' stands twice in this SEQUENCE
                    A ::= CHOICE { a NULL, ..., a NULL }       ! 'a' stands twice in this CHOICE
                    A ::= ENUMERATED { a, b, a }               ! 'a' stands twice in this ENUMERATED
                    A ::= ENUMERATED { a(1), b(1) }            ! 'b' has number 1, which another item
                    A ::= SEQUENCE { COMPONENTS OF INTEGER }   ! COMPONENTS OF needs a SEQUENCE
                    A ::= x < B B ::= CHOICE { a NULL }        ! no CHOICE with alternative 'x'
                    A ::= B B ::= C C ::= A                    ! type 'A' is defined only by itself
                    A ::= A                                    ! type 'A' is defined only by itself
                    A ::= INTEGER (A)                          ! this constraint refers to itself
                    A ::= five five INTEGER ::= 5              ! begins with a capital letter
                    A ::= SEQUENCE { a B } B INTEGER ::= 5     ! syntax
                    A ::= NULL A ::= BOOLEAN                   ! 'A' is already defined in line 1
                    """)
    void typeThatCanNotBeIsReported(String text, String words) {
        assertThat(Notation.problems(text)).first().asString().contains(words);
    }

    private static NamedNumber number(String name, int value) {
        return new NamedNumber(name, BigInteger.valueOf(value));
    }
}

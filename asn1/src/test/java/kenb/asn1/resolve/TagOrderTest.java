package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Tags are gone in PER but for the order they give to alternatives and to components of a SET
/// (X.680 §8.6, X.691 §21, §23).
@Tag("W-02")
class TagOrderTest {
    private static final String MIXED =
            "{ z [PRIVATE 0] NULL, y [7] NULL, x [APPLICATION 9] NULL, w BOOLEAN, v [2] NULL, u OCTET STRING }";

    @Test
    void alternativesAndSetComponentsAreOrderedByClassAndNumber() {
        var it =
                explicit(
                        "A ::= CHOICE "
                                + MIXED
                                + " B ::= SET "
                                + MIXED
                                + " C ::= SEQUENCE "
                                + MIXED);
        var ordered = List.of("w", "u", "x", "v", "y", "z");
        assertThat(Notation.alternatives(it.choice("A").root())).isEqualTo(ordered);
        assertThat(Notation.names(it.sequence("B").root())).isEqualTo(ordered);
        assertThat(Notation.names(it.sequence("C").root()))
                .containsExactly("z", "y", "x", "w", "v", "u");
    }

    @Test
    void automaticTagsKeepTheOrderWritten() {
        var it =
                Notation.of(
                        "A ::= CHOICE { b OCTET STRING, a BOOLEAN } B ::= SET { b OCTET STRING, a BOOLEAN }");
        assertThat(Notation.alternatives(it.choice("A").root())).containsExactly("b", "a");
        assertThat(Notation.names(it.sequence("B").root())).containsExactly("b", "a");
    }

    @Test
    void oneTagOfOnesOwnSwitchesAutomaticTagsOff() {
        var it =
                Notation.of(
                        """
                        A ::= CHOICE { c [1] NULL, b OCTET STRING, a BOOLEAN }
                        B ::= SET { c [1] NULL, b OCTET STRING, a BOOLEAN }
                        C ::= CHOICE { b OCTET STRING, a BOOLEAN, ..., c [1] NULL }
                        D ::= SET { b OCTET STRING, a BOOLEAN, ..., c [1] NULL }
                        """);
        assertThat(Notation.alternatives(it.choice("A").root())).containsExactly("a", "b", "c");
        assertThat(Notation.names(it.sequence("B").root())).containsExactly("a", "b", "c");
        assertThat(Notation.alternatives(it.choice("C").root())).containsExactly("a", "b");
        assertThat(Notation.names(it.sequence("D").root())).containsExactly("a", "b");
    }

    @Test
    void tagNumbersMayBeValues() {
        var it = explicit("A ::= CHOICE { b [two] NULL, a [1] NULL } two INTEGER ::= 2");
        assertThat(Notation.alternatives(it.choice("A").root())).containsExactly("a", "b");
    }

    @Test
    void referencesAreFollowedToTheTagOfTheirType() {
        var it =
                explicit(
                        """
                        A ::= CHOICE { c T.Tagged, b List, a Flag, d Inner, e Of {REAL} }
                        Tagged ::= [3] NULL   List ::= SEQUENCE OF NULL   Flag ::= BOOLEAN
                        Inner ::= CHOICE { x [5] NULL, y [1] NULL }   Of {X} ::= X
                        """);
        assertThat(Notation.alternatives(it.choice("A").root()))
                .containsExactly("a", "e", "b", "d", "c");
    }

    @Test
    void everyUniversalTagHasItsPlace() {
        var it =
                explicit(
                        """
                        A ::= SET {
                            z BMPString, y UniversalString, x GeneralString, w VisibleString, v GraphicString,
                            u GeneralizedTime, t UTCTime, s IA5String, r VideotexString, q TeletexString,
                            p PrintableString, o NumericString, n SET OF NULL, m SEQUENCE { }, l RELATIVE-OID,
                            k UTF8String, j ENUMERATED { a }, i REAL, h ObjectDescriptor, g OBJECT IDENTIFIER,
                            f NULL, e OCTET STRING, d BIT STRING, c INTEGER, b BOOLEAN }
                        """);
        assertThat(String.join("", Notation.names(it.sequence("A").root())))
                .isEqualTo("bcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void componentsOfAreSortedInAmongTheOthers() {
        var it =
                explicit(
                        "A ::= SET { c [2] NULL, COMPONENTS OF B } B ::= SET { b OCTET STRING, a BOOLEAN }");
        assertThat(Notation.names(it.sequence("A").root())).containsExactly("a", "b", "c");
    }

    private static Notation explicit(String assignments) {
        return Notation.modules("T DEFINITIONS ::= BEGIN " + assignments + " END");
    }
}

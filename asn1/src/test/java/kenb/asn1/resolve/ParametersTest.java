package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;
import kenb.asn1.model.TypeDefinition.Argument;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Parameterised definitions and what is put in for their dummies (X.683).
@Tag("W-02")
class ParametersTest {
    private static final String IES =
            """
            IES ::= CLASS { &id INTEGER UNIQUE, &Value } WITH SYNTAX { ID &id TYPE &Value }
            Set IES ::= { { ID 1 TYPE NULL }, ... }   Other IES ::= { { ID 2 TYPE BOOLEAN } }
            Field {IES : S} ::= SEQUENCE { id IES.&id ({S}), value IES.&Value ({S}{@id}) }
            List {INTEGER : low, INTEGER : high, IES : S} ::= SEQUENCE (SIZE (low..high)) OF Field {{S}}
            """;

    @Test
    void typesValuesAndSetsReachWhereTheyAreUsed() {
        var it =
                Notation.of(
                        IES
                                + """
                                A ::= List {1, max, {Set}}   max INTEGER ::= 256
                                Pair {One, Two} ::= SEQUENCE { one One, two SEQUENCE OF Two OPTIONAL }
                                B ::= Pair {INTEGER (0..7), Pair {NULL, A}}
                                """);
        assertThat(it.size("A")).isEqualTo("1..256");
        var field = Notation.bare(((Type.SequenceOfType) Notation.bare(it.type("A"))).element());
        assertThat(((Type.SequenceType) field).root().getLast().table().set())
                .isSameAs(it.set("Set"));
        assertThat(((Type.IntegerType) it.sequence("B").root().getFirst().type()).range().upper())
                .isEqualTo(7);
    }

    @Test
    void sameArgumentsGiveTheSameDefinition() {
        var it =
                Notation.of(
                        IES
                                + """
                                A ::= Field {{Set}}   B ::= Field {Set}   C ::= Field {{Other}}
                                D ::= Two {NULL}      E ::= Two { NULL }  Two {T} ::= SEQUENCE { a T, b T }
                                """);
        assertThat(definition(it.type("A"))).isSameAs(definition(it.type("B")));
        assertThat(definition(it.type("A"))).isNotSameAs(definition(it.type("C")));
        assertThat(definition(it.type("D"))).isSameAs(definition(it.type("E")));
        assertThat(definition(it.type("A")).arguments())
                .containsExactly(new Argument.OfObjectSet(it.set("Set")));
        assertThat(it.modules().instances())
                .contains(definition(it.type("A")), definition(it.type("D")));
    }

    @Test
    void parameterisedTypeMayUseItself() {
        var it =
                Notation.of(
                        "Tree {T} ::= SEQUENCE { leaf T, next Tree {T} OPTIONAL } A ::= Tree {NULL}");
        var tree = definition(it.type("A"));
        assertThat(definition(((Type.SequenceType) tree.type()).root().getLast().type()))
                .isSameAs(tree);
    }

    @Test
    void setsMayBeWrittenWhereTheyAreUsed() {
        var it =
                Notation.of(
                        IES
                                + """
                                A ::= Field {{ {ID 7 TYPE NULL} | {ID 8 TYPE NULL}, ... }}
                                B ::= Field {{ Set | Other }}
                                C {IES : S} ::= Field {{ S | {ID 9 TYPE NULL} }}
                                D ::= C {{Set}}   E ::= C {{Other}}
                                """);
        assertThat(ObjectsTest.ids(setOf(it.type("A")))).containsExactly(7, 8);
        assertThat(ObjectsTest.ids(setOf(it.type("B")))).containsExactly(1, 2);
        assertThat(ObjectsTest.ids(setOf(definition(it.type("D")).type()))).containsExactly(1, 9);
        assertThat(ObjectsTest.ids(setOf(definition(it.type("E")).type()))).containsExactly(2, 9);
    }

    @Test
    void setsObjectsAndValuesTakeParametersToo() {
        var it =
                Notation.of(
                        IES
                                + """
                                Of {INTEGER : id, T} IES ::= { { ID id TYPE T } | one {id}, ... }
                                one {INTEGER : id} IES ::= { ID sum {id} TYPE NULL }
                                sum {INTEGER : id} INTEGER ::= id
                                A ::= Field {{Of {5, NULL}}}
                                B ::= SEQUENCE { value IES.&Value ({Of {6, NULL}}) }
                                """);
        assertThat(ObjectsTest.ids(setOf(it.type("A")))).containsExactly(5, 5);
        var second = it.sequence("B").root().getFirst().table().set();
        assertThat(ObjectsTest.ids(second)).containsExactly(6, 6);
        assertThat(it.modules().modules().getFirst().objectSets())
                .contains(second, setOf(it.type("A")))
                .extracting(set -> set.name())
                .doesNotHaveDuplicates();
    }

    @Test
    void objectsAndSetsOfValuesMayBeParameters() {
        var it =
                Notation.of(
                        IES
                                + """
                                With {IES : object} ::= Field {{ object, ... }}
                                A ::= With {x}   x IES ::= { ID 4 TYPE NULL }
                                B ::= With {{ID 5 TYPE NULL}}
                                Some {INTEGER : Numbers} ::= SEQUENCE { number INTEGER (Numbers) }
                                C ::= Some {{1..5 | 9}}
                                D ::= Some {Few}   Few ::= INTEGER (2..3)
                                Governed {T, T : value} ::= SEQUENCE { a T DEFAULT value }
                                E ::= Governed {INTEGER, 5}
                                """);
        assertThat(ObjectsTest.ids(setOf(definition(it.type("A")).type()))).containsExactly(4);
        assertThat(ObjectsTest.ids(setOf(definition(it.type("B")).type()))).containsExactly(5);
        assertThat(rangeOfFirst(it, "C")).isEqualTo("1..9");
        assertThat(rangeOfFirst(it, "D")).isEqualTo("2..3");
        assertThat(it.sequence("E").root().getFirst().presence())
                .isInstanceOf(Type.Presence.Default.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    A ::= Field {{Set}, 5}                      ~ 1 parameter is asked for, 2 given
                    A ::= List {1, {Set}}                       ~ 3 parameters are asked for, 2 given
                    A ::= Field                                 ~ 'Field' needs parameters
                    A ::= SEQUENCE { a Criticality {5} } Criticality ::= NULL  ~ 'Criticality' takes no parameters
                    A ::= Field {{Sett}}                        ~ unknown object set 'Sett' in A. Did you mean 'Set'
                    A ::= Field {{}}                            ~ an object set can't be empty
                    A ::= List {1, NULL, {Set}}                 ~ does not fit its type (INTEGER)
                    A ::= List {1, lots, {Set}}                 ~ unknown value 'lots'
                    A ::= Of {5} Of {T} ::= SEQUENCE { t T }    ~ parameter 'T' can't be read
                    A ::= Of {Nul} Of {T} ::= SEQUENCE { t T }  ~ unknown type 'Nul' in A
                    A ::= Of {NULL} Of {T} ::= SEQUENCE { t Of {SEQUENCE {t T}} OPTIONAL }  ~ it has no end
                    A ::= Of {{}} Of {INTEGER : T} ::= SEQUENCE { t T } ~ this set of values can't be read
                    A ::= Of {5} Of {INTEGER : t} ::= SEQUENCE { t INTEGER (0..u) }  ~ unknown value 'u' in SEQUENCE Of
                    A ::= Field {{Set {5}}}                     ~ 'Set' takes no parameters
                    A ::= Field {{T.Set}}                       ~ unknown module 'T'
                    """)
    void parametersThatDoNotFitAreReported(String text, String words) {
        assertThat(Notation.problems(IES + text)).first().asString().contains(words);
    }

    private static String rangeOfFirst(Notation it, String name) {
        var range = ((Type.IntegerType) it.sequence(name).root().getFirst().type()).range();
        return range.lower() + ".." + range.upper();
    }

    private static kenb.asn1.model.ObjectSet setOf(Type field) {
        return ((Type.SequenceType) Notation.bare(field)).root().getLast().table().set();
    }

    private static TypeDefinition definition(Type type) {
        return ((Type.Reference) type).definition();
    }
}

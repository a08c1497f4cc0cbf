package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.ObjectClass.Field;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.ObjectSet.InformationObject;
import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Type;
import kenb.asn1.model.Value;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.util.List;

/// Classes, objects, object sets and the types that they decide (X.681, X.682).
@Tag("W-02")
class ObjectsTest {
    private static final String IES =
            """
            IES ::= CLASS {
                &id INTEGER (0..65535) UNIQUE,
                &criticality Criticality DEFAULT ignore,
                &Value,
                &Extra OPTIONAL
            } WITH SYNTAX { ID &id [CRITICALITY &criticality] TYPE &Value [EXTRA &Extra] }
            Criticality ::= ENUMERATED { reject, ignore }
            idB INTEGER ::= 2
            a IES ::= { ID 1 CRITICALITY reject TYPE OCTET STRING EXTRA NULL }
            b IES ::= { ID idB TYPE SEQUENCE { x NULL, y INTEGER (0..3) } }
            """;

    @Test
    void classKnowsItsFields() {
        var set = Notation.of(IES + "Set IES ::= { a }").set("Set");
        assertThat(set.objectClass().name()).isEqualTo("IES");
        assertThat(set.objectClass().fields())
                .satisfiesExactly(
                        it -> assertThat(((Field.ValueField) it).unique()).isTrue(),
                        it ->
                                assertThat(((Field.ValueField) it).byDefault())
                                        .isEqualTo(new Value.EnumeratedValue("ignore")),
                        it -> assertThat(it).isEqualTo(new Field.TypeField("&Value", false)),
                        it -> assertThat(it).isEqualTo(new Field.TypeField("&Extra", true)));
    }

    @Test
    void objectsFollowTheSyntaxOfTheirClass() {
        var set = Notation.of(IES + "Set IES ::= { a | b }").set("Set");
        var first = set.objects().getFirst();
        assertThat(first.name()).isEqualTo("a");
        assertThat(first.settings())
                .containsEntry("&id", value(1))
                .containsEntry(
                        "&criticality", new Setting.OfValue(new Value.EnumeratedValue("reject")))
                .containsEntry("&Extra", new Setting.OfType(new Type.NullType()))
                .containsEntry(
                        "&Value",
                        new Setting.OfType(new Type.OctetStringType(Type.Size.ANY, null)));
        var second = set.objects().getLast();
        assertThat(second.settings())
                .containsEntry("&id", value(2))
                .containsEntry(
                        "&criticality", new Setting.OfValue(new Value.EnumeratedValue("ignore")))
                .doesNotContainKey("&Extra");
        assertThat(((Setting.OfType) second.settings().get("&Value")).type())
                .isInstanceOf(Type.SequenceType.class);
    }

    @Test
    void setsAreFlattenedInTheOrderWritten() {
        var it =
                Notation.of(
                        IES
                                + """
                                All IES ::= { Some | { ID 7 TYPE NULL } | a, ... }
                                Some IES ::= { b UNION Test.Others, ... }
                                Others IES ::= { ({ ID 5 TYPE NULL }) | Test.c }
                                c IES ::= b2   b2 IES ::= { ID 6 TYPE NULL }
                                Empty IES ::= { ... }
                                Later IES ::= { a, ..., b }
                                """);
        assertThat(ids(it.set("All"))).containsExactly(2, 5, 6, 7, 1);
        assertThat(it.set("All").extensible()).isTrue();
        assertThat(it.set("Others").extensible()).isFalse();
        assertThat(it.set("Empty").objects()).isEmpty();
        assertThat(it.set("Empty").extensible()).isTrue();
        assertThat(ids(it.set("Later"))).containsExactly(1, 2);
    }

    @Test
    void wordsOfTheSyntaxMayBeWordsOfTheNotation() {
        var it =
                Notation.of(
                        """
                        C ::= CLASS { &id INTEGER, &Type, &Max OPTIONAL, &flag BOOLEAN OPTIONAL }
                            WITH SYNTAX { BEGIN &id, SIZE OF &Type [MAX &Max [EXPLICIT TAGS &flag]] }
                        Set C ::= { { BEGIN 5, SIZE OF BIT STRING (SIZE (8)) MAX INTEGER (0..9) EXPLICIT TAGS TRUE }
                                  | { BEGIN 6, SIZE OF OCTET STRING } }
                        """);
        assertThat(it.set("Set").objects().getFirst().settings()).hasSize(4);
        assertThat(it.set("Set").objects().getLast().settings()).hasSize(2);
    }

    @Test
    void optionalPartMayBeginWithItsField() {
        var it =
                Notation.of(
                        """
                        C ::= CLASS { &Type OPTIONAL, &id INTEGER } WITH SYNTAX { [&Type] IDENTIFIED BY &id }
                        Set C ::= { { NULL IDENTIFIED BY 1 } | { IDENTIFIED BY 2 } }
                        """);
        assertThat(it.set("Set").objects().getFirst().settings()).containsKey("&Type");
        assertThat(it.set("Set").objects().getLast().settings()).doesNotContainKey("&Type");
    }

    @Test
    void classWithoutSyntaxIsSetFieldByField() {
        var it =
                Notation.of(
                        """
                        C ::= CLASS { &id INTEGER, &Type OPTIONAL }
                        D ::= C
                        Set D ::= { { &id 5, &Type SEQUENCE { a NULL, b NULL } } | { &id 6 } }
                        """);
        assertThat(ids(it.set("Set"))).containsExactly(5, 6);
        assertThat(it.set("Set").objects().getFirst().settings()).containsKey("&Type");
    }

    @Test
    void typeIdentifierIsBuiltIn() {
        var it =
                Notation.of(
                        """
                        Set TYPE-IDENTIFIER ::= { { NULL IDENTIFIED BY { iso 5 } }, ... }
                        A ::= SEQUENCE {
                            id   TYPE-IDENTIFIER.&id ({Set}),
                            type TYPE-IDENTIFIER.&Type ({Set}{@id})
                        }
                        """);
        assertThat(it.set("Set").objects().getFirst().settings()).containsOnlyKeys("&id", "&Type");
        assertThat(it.sequence("A").root().getFirst().type())
                .isEqualTo(new Type.ObjectIdentifierType(false));
    }

    @Test
    void openTypeKnowsItsSetAndWhatSelectsFromIt() {
        var it =
                Notation.of(
                        IES
                                + """
                                Set IES ::= { a | b, ... }
                                A ::= SEQUENCE {
                                    head  SEQUENCE { id IES.&id ({Set}) },
                                    id    IES.&id ({Set}),
                                    level IES.&criticality ({Set}{@id}),
                                    value IES.&Value ({Set}{@head.id}),
                                    inner SEQUENCE { near NULL, value IES.&Value ({Set}{@.near, @id}) },
                                    free  IES.&Value
                                }
                                """);
        var components = it.sequence("A").root();
        var set = it.set("Set");
        assertThat(components.get(1).table())
                .isEqualTo(new Type.TableConstraint(set, "&id", List.of()));
        assertThat(components.get(1).type())
                .isEqualTo(
                        new Type.IntegerType(
                                new Type.Range(BigInteger.ZERO, BigInteger.valueOf(65535)),
                                false,
                                List.of()));
        assertThat(components.get(2).table())
                .isEqualTo(new Type.TableConstraint(set, "&criticality", List.of(List.of("id"))));
        assertThat(components.get(3).type())
                .isEqualTo(
                        new Type.OpenType(
                                new Type.TableConstraint(
                                        set, "&Value", List.of(List.of("head", "id")))));
        var inner = (Type.SequenceType) components.get(4).type();
        assertThat(inner.root().getLast().table())
                .isEqualTo(
                        new Type.TableConstraint(
                                set, "&Value", List.of(List.of("near"), List.of("id"))));
        assertThat(components.get(5).type()).isEqualTo(new Type.OpenType(null));
    }

    @Test
    void selectorMayNameAComponentThatComponentsOfBrings() {
        var it =
                Notation.of(
                        IES
                                + """
                                Set IES ::= { a, ... }
                                Head ::= SEQUENCE { id IES.&id ({Set}) }
                                A ::= SEQUENCE { COMPONENTS OF Head, value IES.&Value ({Set}{@id}) }
                                """);
        assertThat(it.sequence("A").root().getLast().table().selectors())
                .containsExactly(List.of("id"));
    }

    @Test
    void setsAndTheTypesInThemMayReferToEachOther() {
        var it =
                Notation.of(
                        IES
                                + """
                                Set IES ::= { { ID 1 TYPE Holder }, ... }
                                Holder ::= SEQUENCE { id IES.&id ({Set}), value IES.&Value ({Set}{@id}) }
                                """);
        assertThat(it.sequence("Holder").root().getLast().table().set()).isSameAs(it.set("Set"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    Set IES ::= { { ID 1 CRITICALTY reject TYPE NULL } }  ~ 12:22 ~ 'CRITICALTY' stands where 'TYPE' is expected
                    Set IES ::= { { ID 1 } }                              ~ 12:15 ~ it ends where 'TYPE' is expected
                    Set IES ::= { { ID 1 TYPE NULL NULL } }               ~ 12:32 ~ 'NULL' stands where nothing more is expected
                    Set IES ::= { { ID 70000 TYPE NULL } }                ~ 12:20 ~ value 70000 is not in (0..65535)
                    Set IES ::= { { ID 1 TYPE Nul } }                     ~ 12:27 ~ unknown type 'Nul'
                    Set IES ::= { { ID idA TYPE NULL } }                  ~ 12:20 ~ Did you mean 'idB' (line 9)?
                    Set IES ::= { c }                                     ~ 12:15 ~ unknown object 'c' in Set
                    Set IES ::= { Sett }                                  ~ 12:15 ~ Did you mean 'Set' (line 12)?
                    Set IES ::= { a b c ^ d }                             ~ 12:19 ~ unknown object 'c'
                    Set IES ::= { a ^ b }                                 ~ 12:17 ~ '^' can't stand in an object set
                    Set IES ::= { idB }                                   ~ 12:15 ~ 'idB' is not an object
                    Set IES ::= { Criticality }                           ~ 12:15 ~ 'Criticality' is not an object set
                    Set IES ::= { Set | a }                               ~ 12:15 ~ object set 'Set' contains itself
                    Set IES ::= { One } One IES ::= { Set }               ~ 12:35 ~ object set 'Set' contains itself
                    c IES ::= c                                           ~ 12:1  ~ object 'c' is defined only by itself
                    c IES ::= 5                                           ~ 12:1  ~ object 'c' is not in braces
                    A ::= IES.&Valu                                       ~ 12:7  ~ has no field '&Valu'. It has &id, &criticality, &Value, &Extra
                    A ::= IE.&Value                                       ~ 12:7  ~ Did you mean 'IES' (line 2)?
                    A ::= Criticality.&Value                              ~ 12:7  ~ 'Criticality' is not a class
                    A ::= IES                                             ~ none  ~ none
                    A ::= SEQUENCE { a IES }                              ~ 12:20 ~ 'IES' is not a type
                    A ::= IES.&id ({Nothing})                             ~ none  ~ none
                    A ::= IES.&Value ({Nothing})                          ~ 12:20 ~ unknown object set 'Nothing' in A
                    A ::= IES.&Value ({5})                                ~ 12:19 ~ a table constraint names one object set
                    A ::= SEQUENCE { id IES.&id ({S}), v IES.&Value ({S}{@di}) } S IES ::= {...} ~ 12:38 ~ '@di' names no component here. There are id, v
                    B ::= CLASS { &x INTEGER } S B ::= {...} A ::= IES.&Value ({S})  ~ 12:60 ~ object set 'S' is of class B; one of IES is asked for
                    B ::= CLASS { &x INTEGER } S B ::= { a }              ~ 12:38 ~ object 'a' is of class IES; one of B is asked for
                    B ::= CLASS { &x INTEGER, &x NULL }                   ~ 12:27 ~ field '&x' stands twice
                    B ::= CLASS { &set IES }                              ~ 12:15 ~ of a kind that is not supported
                    B ::= CLASS { &Set INTEGER }                          ~ 12:15 ~ of a kind that is not supported
                    B ::= CLASS { &value &Type, &Type }                   ~ 12:15 ~ of a kind that is not supported
                    B ::= CLASS { &x INTEGER } S B ::= { { &y 5 } }       ~ 12:40 ~ '&y' stands where a field of the class
                    B ::= CLASS { &x INTEGER } S B ::= { { } }            ~ 12:38 ~ does not set &x
                    """)
    void whatDoesNotFitIsReported(String text, String position, String words) {
        var problems = Notation.problems("\n" + IES + text);
        if (words.equals("none")) assertThat(problems).isEmpty();
        else assertThat(problems).first().asString().startsWith(position + ": ").contains(words);
    }

    static List<Integer> ids(ObjectSet set) {
        return set.objects().stream().map(ObjectsTest::id).toList();
    }

    private static Integer id(InformationObject object) {
        var setting = (Setting.OfValue) object.settings().get("&id");
        return ((Value.IntegerValue) setting.value()).value().intValueExact();
    }

    private static Setting value(int value) {
        return new Setting.OfValue(new Value.IntegerValue(BigInteger.valueOf(value)));
    }
}

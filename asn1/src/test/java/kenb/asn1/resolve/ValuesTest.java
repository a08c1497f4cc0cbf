package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.model.Value;
import kenb.asn1.model.Value.BitStringValue;
import kenb.asn1.model.Value.BooleanValue;
import kenb.asn1.model.Value.ChoiceValue;
import kenb.asn1.model.Value.EnumeratedValue;
import kenb.asn1.model.Value.Field;
import kenb.asn1.model.Value.IntegerValue;
import kenb.asn1.model.Value.NullValue;
import kenb.asn1.model.Value.ObjectIdentifierValue;
import kenb.asn1.model.Value.OctetStringValue;
import kenb.asn1.model.Value.SequenceOfValue;
import kenb.asn1.model.Value.SequenceValue;
import kenb.asn1.model.Value.StringValue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;

/// Values mean what their type says.
@Tag("W-02")
class ValuesTest {
    @Test
    void simpleValues() {
        var it =
                Notation.of(
                        """
                        a BOOLEAN ::= TRUE   b BOOLEAN ::= FALSE   c NULL ::= NULL
                        d INTEGER ::= -5     e D ::= three         f INTEGER ::= d
                        g E ::= late         h Test.D ::= Test.e   i D ::= 300
                        D ::= INTEGER { three(3) } (0..300)   E ::= ENUMERATED { early, ..., late }
                        j IA5String ::= "say ""hi\"""
                        """);
        assertThat(it.value("a")).isEqualTo(new BooleanValue(true));
        assertThat(it.value("b")).isEqualTo(new BooleanValue(false));
        assertThat(it.value("c")).isEqualTo(new NullValue());
        assertThat(it.value("d")).isEqualTo(integer(-5));
        assertThat(it.value("e")).isEqualTo(integer(3));
        assertThat(it.value("f")).isEqualTo(integer(-5));
        assertThat(it.value("g")).isEqualTo(new EnumeratedValue("late"));
        assertThat(it.value("h")).isEqualTo(integer(3));
        assertThat(it.value("i")).isEqualTo(integer(300));
        assertThat(it.value("j")).isEqualTo(new StringValue("say \"hi\""));
    }

    @ParameterizedTest
    @CsvSource({
        "BIT STRING, '''1010''B', 1010",
        "BIT STRING, '''A5''H', 10100101",
        "BIT STRING, '''''B', ''",
        "'BIT STRING { x(0), y(2) }', '{ y }', 001",
        "'BIT STRING { x(0), y(2) } (SIZE (8))', '{ x, y }', 10100000",
        "BIT STRING { x(0) }, '{ }', ''",
    })
    void bitStrings(String type, String text, String bits) {
        assertThat(Notation.of("a " + type + " ::= " + text).value("a"))
                .isEqualTo(new BitStringValue(bits));
    }

    @ParameterizedTest
    @CsvSource({"'''0AF''H', 0AF0", "'''1 1 1 1''B', f0", "'''0A\n FF''H', 0AFF", "'''''H', ''"})
    void octetStrings(String text, String hex) {
        assertThat(Notation.of("a OCTET STRING ::= " + text).value("a"))
                .isEqualTo(new OctetStringValue(hex));
    }

    @Test
    void objectIdentifiers() {
        var it =
                Notation.of(
                        """
                        a OBJECT IDENTIFIER ::= { itu-t(0) identified-organization(4) etsi(0) 5 }
                        b OBJECT IDENTIFIER ::= { iso member-body 840 }
                        c OBJECT IDENTIFIER ::= { joint-iso-itu-t 1 }
                        d OBJECT IDENTIFIER ::= { a 9 }
                        e OBJECT IDENTIFIER ::= { iso identified-organization 6 }
                        """);
        assertThat(it.value("a")).isEqualTo(arcs(0, 4, 0, 5));
        assertThat(it.value("b")).isEqualTo(arcs(1, 2, 840));
        assertThat(it.value("c")).isEqualTo(arcs(2, 1));
        assertThat(it.value("d")).isEqualTo(arcs(0, 4, 0, 5, 9));
        assertThat(it.value("e")).isEqualTo(arcs(1, 3, 6));
    }

    @Test
    void constructedValues() {
        var it =
                Notation.of(
                        """
                        S ::= SEQUENCE { a INTEGER, b C OPTIONAL, ..., d BOOLEAN, [[ e NULL ]] }
                        C ::= CHOICE { x INTEGER, ..., y S }
                        L ::= SEQUENCE OF S
                        s S ::= { a 1, d TRUE, e NULL }
                        c C ::= y : { a 2, b x : 3 }
                        l L ::= { { a 4 }, s }
                        empty L ::= { }
                        """);
        var s =
                new SequenceValue(
                        List.of(
                                new Field("a", integer(1)),
                                new Field("d", new BooleanValue(true)),
                                new Field("e", new NullValue())));
        assertThat(it.value("s")).isEqualTo(s);
        assertThat(it.value("c"))
                .isEqualTo(
                        new ChoiceValue(
                                "y",
                                new SequenceValue(
                                        List.of(
                                                new Field("a", integer(2)),
                                                new Field(
                                                        "b", new ChoiceValue("x", integer(3)))))));
        assertThat(it.value("l"))
                .isEqualTo(
                        new SequenceOfValue(
                                List.of(
                                        new SequenceValue(List.of(new Field("a", integer(4)))),
                                        s)));
        assertThat(it.value("empty")).isEqualTo(new SequenceOfValue(List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    a INTEGER ::= TRUE                             ~ 57 ~ value 'TRUE' does not fit its type (INTEGER)
                    a INTEGER (0..3) ::= 4                         ~ 64 ~ value 4 is not in (0..3)
                    a INTEGER (MIN..3) ::= 4                       ~ 66 ~ value 4 is not in (MIN..3)
                    a INTEGER ::= b                                ~ 57 ~ unknown value 'b'
                    a INTEGER ::= b b BOOLEAN ::= TRUE             ~ 57 ~ does not fit its type (INTEGER)
                    a INTEGER ::= a                                ~ 57 ~ this value refers to itself
                    a ENUMERATED { x } ::= y                       ~ 66 ~ unknown value 'y'
                    a NULL ::= 0                                   ~ 54 ~ does not fit
                    a REAL ::= 1.5                                 ~ 54 ~ values of REAL are not supported
                    a BIT STRING ::= 5                             ~ 60 ~ does not fit its type (BITSTRING)
                    a BIT STRING { x(0) } ::= { y }                ~ 69 ~ does not fit
                    a BIT STRING { x(99999999) } ::= { x }         ~ 76 ~ does not fit
                    a SEQUENCE { x NULL } ::= { y NULL }           ~ 71 ~ 'y' is no component of this SEQUENCE
                    a SEQUENCE { x NULL } ::= { x NULL, x NULL }   ~ 79 ~ stands twice
                    a SEQUENCE { x NULL } ::= { }                  ~ 69 ~ component 'x' of this SEQUENCE has no value
                    a CHOICE { x NULL } ::= y : NULL               ~ 67 ~ does not fit
                    a SEQUENCE OF NULL ::= { 5 }                   ~ 68 ~ does not fit
                    A ::= SEQUENCE { a INTEGER (0..3) DEFAULT 9 }  ~ 85 ~ value 9 is not in (0..3)
                    a B ::= 5                                      ~ 45 ~ unknown type 'B' in a
                    a T.B ::= 5                                    ~ 45 ~ unknown module 'T'
                    """)
    void valueThatDoesNotFitIsReported(String text, int column, String words) {
        assertThat(Notation.problems(text))
                .first()
                .asString()
                .startsWith("1:" + column + ": ")
                .contains(words);
    }

    private static Value integer(long value) {
        return new IntegerValue(BigInteger.valueOf(value));
    }

    private static Value arcs(long... arcs) {
        return new ObjectIdentifierValue(
                LongStream.of(arcs).mapToObj(BigInteger::valueOf).toList());
    }
}

package kenb.asn1.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.asn1.syntax.Asn1Lexer;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Whatever is done to a module, it is read or its problems are reported with their place; nothing
/// else comes out of the resolver.
@Tag("W-02")
class BrokenModulesTest {
    private static final String MODULES =
            """
            T { iso(1) 2 } DEFINITIONS AUTOMATIC TAGS ::= BEGIN
            IMPORTS Number, List {} FROM U;
            IES ::= CLASS { &id INTEGER (0..9) UNIQUE, &c Kind DEFAULT low, &Value OPTIONAL }
                WITH SYNTAX { ID &id [KIND &c [TYPE &Value]] }
            Kind ::= ENUMERATED { low(0), high(max), ..., other }
            max INTEGER ::= 7
            ie IES ::= { ID 1 KIND high TYPE OCTET STRING (SIZE (1..max, ...)) }
            Set IES ::= { ie | { ID 2 } | Of { 3 }, ... }
            Of {INTEGER : n} IES ::= { { ID n } }
            Field {IES : S} ::= SEQUENCE { id IES.&id ({S}), value IES.&Value ({S}{@id}) OPTIONAL }
            A ::= SEQUENCE {
                a Number (1..5 | 7, ...) DEFAULT five,
                b List {Kind, 4},
                c CHOICE { x [0] NULL, y [1] A, ..., [[ 2: z BOOLEAN ]] } OPTIONAL,
                COMPONENTS OF B, ..., [[ d Field {{Set}} ]], ..., e z < C
            }
            B ::= SET { f IA5String (FROM ("a".."f") ^ SIZE (1..4)), g BIT STRING { q(0) } DEFAULT { q } }
            C ::= CHOICE { z BIT STRING (CONTAINING B) }
            five Number ::= 5
            pair SEQUENCE { a INTEGER, b SEQUENCE OF C } ::= { a -1, b { z : 'AF'H } }
            oid OBJECT IDENTIFIER ::= { iso member-body(2) 3 }
            END
            U DEFINITIONS ::= BEGIN
            Number ::= INTEGER { few(3) } (0..MAX)
            List {T, INTEGER : size} ::= SEQUENCE (SIZE (size)) OF T
            END
            """;
    private static final Pattern PLACED = Pattern.compile("1\\.asn:\\d+:\\d+: .*\\S.*");

    private static final List<String> TOKENS = tokens();

    @Test
    void unbrokenItIsRead() {
        assertThat(Notation.problemsOf(MODULES)).isEmpty();
        assertThat(Notation.problemsOf(String.join(" ", TOKENS))).isEmpty();
    }

    @Test
    void oneTokenTooFew() {
        int refused = 0;
        for (int i = 0; i < TOKENS.size(); i++) {
            var left = new ArrayList<>(TOKENS);
            left.remove(i);
            if (isRefused(left)) refused++;
        }
        assertThat(refused).isGreaterThan(TOKENS.size() / 2);
    }

    @Test
    void oneTokenTwice() {
        for (int i = 0; i < TOKENS.size(); i++) {
            var more = new ArrayList<>(TOKENS);
            more.add(i, TOKENS.get(i));
            isRefused(more);
        }
    }

    @Test
    void oneTokenInPlaceOfAnother() {
        for (int i = 0; i < TOKENS.size(); i++) {
            var mixed = new ArrayList<>(TOKENS);
            mixed.set(i, TOKENS.get((i * 31 + 17) % TOKENS.size()));
            isRefused(mixed);
        }
    }

    @Test
    void oneNameInPlaceOfAnother() {
        var names = TOKENS.stream().filter(it -> it.matches("[A-Za-z].*")).distinct().toList();
        for (int i = 0; i < TOKENS.size(); i++) {
            if (!names.contains(TOKENS.get(i))) continue;
            for (int j = i % 7; j < names.size(); j += 7) {
                var mixed = new ArrayList<>(TOKENS);
                mixed.set(i, names.get(j));
                isRefused(mixed);
            }
        }
    }

    @Test
    void cutShortAnywhere() {
        for (int i = 0; i < TOKENS.size(); i++) isRefused(TOKENS.subList(0, i));
    }

    private static boolean isRefused(List<String> tokens) {
        var problems = Notation.problemsOf(String.join(" ", tokens));
        assertThat(problems).allMatch(PLACED.asMatchPredicate());
        return !problems.isEmpty();
    }

    private static List<String> tokens() {
        return new Asn1Lexer(CharStreams.fromString(MODULES))
                .getAllTokens().stream()
                        .filter(it -> it.getChannel() == Token.DEFAULT_CHANNEL)
                        .map(Token::getText)
                        .toList();
    }
}

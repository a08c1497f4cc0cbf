package kenb.asn1.resolve;

import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;

import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Says where and why a piece of a module can't be read, in words of the notation.
record SyntaxMessage(Token at, String text) {
    private static final int MOST_EXPECTED = 5;

    /// `tokens` without blanks and comments; the broken piece is from `from` to before `limit`.
    static SyntaxMessage of(
            List<Token> tokens, int from, int limit, RecognitionException e, ATN atn) {
        int at = Math.min(limit, Math.max(from, tokens.indexOf(e.getOffendingToken())));
        for (int i = from; i <= at; i++) {
            var strange = strange(tokens.get(i));
            if (strange != null) return new SyntaxMessage(tokens.get(i), "syntax: " + strange);
        }
        var expected =
                e.getOffendingState() >= 0
                        ? atn.getExpectedTokens(e.getOffendingState(), e.getCtx())
                        : new IntervalSet();
        if (at > from
                && expected.contains(Asn1Lexer.LESS)
                && tokens.get(at - 1).getType() == Asn1Lexer.VALUE_NAME) {
            at--;
            expected = IntervalSet.of(Asn1Lexer.TYPE_NAME);
        }
        var token = tokens.get(at);
        var text = new StringBuilder("syntax: did not expect ").append(quoted(token));
        var name = at > from ? assigned(tokens, from, at) : null;
        if (name != null) text.append(" in the definition of '").append(name).append('\'');
        else if (at > 0) text.append(" after ").append(quoted(tokens.get(at - 1)));
        var advice = advice(tokens, from, at, expected);
        var wanted = words(expected);
        if (!wanted.isEmpty() && (advice == null || !advice.endsWith("missing.")))
            text.append("; ").append(wanted).append(" fits here");
        text.append('.');
        if (advice != null) text.append(' ').append(advice);
        return new SyntaxMessage(token, text.toString());
    }

    private static @Nullable String assigned(List<Token> tokens, int from, int at) {
        for (int i = from; i < at; i++)
            if (tokens.get(i).getType() == Asn1Lexer.DEFINITIONS) return null;
        return switch (tokens.get(from).getType()) {
            case Asn1Lexer.TYPE_NAME, Asn1Lexer.VALUE_NAME -> tokens.get(from).getText();
            default -> null;
        };
    }

    private static @Nullable String advice(
            List<Token> tokens, int from, int at, IntervalSet expected) {
        var token = tokens.get(at);
        var before = at > 0 ? tokens.get(at - 1) : token;
        var open = open(tokens, from, at);
        boolean nextBegins =
                isName(token) && at + 1 < tokens.size() && assigns(tokens, at)
                        || token.getType() == Asn1Lexer.END
                        || token.getType() == Token.EOF;
        if (open != null && nextBegins)
            return "Is the "
                    + quoted(open)
                    + " of line "
                    + open.getLine()
                    + " closed? A '"
                    + (open.getType() == Asn1Lexer.LBRACE
                            ? '}'
                            : open.getType() == Asn1Lexer.LPAREN ? ')' : ']')
                    + "' is missing.";
        if (open == null
                && (token.getType() == Asn1Lexer.RBRACE
                        || token.getType() == Asn1Lexer.RPAREN
                        || token.getType() == Asn1Lexer.RBRACKET))
            return "Nothing is open here: take it away, or look for one too many before it.";
        if (before.getType() == Asn1Lexer.COMMA && token.getType() == Asn1Lexer.RBRACE)
            return "Take away the comma before it, or add what is missing.";
        if (before.getType() == Asn1Lexer.COMMA && token.getType() == Asn1Lexer.COMMA)
            return "One comma is enough.";
        if (token.getType() == Asn1Lexer.VALUE_NAME
                && (expected.contains(Asn1Lexer.TYPE_NAME)
                                && !expected.contains(Asn1Lexer.VALUE_NAME)
                        || before.getType() == Asn1Lexer.ASSIGN
                                && tokens.get(from).getType() == Asn1Lexer.TYPE_NAME))
            return "The name of a type begins with a capital letter.";
        if (token.getType() == Asn1Lexer.TYPE_NAME
                && expected.contains(Asn1Lexer.VALUE_NAME)
                && !expected.contains(Asn1Lexer.TYPE_NAME))
            return "An identifier begins with a small letter.";
        var meant = keyword(token, expected);
        if (meant != null) return "Did you mean " + meant + "?";
        if (expected.contains(Asn1Lexer.COMMA)
                && (isName(token)
                        || token.getType() == Asn1Lexer.ELLIPSIS
                        || token.getType() == Asn1Lexer.LBRACKET))
            return "Is a comma missing after " + quoted(before) + "?";
        return null;
    }

    /// The keyword that fits and that `token` nearly is.
    private static @Nullable String keyword(Token token, IntervalSet expected) {
        for (int type : expected.toList()) {
            var literal = Asn1Parser.VOCABULARY.getLiteralName(type);
            if (literal != null
                    && literal.length() > 5
                    && Problems.distance("'" + token.getText() + "'", literal, 3) < 3)
                return literal;
        }
        return null;
    }

    /// Whether an assignment begins with the name at `at`: `::=` follows on its line.
    private static boolean assigns(List<Token> tokens, int at) {
        int line = tokens.get(at).getLine();
        for (int i = at + 1; i < tokens.size() && tokens.get(i).getLine() == line; i++) {
            if (tokens.get(i).getType() == Asn1Lexer.ASSIGN) return true;
            if (tokens.get(i).getType() == Asn1Lexer.COMMA) return false;
        }
        return false;
    }

    /// The innermost brace, parenthesis or bracket that is open before `at`.
    private static @Nullable Token open(List<Token> tokens, int from, int at) {
        var open = new ArrayList<Token>();
        for (int i = from; i < at; i++) {
            switch (tokens.get(i).getType()) {
                case Asn1Lexer.LBRACE, Asn1Lexer.LPAREN, Asn1Lexer.LBRACKET ->
                        open.add(tokens.get(i));
                case Asn1Lexer.RBRACE, Asn1Lexer.RPAREN, Asn1Lexer.RBRACKET -> {
                    if (!open.isEmpty()) open.removeLast();
                }
                default -> {}
            }
        }
        return open.isEmpty() ? null : open.getLast();
    }

    private static boolean isName(Token token) {
        return token.getType() == Asn1Lexer.TYPE_NAME || token.getType() == Asn1Lexer.VALUE_NAME;
    }

    /// What to say of a character that ASN.1 does not know; null for all others.
    private static @Nullable String strange(Token token) {
        if (token.getType() != Asn1Lexer.STRANGE) return null;
        return switch (token.getText()) {
            case "_" -> "a name has no '_' in ASN.1. Write '-'.";
            case "/" -> "'/' means nothing in ASN.1. Is a '/*' comment not closed?";
            case "=" -> "'=' means nothing in ASN.1. Write '::='.";
            case "\"" -> "this string is not closed: its second '\"' is missing.";
            case "'" -> "'…'B takes 0 and 1, '…'H takes 0 to 9 and A to F, on both ends a ''.";
            case "\u2013", "\u2014", "\u2010", "\u2011", "\u2212" ->
                    "this dash is not ASN.1's. Write '-'.";
            case "\u201C", "\u201D" -> "this quotation mark is not ASN.1's. Write '\"'.";
            case "\u2018", "\u2019" -> "this apostrophe is not ASN.1's. Write '''.";
            default ->
                    "the character '"
                            + token.getText()
                            + "' (U+"
                            + "%04X".formatted(token.getText().codePointAt(0))
                            + ") means nothing in ASN.1.";
        };
    }

    private static String quoted(Token token) {
        if (token.getType() == Token.EOF) return "the end of the file";
        var text = token.getText();
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }

    /// A few tokens by name; whole families (any type, any value) by one word.
    private static String words(IntervalSet expected) {
        var some = new ArrayList<String>();
        boolean anyType = expected.contains(Asn1Lexer.BOOLEAN);
        boolean anyValue = expected.contains(Asn1Lexer.TRUE);
        if (anyType) some.add("a type");
        if (anyValue) some.add("a value");
        if (!anyType && !anyValue) {
            for (int type : expected.toList()) {
                if (type == Token.EOF) continue;
                var literal = Asn1Parser.VOCABULARY.getLiteralName(type);
                some.add(
                        switch (type) {
                            case Asn1Lexer.TYPE_NAME -> "a name with a capital";
                            case Asn1Lexer.VALUE_NAME -> "an identifier";
                            case Asn1Lexer.NUMBER -> "a number";
                            case Asn1Lexer.ELLIPSIS -> "'...'";
                            default ->
                                    literal == null
                                            ? Asn1Parser.VOCABULARY.getSymbolicName(type)
                                            : literal;
                        });
            }
        }
        if (some.size() > MOST_EXPECTED) return "";
        if (some.size() < 2) return String.join("", some);
        return String.join(", ", some.subList(0, some.size() - 1)) + " or " + some.getLast();
    }
}

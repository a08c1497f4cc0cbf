package kenb.asn1.resolve;

import kenb.asn1.model.Position;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.ModuleContext;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One file's text to the trees of its modules. Where a file does not parse, it is read again
/// assignment by assignment, so that each broken one is reported once and in words.
final class ModuleReading {
    private final String file;
    private final Problems problems;
    private final CommonTokenStream stream;
    private final Asn1Parser parser;

    /// Without blanks and comments; the last one is the end of the file.
    private final List<Token> tokens;

    private ModuleReading(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        var lexer = new Asn1Lexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        stream = new CommonTokenStream(lexer);
        stream.fill();
        tokens =
                stream.getTokens().stream()
                        .filter(it -> it.getChannel() == Token.DEFAULT_CHANNEL)
                        .toList();
        parser = new Asn1Parser(stream);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
    }

    /// Empty where problems were reported.
    static List<ModuleContext> read(String file, String text, Problems problems) {
        return new ModuleReading(file, text, problems).read();
    }

    /// SLL first, which is fast and nearly always enough.
    private List<ModuleContext> read() {
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return parser.modules().module();
        } catch (ParseCancellationException e) {
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        }
        int before = problems.count();
        for (int at = 0; tokens.get(at).getType() != Token.EOF; ) at = module(at);
        if (problems.count() > before) return List.of();
        try {
            parser.reset();
            return parser.modules().module();
        } catch (ParseCancellationException e) {
            report(0, tokens.size() - 1, e);
            return List.of();
        }
    }

    private void report(int from, int limit, ParseCancellationException e) {
        var cause = (RecognitionException) e.getCause();
        var message = SyntaxMessage.of(tokens, from, limit, cause, parser.getATN());
        problems.report(position(message.at()), message.text());
    }

    private Position position(Token token) {
        return new Position(file, token.getLine(), token.getCharPositionInLine() + 1);
    }

    /// Reads one module from `at`; returns the index after it.
    private int module(int at) {
        int next = head(at);
        while (true) {
            var token = tokens.get(next);
            if (token.getType() == Asn1Lexer.END) return next + 1;
            if (token.getType() == Token.EOF) {
                problems.report(
                        position(token),
                        "syntax: the file ends inside module '"
                                + tokens.get(at).getText()
                                + "'. Is END missing?");
                return next;
            }
            next = assignment(next);
        }
    }

    private int head(int at) {
        try {
            return after(at, Asn1Parser::moduleHead);
        } catch (ParseCancellationException e) {
            int body = bodyFrom(at);
            int next = isName(body) ? body : nextAssignment(body);
            report(at, next, e);
            return next;
        }
    }

    /// A good one is followed by a name or by END. Else it is read once more without what follows,
    /// which gives the better complaint.
    private int assignment(int from) {
        @Nullable ParseCancellationException first = null;
        try {
            int next = after(from, Asn1Parser::assignment);
            if (isName(next) || ends(next)) return next;
        } catch (ParseCancellationException e) {
            first = e;
        }
        int limit = nextAssignment(from);
        try {
            alone(from, limit);
            if (first != null) report(from, limit, first);
        } catch (ParseCancellationException e) {
            report(from, limit, e);
        }
        return limit;
    }

    /// The index after what `rule` reads from `at`.
    private int after(int at, Function<Asn1Parser, ? extends ParserRuleContext> rule) {
        parser.reset();
        stream.seek(tokens.get(at).getTokenIndex());
        var last = rule.apply(parser).getStop().getTokenIndex();
        int next = at;
        while (tokens.get(next).getTokenIndex() <= last) next++;
        return next;
    }

    private void alone(int from, int limit) {
        var copies = new ArrayList<Token>();
        for (var token : tokens.subList(from, limit)) copies.add(new CommonToken(token));
        var piece = new Asn1Parser(new CommonTokenStream(new ListTokenSource(copies)));
        piece.removeErrorListeners();
        piece.setErrorHandler(new EarlyBail());
        try {
            piece.lone();
        } catch (ParseCancellationException e) {
            var cause = (RecognitionException) e.getCause();
            int at = Math.min(limit, from + cause.getOffendingToken().getTokenIndex());
            throw new ParseCancellationException(
                    new Complaint(piece, cause, tokens.get(at)).initCause(cause));
        }
    }

    /// The same complaint about a token of the file.
    private static final class Complaint extends RecognitionException {
        private static final long serialVersionUID = 1;

        Complaint(Asn1Parser parser, RecognitionException of, Token at) {
            super(parser, of.getInputStream(), (ParserRuleContext) of.getCtx());
            setOffendingToken(at);
            setOffendingState(of instanceof InputMismatchException ? of.getOffendingState() : -1);
        }
    }

    /// Stops where a repetition or an option can't go on, when all that would have fitted is known.
    private static final class EarlyBail extends BailErrorStrategy {
        @Override
        public void sync(Parser recognizer) {
            var fitting =
                    recognizer
                            .getATN()
                            .getExpectedTokens(recognizer.getState(), recognizer.getContext());
            if (!fitting.contains(recognizer.getInputStream().LA(1)))
                throw new ParseCancellationException(new InputMismatchException(recognizer));
        }
    }

    /// Past BEGIN and what is imported, where that can be told.
    private int bodyFrom(int at) {
        int i = at;
        while (!ends(i) && type(i) != Asn1Lexer.BEGIN) i++;
        if (type(i) != Asn1Lexer.BEGIN) return at;
        while (type(i + 1) == Asn1Lexer.EXPORTS || type(i + 1) == Asn1Lexer.IMPORTS) {
            int end = i + 1;
            while (!ends(end) && type(end) != Asn1Lexer.SEMICOLON && type(end) != Asn1Lexer.ASSIGN)
                end++;
            if (type(end) != Asn1Lexer.SEMICOLON) return i;
            i = end;
        }
        return i;
    }

    /// Where the assignment after the one at `from` begins; else the END or the end of the file.
    private int nextAssignment(int from) {
        int last = from;
        for (int i = from; !ends(i); i++) {
            if (type(i) != Asn1Lexer.ASSIGN && !tokens.get(i).getText().equals("=")) continue;
            int start = startOf(i, last);
            if (start > from) return start;
            last = i + 1;
        }
        int end = from;
        while (!ends(end)) end++;
        return end;
    }

    /// The name that a `::=` assigns to: the first of its line, as nearly everyone writes it.
    private int startOf(int assign, int notBefore) {
        int start = assign;
        while (start > notBefore
                && (start == assign
                        || tokens.get(start - 1).getLine() == tokens.get(start).getLine()
                        || !isName(start))) start--;
        while (start < assign && !isName(start)) start++;
        return start;
    }

    private boolean isName(int i) {
        return type(i) == Asn1Lexer.TYPE_NAME || type(i) == Asn1Lexer.VALUE_NAME;
    }

    private boolean ends(int i) {
        return type(i) == Token.EOF || type(i) == Asn1Lexer.END;
    }

    private int type(int i) {
        return tokens.get(Math.min(i, tokens.size() - 1)).getType();
    }
}

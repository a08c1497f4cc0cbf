package kenb.asn1.resolve;

import kenb.asn1.model.Position;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.GroupContext;
import kenb.asn1.syntax.Asn1Parser.ModuleContext;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Files to parse trees, and slices of a tree's tokens to parse trees once their meaning is known.
final class Parsing {
    private Parsing() {}

    /// Empty where a file has a problem of syntax: names make no sense then.
    static List<Source> read(List<Path> files, Problems problems) {
        var modules = new ArrayList<Map.Entry<String, ModuleContext>>();
        for (var file : files) {
            String text;
            try {
                text = Files.readString(file, StandardCharsets.UTF_8);
            } catch (java.nio.charset.CharacterCodingException e) {
                try {
                    text = Files.readString(file, StandardCharsets.ISO_8859_1);
                } catch (IOException second) {
                    text = null;
                }
            } catch (IOException e) {
                text = null;
            }
            var name = file.getFileName().toString();
            if (text == null) {
                problems.report(
                        new Position(name, 1, 1),
                        Files.exists(file)
                                ? "can't be read. Is it a text file, and yours to read?"
                                : "there is no file '" + file + "'.");
                continue;
            }
            for (var module : ModuleReading.read(name, text, problems))
                modules.add(Map.entry(name, module));
        }
        if (problems.count() > 0) return List.of();
        var sources = new ArrayList<Source>();
        for (var module : modules)
            sources.add(new Source(module.getKey(), module.getValue(), problems));
        return sources;
    }

    /// The tokens of a group between its braces.
    static List<Token> inside(GroupContext group) {
        var tokens = new ArrayList<Token>();
        collect(group, tokens);
        return tokens.subList(1, Math.max(1, tokens.size() - 1));
    }

    /// All tokens of a tree.
    static List<Token> tokens(ParseTree tree) {
        var tokens = new ArrayList<Token>();
        collect(tree, tokens);
        return tokens;
    }

    private static void collect(ParseTree tree, List<Token> into) {
        if (tree instanceof TerminalNode leaf) {
            into.add(leaf.getSymbol());
            return;
        }
        for (int i = 0; i < tree.getChildCount(); i++) collect(tree.getChild(i), into);
    }

    /// Parses a prefix of `tokens` by `rule`; null where it does not fit. The tree's stop token tells
    /// how far it went.
    static <T extends ParserRuleContext> @Nullable T prefix(
            List<Token> tokens, Function<Asn1Parser, T> rule) {
        if (tokens.isEmpty()) return null;
        var parser = new Asn1Parser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            var tree = rule.apply(parser);
            return tree.getStop() == null ? null : tree;
        } catch (ParseCancellationException e) {
            return null;
        }
    }

    /// Parses all of `tokens` by `rule`; null where it does not fit.
    static <T extends ParserRuleContext> @Nullable T whole(
            List<Token> tokens, Function<Asn1Parser, T> rule) {
        var tree = prefix(tokens, rule);
        return tree != null && tree.getStop() == tokens.getLast() ? tree : null;
    }

    /// Splits at a separator that is not inside braces, brackets or parentheses.
    static List<List<Token>> split(List<Token> tokens, int separator) {
        var parts = new ArrayList<List<Token>>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i).getType()) {
                case Asn1Lexer.LBRACE, Asn1Lexer.LPAREN, Asn1Lexer.LBRACKET -> depth++;
                case Asn1Lexer.RBRACE, Asn1Lexer.RPAREN, Asn1Lexer.RBRACKET -> depth--;
                default -> {
                    if (depth == 0 && tokens.get(i).getType() == separator) {
                        parts.add(tokens.subList(from, i));
                        from = i + 1;
                    }
                }
            }
        }
        if (from < tokens.size() || !parts.isEmpty())
            parts.add(tokens.subList(from, tokens.size()));
        return parts;
    }

    /// Index after the brace that closes the one at `open`.
    static int afterGroup(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            int type = tokens.get(i).getType();
            if (type == Asn1Lexer.LBRACE) depth++;
            if (type == Asn1Lexer.RBRACE && --depth == 0) return i + 1;
        }
        return tokens.size();
    }
}

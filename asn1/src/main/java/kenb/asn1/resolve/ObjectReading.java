package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectClass.Field;
import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Position;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.FieldSyntaxContext;
import kenb.asn1.syntax.Asn1Parser.LiteralSyntaxContext;
import kenb.asn1.syntax.Asn1Parser.OptionalSyntaxContext;
import kenb.asn1.syntax.Asn1Parser.SyntaxItemContext;
import kenb.asn1.syntax.Asn1Parser.SyntaxListContext;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Reads the tokens of one object by the WITH SYNTAX of its class, or by field names where it has
/// none (X.681 §10, §11).
final class ObjectReading {
    private final Resolver resolver;
    private final ObjectClass objectClass;
    private final List<Token> tokens;
    private final Scope scope;
    private final Map<String, Setting> settings;
    private int at;
    private boolean allReadable = true;
    private String wanted = "nothing more";

    ObjectReading(
            Resolver resolver,
            ObjectClass objectClass,
            List<Token> tokens,
            Scope scope,
            Map<String, Setting> settings) {
        this.resolver = resolver;
        this.objectClass = objectClass;
        this.tokens = tokens;
        this.scope = scope;
        this.settings = settings;
    }

    boolean read(@Nullable SyntaxListContext syntax) {
        if (syntax != null) {
            if (!items(syntax.syntaxItem())) return false;
            wanted = "nothing more";
            return at == tokens.size();
        }
        while (at < tokens.size()) {
            wanted = "a field of the class (&…)";
            var name = tokens.get(at).getText();
            if (objectClass.fields().stream().noneMatch(it -> it.name().equals(name))) return false;
            at++;
            if (!field(name)) return false;
            if (at < tokens.size() && tokens.get(at).getType() == Asn1Lexer.COMMA) at++;
        }
        return true;
    }

    /// False where a setting has a problem of its own, already reported.
    boolean allReadable() {
        return allReadable;
    }

    Position stoppedAt(Position otherwise) {
        return at < tokens.size() ? scope.source().position(tokens.get(at)) : otherwise;
    }

    String complaint() {
        return "this object does not follow the syntax of class "
                + objectClass.name()
                + ": "
                + (at < tokens.size() ? "'" + tokens.get(at).getText() + "' stands" : "it ends")
                + " where "
                + wanted
                + " is expected.";
    }

    private boolean items(List<SyntaxItemContext> items) {
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            switch (item) {
                case OptionalSyntaxContext optional -> {
                    if (starts(optional, items.subList(i + 1, items.size()))
                            && !items(optional.syntaxItem())) return false;
                }
                case LiteralSyntaxContext _ -> {
                    wanted = "'" + item.getText() + "'";
                    if (!isNext(item.getText())) return false;
                    at++;
                }
                case FieldSyntaxContext _ -> {
                    if (!field(item.getText())) return false;
                }
                default -> throw new IllegalStateException(item.getText());
            }
        }
        return true;
    }

    private boolean isNext(String word) {
        return at < tokens.size() && tokens.get(at).getText().equals(word);
    }

    /// An optional group is there if its first word is; one that begins with a field, unless a word
    /// of what follows it is next.
    private boolean starts(OptionalSyntaxContext optional, List<SyntaxItemContext> following) {
        return switch (optional.syntaxItem(0)) {
            case LiteralSyntaxContext word -> isNext(word.getText());
            case OptionalSyntaxContext inner ->
                    starts(inner, optional.syntaxItem().subList(1, optional.syntaxItem().size()))
                            || optional.syntaxItem().size() > 1
                                    && optional.syntaxItem(1) instanceof LiteralSyntaxContext word
                                    && isNext(word.getText());
            default -> at < tokens.size() && !wordIsNext(following);
        };
    }

    private boolean wordIsNext(List<SyntaxItemContext> items) {
        for (var item : items) {
            switch (item) {
                case LiteralSyntaxContext word -> {
                    return isNext(word.getText());
                }
                case OptionalSyntaxContext optional -> {
                    if (wordIsNext(optional.syntaxItem())) return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean field(String name) {
        for (var field : objectClass.fields()) {
            if (!field.name().equals(name)) continue;
            var rest = tokens.subList(at, tokens.size());
            switch (field) {
                case Field.TypeField _ -> {
                    wanted = "a type for " + name;
                    var type = Parsing.prefix(rest, Asn1Parser::type);
                    if (type == null) return false;
                    advance(type, rest);
                    settings.put(name, new Setting.OfType(resolver.types.type(type, scope)));
                }
                case Field.ValueField it -> {
                    wanted = "a value for " + name;
                    var value = Parsing.prefix(rest, Asn1Parser::value);
                    if (value == null) return false;
                    advance(value, rest);
                    var read = resolver.values.value(value, it.type(), scope);
                    if (read != null) settings.put(name, new Setting.OfValue(read));
                    else allReadable = false;
                }
            }
            return true;
        }
        wanted = "something for " + name + ", which is no field of the class,";
        return false;
    }

    private void advance(ParserRuleContext tree, List<Token> rest) {
        at += rest.indexOf(tree.getStop()) + 1;
    }
}

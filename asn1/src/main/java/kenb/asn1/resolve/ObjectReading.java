package kenb.asn1.resolve;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectSet.Setting;
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
        if (syntax != null) return items(syntax.syntaxItem()) && at == tokens.size();
        while (at < tokens.size()) {
            var name = tokens.get(at).getText();
            at++;
            if (!field(name)) return false;
            if (at < tokens.size() && tokens.get(at).getType() == Asn1Lexer.COMMA) at++;
        }
        return true;
    }

    String where() {
        return at < tokens.size()
                ? ": stuck at '" + tokens.get(at).getText() + "'"
                : ": it ends too early";
    }

    private boolean items(List<SyntaxItemContext> items) {
        for (var item : items) {
            switch (item) {
                case OptionalSyntaxContext optional -> {
                    if (starts(optional.syntaxItem(0)) && !items(optional.syntaxItem()))
                        return false;
                }
                case LiteralSyntaxContext _ -> {
                    if (!starts(item)) return false;
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

    private boolean starts(SyntaxItemContext item) {
        return switch (item) {
            case LiteralSyntaxContext _ ->
                    at < tokens.size() && tokens.get(at).getText().equals(item.getText());
            case OptionalSyntaxContext optional -> starts(optional.syntaxItem(0));
            default -> at < tokens.size();
        };
    }

    private boolean field(String name) {
        for (var field : objectClass.fields()) {
            if (!field.name().equals(name)) continue;
            var rest = tokens.subList(at, tokens.size());
            switch (field) {
                case ObjectClass.Field.TypeField _ -> {
                    var type = Parsing.prefix(rest, Asn1Parser::type);
                    if (type == null) return false;
                    advance(type, rest);
                    settings.put(name, new Setting.OfType(resolver.types.type(type, scope)));
                }
                case ObjectClass.Field.ValueField it -> {
                    var value = Parsing.prefix(rest, Asn1Parser::value);
                    if (value == null) return false;
                    advance(value, rest);
                    var read = resolver.values.value(value, it.type(), scope);
                    if (read != null) settings.put(name, new Setting.OfValue(read));
                }
            }
            return true;
        }
        return false;
    }

    private void advance(ParserRuleContext tree, List<Token> rest) {
        at += rest.indexOf(tree.getStop()) + 1;
    }
}

package kenb.asn1.resolve;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/// Says a parser's complaint in words of the notation.
final class SyntaxMessage {
    private static final Pattern EXPECTED = Pattern.compile("expecting (\\{.*\\}|\\S+)$");

    private SyntaxMessage() {}

    static String of(@Nullable Object symbol, String message) {
        var at = symbol instanceof Token token ? token : null;
        var found =
                at == null
                        ? "this"
                        : at.getType() == Token.EOF
                                ? "the end of the file"
                                : "'" + at.getText() + "'";
        var text = "did not expect " + found + " here";
        var expected = EXPECTED.matcher(message);
        if (expected.find() && expected.group(1).length() < 120) {
            var wanted =
                    expected.group(1)
                            .replace("TYPE_NAME", "a type name")
                            .replace("VALUE_NAME", "an identifier (lower case)")
                            .replace("NUMBER", "a number");
            text += "; expected " + wanted;
        }
        if (at != null && at.getText().equals("}"))
            text += ". Is there a comma too many before it, or a component missing?";
        else if (at != null && (at.getText().equals("::=") || at.getType() != Token.EOF))
            text += ". Is a comma or a closing brace missing before it?";
        return text.endsWith("?") ? text : text + ". Is END missing?";
    }
}

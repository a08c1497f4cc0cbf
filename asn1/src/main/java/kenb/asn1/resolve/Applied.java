package kenb.asn1.resolve;

import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.resolve.Resolver.Definition;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser.*;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// A name among tokens with what may belong to it: the module before it, actual parameters after it.
/// `definition` is null, and the problem reported, where there is none; `end` is the index after it.
record Applied(@Nullable Definition definition, List<Argument> arguments, int end) {

    static Applied read(Resolver resolver, List<Token> tokens, int at, String kind, Scope scope) {
        var source = scope.source();
        int i = at;
        if (i + 2 < tokens.size()
                && tokens.get(i).getType() == Asn1Lexer.TYPE_NAME
                && tokens.get(i + 1).getType() == Asn1Lexer.DOT) {
            source = resolver.sources.get(tokens.get(i).getText());
            if (source == null) {
                resolver.problems.report(
                        scope.source().position(tokens.get(i)),
                        "unknown module '" + tokens.get(i).getText() + "'.");
                return new Applied(null, List.of(), i + 3);
            }
            i += 2;
        }
        var position = scope.source().position(tokens.get(i));
        var name = tokens.get(i).getText();
        var definition = resolver.lookUp(name, kind, source, position);
        i++;
        boolean braces = i < tokens.size() && tokens.get(i).getType() == Asn1Lexer.LBRACE;
        int end = braces ? Parsing.afterGroup(tokens, i) : i;
        if (definition == null) return new Applied(null, List.of(), end);
        var formal = formal(definition.assignment());
        if (braces == (formal == null)) {
            resolver.problems.report(
                    position,
                    "'"
                            + name
                            + (braces
                                    ? "' takes no parameters."
                                    : "' needs parameters in braces."));
            return new Applied(null, List.of(), end);
        }
        if (formal == null) return new Applied(definition, List.of(), end);
        var arguments =
                Parameters.read(
                        resolver,
                        formal,
                        definition.source(),
                        tokens.subList(i + 1, Math.max(i + 1, end - 1)),
                        position,
                        scope);
        return new Applied(arguments.isEmpty() ? null : definition, arguments, end);
    }

    static @Nullable ParametersContext formal(AssignmentContext assignment) {
        return switch (assignment) {
            case TypeAssignmentContext it -> it.parameters();
            case SetAssignmentContext it -> it.parameters();
            case ValueAssignmentContext it -> it.parameters();
            default -> null;
        };
    }
}

package kenb.asn1.resolve;

import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.GroupContext;
import kenb.asn1.syntax.Asn1Parser.ParametersContext;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Actual parameters for dummy ones (X.683).
final class Parameters {
    private Parameters() {}

    static Map<String, Argument> bind(@Nullable ParametersContext formal, List<Argument> actual) {
        var bindings = new LinkedHashMap<String, Argument>();
        if (formal == null) return bindings;
        for (int i = 0; i < formal.parameter().size() && i < actual.size(); i++)
            bindings.put(formal.parameter(i).getStop().getText(), actual.get(i));
        return bindings;
    }

    /// Reads `{ … }` by the formal parameters of the definition it is applied to.
    static List<Argument> read(
            Resolver resolver,
            ParametersContext formal,
            Source definedIn,
            GroupContext group,
            Scope scope) {
        var given = Parsing.split(Parsing.inside(group), Asn1Lexer.COMMA);
        var position = scope.source().position(group);
        if (given.size() != formal.parameter().size()) {
            resolver.problems.report(
                    position,
                    formal.parameter().size()
                            + " parameters are asked for, "
                            + given.size()
                            + " given.");
            return List.of();
        }
        var arguments = new ArrayList<Argument>();
        for (int i = 0; i < given.size(); i++) {
            var parameter = formal.parameter(i);
            var tokens = given.get(i);
            var dummy = parameter.getStop();
            Argument argument;
            if (parameter.type() == null) {
                argument = typeArgument(resolver, tokens, scope);
            } else {
                var inDefinition = Scope.of(definedIn);
                var objectClass = resolver.objects.classOf(parameter.type(), inDefinition);
                if (objectClass != null && dummy.getType() == Asn1Lexer.TYPE_NAME) {
                    argument =
                            new Argument.OfObjectSet(
                                    resolver.objects.setArgument(tokens, objectClass, scope));
                } else {
                    argument =
                            valueArgument(
                                    resolver,
                                    tokens,
                                    resolver.types.type(parameter.type(), inDefinition),
                                    scope);
                }
            }
            if (argument == null) {
                resolver.problems.report(
                        position(tokens, scope, group),
                        "parameter '"
                                + dummy.getText()
                                + "' can't be read. Does it fit the definition?");
                return List.of();
            }
            arguments.add(argument);
        }
        return arguments;
    }

    private static kenb.asn1.model.Position position(
            List<Token> tokens, Scope scope, GroupContext group) {
        return tokens.isEmpty()
                ? scope.source().position(group)
                : scope.source().position(tokens.getFirst());
    }

    private static @Nullable Argument typeArgument(
            Resolver resolver, List<Token> tokens, Scope scope) {
        var type = Parsing.prefix(tokens, Asn1Parser::type);
        return type == null ? null : new Argument.OfType(resolver.types.type(type, scope));
    }

    private static @Nullable Argument valueArgument(
            Resolver resolver, List<Token> tokens, kenb.asn1.model.Type type, Scope scope) {
        var value = Parsing.prefix(tokens, Asn1Parser::value);
        var read = value == null ? null : resolver.values.value(value, type, scope);
        return read == null ? null : new Argument.OfValue(read);
    }
}

package kenb.asn1.resolve;

import kenb.asn1.model.Position;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.syntax.Asn1Lexer;
import kenb.asn1.syntax.Asn1Parser;
import kenb.asn1.syntax.Asn1Parser.ParameterContext;
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

    /// Reads what stands in the braces by the formal parameters of the definition it is applied to;
    /// empty, and reported, where it does not fit.
    static List<Argument> read(
            Resolver resolver,
            ParametersContext formal,
            Source definedIn,
            List<Token> inside,
            Position position,
            Scope scope) {
        var given = Parsing.split(inside, Asn1Lexer.COMMA);
        if (given.size() != formal.parameter().size()) {
            int wanted = formal.parameter().size();
            resolver.problems.report(
                    position,
                    wanted
                            + (wanted == 1 ? " parameter is" : " parameters are")
                            + " asked for, "
                            + given.size()
                            + " given.");
            return List.of();
        }
        var arguments = new ArrayList<Argument>();
        for (int i = 0; i < given.size(); i++) {
            var tokens = given.get(i);
            var at = tokens.isEmpty() ? position : scope.source().position(tokens.getFirst());
            int before = resolver.problems.reports();
            var inDefinition = new Scope(definedIn, bind(formal, arguments));
            var argument = argument(resolver, formal.parameter(i), inDefinition, tokens, at, scope);
            if (argument == null) {
                if (resolver.problems.reports() == before)
                    resolver.problems.report(
                            at,
                            "parameter '"
                                    + formal.parameter(i).getStop().getText()
                                    + "' can't be read. Does it fit the definition?");
                return List.of();
            }
            arguments.add(argument);
        }
        return arguments;
    }

    /// A type, a value, a value set (kept as the type it leaves), an object set, or an object (kept
    /// as a set of one).
    private static @Nullable Argument argument(
            Resolver resolver,
            ParameterContext parameter,
            Scope inDefinition,
            List<Token> tokens,
            Position at,
            Scope scope) {
        if (parameter.type() == null) {
            var type = Parsing.whole(tokens, Asn1Parser::type);
            return type == null ? null : new Argument.OfType(resolver.types.type(type, scope));
        }
        boolean isSet = parameter.getStop().getType() == Asn1Lexer.TYPE_NAME;
        var objectClass = resolver.classes.of(parameter.type(), inDefinition);
        if (objectClass != null) {
            var set = resolver.objectSets.argument(tokens, objectClass, at, scope, isSet);
            return set == null ? null : new Argument.OfObjectSet(set);
        }
        var governor = resolver.types.type(parameter.type(), inDefinition);
        if (isSet) {
            var type = resolver.types.valueSet(governor, tokens, at, scope);
            return type == null ? null : new Argument.OfType(type);
        }
        var value = Parsing.whole(tokens, Asn1Parser::value);
        var read = value == null ? null : resolver.values.value(value, governor, scope);
        return read == null ? null : new Argument.OfValue(read);
    }
}

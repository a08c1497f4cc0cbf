package kenb.asn1.emit;

import java.math.BigInteger;
import java.util.Map;

/// The names of a type's numbers, as the values of the modules give them (`id-Cause ProtocolIE-ID ::= 5`).
final class ConstantsBody {
    private ConstantsBody() {}

    static String write(String name, Map<BigInteger, String> names) {
        var cases = new StringBuilder();
        names.forEach((number, value) ->
                cases.append("case %s -> %s;\n".formatted(number, Names.quoted(value))));
        return """
        public final class %s implements ConstantNames {
            @Override
            public @Nullable String nameOf(int value) {
                return switch (value) {
        %s            default -> null;
                };
            }
        }
        """
                .formatted(name, cases.toString().indent(12));
    }
}

package kenb.asn1.emit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The specification's spelling in Java's casing: `UE-X2AP-ID` is UeX2apId, `c-RNTI` is cRnti,
/// `MMEname` is MmeName.
final class Names {
    /// Words of capitals that run into a lower-case word in the specifications.
    private static final List<String> ACRONYMS =
            List.of("MME", "ENB", "GNB", "PLMN", "AMF", "RNC", "HNB", "SGSN");

    private static final Set<String> RESERVED_TYPES =
            Set.of(
                    "Octets",
                    "BitString",
                    "OpenValue",
                    "Extensions",
                    "InformationObject",
                    "ObjectSet",
                    "Named",
                    "Asn1Name",
                    "Constants",
                    "Given",
                    "LazyPdu",
                    "OpenBy",
                    "Typed",
                    "ConstantNames",
                    "PerReader",
                    "PerWriter",
                    "DecodeException",
                    "EncodeException",
                    "List",
                    "ArrayList",
                    "Map",
                    "Nullable",
                    "String",
                    "Object",
                    "Override",
                    "SuppressWarnings",
                    "Integer",
                    "Long",
                    "Boolean",
                    "Enum",
                    "BigInteger",
                    "Collections",
                    "Value",
                    "Unknown",
                    "Builder",
                    "Record",
                    "Objects",
                    "ByteBuf",
                    "NoSuchElementException",
                    "IllegalStateException",
                    "Byte",
                    "Character",
                    "Math");

    private static final Set<String> RESERVED_COMPONENTS =
            Set.of(
                    "abstract",
                    "assert",
                    "boolean",
                    "break",
                    "byte",
                    "case",
                    "catch",
                    "char",
                    "class",
                    "const",
                    "continue",
                    "default",
                    "do",
                    "double",
                    "else",
                    "enum",
                    "extends",
                    "final",
                    "finally",
                    "float",
                    "for",
                    "goto",
                    "if",
                    "implements",
                    "import",
                    "instanceof",
                    "int",
                    "interface",
                    "long",
                    "native",
                    "new",
                    "package",
                    "private",
                    "protected",
                    "public",
                    "return",
                    "short",
                    "static",
                    "strictfp",
                    "super",
                    "switch",
                    "synchronized",
                    "this",
                    "throw",
                    "throws",
                    "transient",
                    "try",
                    "void",
                    "volatile",
                    "while",
                    "true",
                    "false",
                    "null",
                    "clone",
                    "finalize",
                    "getClass",
                    "hashCode",
                    "notify",
                    "notifyAll",
                    "toString",
                    "wait",
                    "in",
                    "out",
                    "at",
                    "extended",
                    "present",
                    "bitmap",
                    "extensions",
                    "encode",
                    "decode",
                    "builder",
                    "last",
                    "count",
                    "additions",
                    "outer",
                    "run",
                    "objects",
                    "of",
                    "get",
                    "require",
                    "build");

    private static final Pattern WORDS =
            Pattern.compile(
                    "[A-Z][0-9][A-Z]{2,}(?![a-z])|[A-Z]{2,}s(?=$|[A-Z0-9])|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[A-Z]|[0-9]+");

    private Names() {}

    /// UpperCamelCase.
    static String upper(String name) {
        var result = new StringBuilder();
        for (var part : name.split("[-_ .]+")) {
            for (var acronym : ACRONYMS) {
                if (part.startsWith(acronym)
                        && part.length() > acronym.length()
                        && Character.isLowerCase(part.charAt(acronym.length()))) {
                    result.append(capital(acronym));
                    part = part.substring(acronym.length());
                    break;
                }
            }
            var words = WORDS.matcher(part);
            while (words.find()) result.append(capital(words.group()));
        }
        return result.isEmpty() ? "Empty" : result.toString();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT)
                + word.substring(1).toLowerCase(Locale.ROOT);
    }

    static String type(String name) {
        var java = upper(name);
        return RESERVED_TYPES.contains(java) ? java + "Type" : java;
    }

    /// lowerCamelCase, no keyword.
    static String component(String name) {
        var upper = upper(name);
        var java = upper.substring(0, 1).toLowerCase(Locale.ROOT) + upper.substring(1);
        return RESERVED_COMPONENTS.contains(java) ? java + "Value" : java;
    }

    /// UPPER_SNAKE_CASE.
    static String constant(String name) {
        var snake =
                name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("[^A-Za-z0-9]+", "_")
                        .toUpperCase(Locale.ROOT);
        return Character.isDigit(snake.charAt(0)) ? "_" + snake : snake;
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}

package kenb.asn1.emit;

import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.TypeDefinition;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// One file while it is written: its own nested types, and which object sets its methods are given.
/// Other generated types are written between marks, and named in full where a nested type hides them.
final class JavaFile {
    private static final Pattern MARKED = Pattern.compile("\u0001(\\w+)\u0002");

    private static final List<String> IMPORTS =
            List.of(
                    "java.math.BigInteger",
                    "java.util.ArrayList",
                    "java.util.Collections",
                    "java.util.List",
                    "java.util.Map",
                    "java.util.NoSuchElementException",
                    "java.util.Objects",
                    "kenb.codec.per.Asn1Name",
                    "kenb.codec.per.BitString",
                    "kenb.codec.per.ConstantNames",
                    "kenb.codec.per.Constants",
                    "kenb.codec.per.DecodeException",
                    "kenb.codec.per.EncodeException",
                    "kenb.codec.per.Extensions",
                    "kenb.codec.per.Given",
                    "kenb.codec.per.InformationObject",
                    "kenb.codec.per.LazyPdu",
                    "kenb.codec.per.Named",
                    "kenb.codec.per.ObjectSet",
                    "kenb.codec.per.Octets",
                    "kenb.codec.per.OpenBy",
                    "kenb.codec.per.OpenValue",
                    "kenb.codec.per.Typed",
                    "kenb.codec.per.Verbatim",
                    "kenb.codec.per.PerReader",
                    "kenb.codec.per.PerWriter",
                    "org.jspecify.annotations.Nullable");

    final String name;
    private final String javaPackage;
    private final Set<String> topLevel;
    final Map<ObjectSet, String> parameters = new IdentityHashMap<>();
    private final Set<String> nestedNames = new HashSet<>();
    private final Set<String> nestedLowerNames = new HashSet<>();
    private final Set<String> alternativeNames = new HashSet<>();
    private final StringBuilder nested = new StringBuilder();

    /// The definition that the file is of; null for an object set.
    final @Nullable TypeDefinition definition;

    JavaFile(
            String name,
            @Nullable TypeDefinition definition,
            String javaPackage,
            Set<String> topLevel,
            List<ObjectSet> sets) {
        this.name = name;
        this.definition = definition;
        this.javaPackage = javaPackage;
        this.topLevel = topLevel;
        for (int i = 0; i < sets.size(); i++)
            parameters.putIfAbsent(sets.get(i), sets.size() == 1 ? "objects" : "objects" + (i + 1));
        nestedLowerNames.add(name.toLowerCase(Locale.ROOT));
    }

    NoJavaException noJava(String why) {
        return new NoJavaException(Objects.requireNonNull(definition, name), why);
    }

    /// How another file's type is written.
    static String ref(String type) {
        return "\u0001" + type + "\u0002";
    }

    /// A name for a type inside this file that nothing else has.
    String nestedName(String wanted, String suffix) {
        var java = wanted;
        if (taken(java)) java = wanted + suffix;
        for (int i = 2; taken(java); i++) java = wanted + suffix + i;
        nestedNames.add(java);
        nestedLowerNames.add(java.toLowerCase(Locale.ROOT));
        return java;
    }

    private boolean taken(String java) {
        return nestedLowerNames.contains(java.toLowerCase(Locale.ROOT))
                || alternativeNames.contains(java.toLowerCase(Locale.ROOT));
    }

    /// A name for the record of an alternative, which several CHOICEs of a file may use.
    String alternativeName(String wanted, String choice, Set<String> siblings) {
        var java = wanted;
        if (java.equals("Unknown")
                || nestedLowerNames.contains(java.toLowerCase(Locale.ROOT))
                || java.equalsIgnoreCase(choice)) java = wanted + "Alternative";
        for (int i = 2; !siblings.add(java.toLowerCase(Locale.ROOT)); i++) java = wanted + i;
        nestedNames.add(java);
        alternativeNames.add(java.toLowerCase(Locale.ROOT));
        return java;
    }

    /// Adds a type inside this file's type; all stand side by side.
    void nest(String source) {
        nested.append('\n').append(source.indent(4));
    }

    /// `, ObjectSet objects` for declarations.
    String declared() {
        var text = new StringBuilder();
        parameters.values().stream().sorted().forEach(it -> text.append(", ObjectSet ").append(it));
        return text.toString();
    }

    /// `, objects` for calls inside this file.
    String passed() {
        var text = new StringBuilder();
        parameters.values().stream().sorted().forEach(it -> text.append(", ").append(it));
        return text.toString();
    }

    private static final List<String> GIVEN = List.of("First", "Second", "Third", "Fourth");

    /// How an object set that the methods are given is written in annotations.
    String given(ObjectSet set) {
        var order = parameters.values().stream().sorted().toList();
        int index = order.indexOf(parameters.get(set));
        if (index >= GIVEN.size()) throw noJava("has more than four object sets as parameters");
        return "Given." + GIVEN.get(index) + ".class";
    }

    /// All of them in order.
    List<String> givenSets() {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(it -> given(it.getKey()))
                .toList();
    }

    String finish(String heading, String body, String origin) {
        var closed = body.stripTrailing();
        var whole = heading + closed.substring(0, closed.length() - 1) + nested + "}\n";
        var text =
                MARKED.matcher(whole)
                        .replaceAll(it ->
                                nestedNames.contains(it.group(1))
                                        ? javaPackage + "." + it.group(1)
                                        : it.group(1));
        var words = words(text);
        var imports = new StringBuilder();
        for (var candidate : IMPORTS) {
            var simple = candidate.substring(candidate.lastIndexOf('.') + 1);
            if (words.contains(simple) && !topLevel.contains(simple))
                imports.append("import ").append(candidate).append(";\n");
        }
        return "// Generated by kenb-asn1 from %s; do not edit.\npackage %s;\n\n%s\n%s"
                .formatted(origin, javaPackage, imports, text);
    }

    /// The words that begin with a capital.
    private static Set<String> words(String text) {
        var words = new HashSet<String>();
        int length = text.length();
        for (int i = 0; i < length; ) {
            if (!Character.isJavaIdentifierPart(text.charAt(i))) {
                i++;
                continue;
            }
            int from = i;
            while (i < length && Character.isJavaIdentifierPart(text.charAt(i))) i++;
            if (Character.isUpperCase(text.charAt(from))) words.add(text.substring(from, i));
        }
        return words;
    }
}

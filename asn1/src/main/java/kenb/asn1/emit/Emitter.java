package kenb.asn1.emit;

import kenb.asn1.model.ModuleSet;
import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;
import kenb.asn1.model.TypeDefinition.Argument;
import kenb.asn1.model.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes the Java of one module set: a file for each SEQUENCE, CHOICE, ENUMERATED, SEQUENCE OF and
/// object set that has a name; everything else is written out where it stands.
public final class Emitter {
    final String javaPackage;
    final boolean aligned;
    final Usage usage = new Usage(this);
    private final ModuleSet modules;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<ObjectSet, String> sets = new IdentityHashMap<>();
    private final Map<String, String> constantNames = new HashMap<>();
    private final Map<Object, Integer> argumentNumbers = new HashMap<>();

    /// Types of keys whose numbers have names: their class, and the names by number.
    private final Map<TypeDefinition, Constants> constants = new LinkedHashMap<>();

    private record Constants(String java, Map<BigInteger, String> names) {}

    private final Set<String> topLevel = new HashSet<>();
    private final Set<String> lowerNames = new HashSet<>();
    private final Set<TypeDefinition> recursive;

    /// Lists whose element types are being looked up.
    private final Set<Unit> openLists = new HashSet<>();

    private Emitter(ModuleSet modules, String javaPackage, boolean aligned) {
        this.modules = modules;
        this.javaPackage = javaPackage;
        this.aligned = aligned;
        recursive = Recursion.of(modules);
    }

    /// Sources by file name.
    ///
    /// @param aligned aligned PER, as the application protocols use; else unaligned, as RRC does
    public static Map<String, String> emit(ModuleSet modules, String javaPackage, boolean aligned) {
        var emitter = new Emitter(modules, javaPackage, aligned);
        emitter.allot();
        return emitter.emitAll();
    }

    // ---- names

    private void allot() {
        var ordered = new ArrayList<ObjectSet>();
        for (var module : modules.modules()) {
            for (var definition : module.types()) unitFor(definition);
            ordered.addAll(module.objectSets());
            for (var value : module.values()) {
                if (value.type() instanceof Type.Reference(var type)
                        && value.value() instanceof Value.IntegerValue(var number))
                    constantNames.putIfAbsent(type.name() + "=" + number, value.name());
            }
        }
        for (var definition : modules.instances()) {
            unitFor(definition);
            for (var set : Unit.setsOf(definition)) if (!ordered.contains(set)) ordered.add(set);
        }
        for (var set : ordered)
            if (!sets.containsKey(set))
                sets.put(set, free(Names.type(set.name()), set.module(), "Set"));
        for (var set : ordered) {
            var key = keyOf(set.objectClass());
            if (key != null && key.type() instanceof Type.Reference(var type)) constantsOf(type);
        }
    }

    private void constantsOf(TypeDefinition type) {
        if (constants.containsKey(type)) return;
        var names = new TreeMap<BigInteger, String>();
        for (var module : modules.modules())
            for (var value : module.values())
                if (value.type() instanceof Type.Reference(var it)
                        && it == type
                        && value.value() instanceof Value.IntegerValue(var number))
                    names.putIfAbsent(number, value.name());
        if (!names.isEmpty())
            constants.put(
                    type,
                    new Constants(
                            free(Names.type(type.name()), type.module(), "Constants"), names));
    }

    private void unitFor(TypeDefinition definition) {
        switch (definition.type()) {
            case Type.SequenceType _,
                    Type.ChoiceType _,
                    Type.EnumeratedType _,
                    Type.SequenceOfType _ ->
                    units.computeIfAbsent(
                            key(definition),
                            _ ->
                                    new Unit(
                                            free(
                                                    Names.type(
                                                            definition.name() + suffix(definition)),
                                                    definition.module(),
                                                    ""),
                                            definition));
            default -> {}
        }
    }

    private String key(TypeDefinition definition) {
        return definition.module() + "." + definition.name() + suffix(definition);
    }

    /// Object sets are given at run time; other parameters make types of their own.
    private String suffix(TypeDefinition definition) {
        var text = new StringBuilder();
        for (var argument : definition.arguments()) {
            switch (argument) {
                case Argument.OfObjectSet _ -> {}
                case Argument.OfType(Type.Reference(var type)) ->
                        text.append('-').append(type.name()).append(suffix(type));
                case Argument.OfType(var type) ->
                        text.append('-')
                                .append(type.getClass().getSimpleName().replace("Type", ""))
                                .append(numberOf(type));
                case Argument.OfValue(Value.IntegerValue(var number)) ->
                        text.append("-").append(number);
                case Argument.OfValue(var value) -> text.append("-Value").append(numberOf(value));
            }
        }
        return text.toString();
    }

    /// Arguments without a name are numbered as they come.
    private int numberOf(Object argument) {
        return argumentNumbers.computeIfAbsent(argument, _ -> argumentNumbers.size() + 1);
    }

    private String free(String wanted, String module, String suffix) {
        var java = wanted;
        if (lowerNames.contains(java.toLowerCase(Locale.ROOT)))
            java = wanted + (suffix.isEmpty() ? "Of" + Names.upper(module) : suffix);
        for (int i = 2; lowerNames.contains(java.toLowerCase(Locale.ROOT)); i++) java = wanted + i;
        lowerNames.add(java.toLowerCase(Locale.ROOT));
        topLevel.add(java);
        return java;
    }

    @Nullable Unit unit(TypeDefinition definition) {
        return units.get(key(definition));
    }

    String setReference(ObjectSet set) {
        return JavaFile.ref(sets.get(set)) + ".SET";
    }

    String setClass(ObjectSet set) {
        return JavaFile.ref(sets.get(set)) + ".class";
    }

    /// Reading a value that an earlier release may have had nothing for. The application protocols
    /// (aligned PER) grow by open types only.
    String mayEnd(String decode) {
        if (aligned || !decode.contains(".decode(in")) return decode;
        return "in.ended(" + decode.replace(".decode(in", ".decode(in.mayEnd()") + ")";
    }

    /// The class that knows the names of a type's numbers, where one does.
    @Nullable String constantsReference(Type type) {
        if (!(type instanceof Type.Reference(var definition))) return null;
        var found = constants.get(definition);
        return found == null ? constantsReference(definition.type()) : JavaFile.ref(found.java());
    }

    boolean isRecursive(TypeDefinition definition) {
        return recursive.contains(definition);
    }

    /// The name of the constant with this value of a type (`id-Cause`), if the modules have one.
    @Nullable String constantName(Type type, BigInteger value) {
        return type instanceof Type.Reference(var definition)
                ? constantNames.get(definition.name() + "=" + value)
                : null;
    }

    // ---- files

    private Map<String, String> emitAll() {
        var files = new TreeMap<String, String>();
        for (var unit : units.values()) {
            var file = file(unit);
            var text =
                    switch (unit.type()) {
                        case Type.SequenceType it ->
                                new SequenceBody(this, file)
                                        .write(it, unit.java(), unit.definition(), "public record");
                        case Type.ChoiceType it ->
                                new ChoiceBody(this, file)
                                        .write(
                                                it,
                                                unit.java(),
                                                unit.definition(),
                                                "public sealed interface");
                        case Type.EnumeratedType it ->
                                EnumeratedBody.write(it, unit.java(), "public ", aligned);
                        case Type.SequenceOfType it ->
                                new ListBody(file)
                                        .write(
                                                it,
                                                usage.of(it.element(), file, "Item"),
                                                unit.java(),
                                                "public final class");
                        default -> throw new IllegalStateException(unit.java());
                    };
            files.put(
                    unit.java() + ".java",
                    file.finish(
                            heading(unit.definition()), text, unit.definition().position().file()));
        }
        for (var entry : sets.entrySet()) {
            var file = new JavaFile(entry.getValue(), null, javaPackage, topLevel, List.of());
            files.put(
                    entry.getValue() + ".java",
                    file.finish(
                            "/// `"
                                    + entry.getKey().name()
                                    + "`, objects of "
                                    + entry.getKey().objectClass().name()
                                    + ".\n",
                            new ObjectSetBody(this, file).write(entry.getKey(), entry.getValue()),
                            entry.getKey().module()));
        }
        for (var entry : constants.entrySet()) {
            var name = entry.getValue().java();
            var file = new JavaFile(name, entry.getKey(), javaPackage, topLevel, List.of());
            files.put(
                    name + ".java",
                    file.finish(
                            heading(entry.getKey()),
                            ConstantsBody.write(name, entry.getValue().names()),
                            entry.getKey().position().file()));
        }
        files.put("package-info.java", packageInfo());
        return files;
    }

    private String packageInfo() {
        var names = modules.modules().stream().map(ModuleSet.Module::name).toList();
        var pdus =
                units.values().stream()
                        .filter(it -> it.standsAlone() && it.definition().arguments().isEmpty())
                        .map(it -> Names.quoted(it.definition().name() + "=" + it.java()))
                        .toList();
        return """
        // Generated by kenb-asn1; do not edit.
        /// %s PER codecs of %s.
        @Definitions(
            aligned = %s,
            value = {
                %s
            })
        @NullMarked
        package %s;

        import kenb.codec.per.Definitions;
        import org.jspecify.annotations.NullMarked;
        """
                .formatted(
                        aligned ? "Aligned" : "Unaligned",
                        String.join(", ", names),
                        aligned,
                        String.join(",\n        ", pdus),
                        javaPackage);
    }

    private static String heading(TypeDefinition definition) {
        return "/// `%s`, module %s.\n@Asn1Name(%s)\n"
                .formatted(definition.name(), definition.module(), Names.quoted(definition.name()));
    }

    private JavaFile file(Unit unit) {
        return new JavaFile(unit.java(), unit.definition(), javaPackage, topLevel, unit.sets());
    }

    /// Java type of a list's elements, as written outside its own file.
    String element(Unit unit) {
        if (!openLists.add(unit))
            throw new NoJavaException(
                    unit.definition(), "is a list of itself; put a SEQUENCE or CHOICE in between");
        try {
            return elementOf(((Type.SequenceOfType) unit.type()).element(), unit, "Item");
        } finally {
            openLists.remove(unit);
        }
    }

    /// Types without a name are nested in the file of the list, under the name `wanted`.
    private String elementOf(Type element, Unit unit, String wanted) {
        return switch (element) {
            case Type.SequenceType _ -> nestedIn(unit, wanted, "Sequence");
            case Type.ChoiceType _ -> nestedIn(unit, wanted, "Choice");
            case Type.EnumeratedType _ -> nestedIn(unit, wanted, "Enumerated");
            case Type.SequenceOfType it ->
                    "List<" + elementOf(it.element(), unit, wanted + "Item") + ">";
            default -> usage.of(element, file(unit), wanted).boxed();
        };
    }

    private static String nestedIn(Unit unit, String wanted, String suffix) {
        boolean hidden = wanted.equalsIgnoreCase(unit.java());
        return JavaFile.ref(unit.java()) + "." + wanted + (hidden ? suffix : "");
    }

    String sequence(Type.SequenceType type, JavaFile file, String wanted) {
        var name = file.nestedName(wanted, "Sequence");
        file.nest(new SequenceBody(this, file).write(type, name, null, "public record"));
        return name;
    }

    String choice(Type.ChoiceType type, JavaFile file, String wanted) {
        var name = file.nestedName(wanted, "Choice");
        file.nest(new ChoiceBody(this, file).write(type, name, null, "public sealed interface"));
        return name;
    }

    String enumerated(Type.EnumeratedType type, JavaFile file, String wanted) {
        var name = file.nestedName(wanted, "Enumerated");
        file.nest(EnumeratedBody.write(type, name, "public ", aligned));
        return name;
    }

    /// Position of a type field among the type fields of its class.
    static int fieldIndex(ObjectClass objectClass, String field) {
        int index = 0;
        for (var it : objectClass.fields()) {
            if (it.name().equals(field)) return index;
            if (it instanceof ObjectClass.Field.TypeField) index++;
        }
        return -1;
    }

    /// The field that identifies an object: the unique one, of an INTEGER type; null where none is.
    static ObjectClass.Field.@Nullable ValueField keyOf(ObjectClass objectClass) {
        for (var field : objectClass.fields())
            if (field instanceof ObjectClass.Field.ValueField it && it.unique() && isInt(it.type()))
                return it;
        return null;
    }

    private static boolean isInt(Type type) {
        var bare = type;
        while (bare instanceof Type.Reference(var definition)) bare = definition.type();
        return bare instanceof Type.IntegerType it
                && it.range().lower() != null
                && it.range().upper() != null
                && it.range().upper().bitLength() < 32;
    }
}

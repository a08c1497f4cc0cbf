package kenb.asn1.emit;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.ObjectSet.InformationObject;
import kenb.asn1.model.ObjectSet.Setting;
import kenb.asn1.model.Type;
import kenb.asn1.model.Value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// An information object set: a typed constant for each object, and switches from key to codec.
final class ObjectSetBody {
    private final Emitter emitter;
    private final JavaFile file;

    ObjectSetBody(Emitter emitter, JavaFile file) {
        this.emitter = emitter;
        this.file = file;
    }

    private record Entry(
            String key,
            String name,
            Type type,
            Use use,
            String constant,
            InformationObject object) {}

    String write(ObjectSet set, String name) {
        var objectClass = set.objectClass();
        var key = Emitter.keyOf(objectClass);
        var typeFields =
                objectClass.fields().stream()
                        .filter(ObjectClass.Field.TypeField.class::isInstance)
                        .map(ObjectClass.Field::name)
                        .toList();
        var used = new HashSet<String>(List.of("SET"));
        var fields = new ArrayList<List<Entry>>();
        for (var field : typeFields) {
            var entries = new ArrayList<Entry>();
            var keys = new HashSet<String>();
            if (key != null)
                for (var object : set.objects()) {
                    if (object.settings().get(field) instanceof Setting.OfType(var type)
                            && object.settings().get(key.name())
                                    instanceof Setting.OfValue(Value.IntegerValue(var number))
                            && keys.add(number.toString())) {
                        var spec = emitter.constantName(key.type(), number);
                        var typeName =
                                type instanceof Type.Reference(var definition)
                                        ? definition.name()
                                        : field.substring(1) + "-" + number;
                        var wanted =
                                typeFields.size() == 1 && spec != null
                                        ? spec.replaceFirst("^id-", "")
                                        : typeName;
                        var constant = Names.constant(wanted);
                        for (int i = 2; !used.add(constant); i++)
                            constant = Names.constant(wanted) + "_" + i;
                        entries.add(
                                new Entry(
                                        number.toString(),
                                        typeFields.size() == 1 && spec != null
                                                ? spec.replaceFirst("^id-", "")
                                                : typeName,
                                        type,
                                        emitter.usage.of(type, file, Names.type(typeName)),
                                        constant,
                                        object));
                    }
                }
            fields.add(entries);
        }
        var text = new StringBuilder();
        text.append("public final class %s implements ObjectSet {\n".formatted(name));
        text.append("    public static final %s SET = new %1$s();\n\n".formatted(name));
        for (int i = 0; i < fields.size(); i++)
            for (var entry : fields.get(i)) text.append(constant(entry, i, objectClass).indent(4));
        text.append(
                "\n    private static final List<InformationObject<?>> OBJECTS = List.of(%s);\n"
                        .formatted(
                                fields.stream()
                                        .flatMap(List::stream)
                                        .map(Entry::constant)
                                        .collect(Collectors.joining(", "))));
        text.append("\n    private %s() {}\n\n".formatted(name));
        text.append(
                """
                    @Override
                    public List<InformationObject<?>> objects() {
                        return OBJECTS;
                    }

                """);
        text.append(has(fields).indent(4)).append('\n');
        text.append(nameOf(fields).indent(4)).append('\n');
        text.append(decode(fields).indent(4)).append('\n');
        text.append(encode(fields).indent(4));
        if (fields.stream().flatMap(List::stream).anyMatch(ObjectSetBody::isMessage))
            text.append('\n')
                    .append(index(fields).indent(4))
                    .append('\n')
                    .append(fieldsOf(fields).indent(4));
        return text.append("}\n").toString();
    }

    private String constant(Entry entry, int field, ObjectClass objectClass) {
        var settings = new ArrayList<String>();
        for (var other : objectClass.fields()) {
            if (!(other instanceof ObjectClass.Field.ValueField it)
                    || it.unique()
                    || !(entry.object().settings().get(it.name())
                            instanceof Setting.OfValue(var value))) continue;
            var literal =
                    Literals.of(
                            value,
                            it.type(),
                            emitter.usage.of(it.type(), file, Names.type(it.name())));
            if (literal != null) settings.add(Names.quoted(it.name()) + ", " + literal);
        }
        return "%spublic static final InformationObject<%s> %s = new InformationObject<>(SET, %d, %s, %s, Map.of(%s));"
                .formatted(
                        entry.use().typed(),
                        entry.use().boxed(),
                        entry.constant(),
                        field,
                        entry.key(),
                        Names.quoted(entry.name()),
                        String.join(", ", settings));
    }

    private static String has(List<List<Entry>> fields) {
        return method(
                "public boolean has(int field, int key)",
                fields,
                it -> "return true;",
                "return false;",
                "return false;",
                true);
    }

    private static String nameOf(List<List<Entry>> fields) {
        return method(
                "public @Nullable String nameOf(int field, int key)",
                fields,
                it -> "return " + Names.quoted(it.name()) + ";",
                "return null;",
                "return null;",
                false);
    }

    private static String decode(List<List<Entry>> fields) {
        return method(
                "public @Nullable Object decode(int field, int key, PerReader in)",
                fields,
                it ->
                        "return "
                                + (it.use().primitive()
                                        ? it.use().boxed() + ".valueOf(" + it.use().decode() + ")"
                                        : it.use().decode())
                                + ";",
                "return null;",
                "return null;",
                false);
    }

    private static String encode(List<List<Entry>> fields) {
        var unchecked =
                fields.stream().flatMap(List::stream).anyMatch(it -> it.use().java().contains("<"))
                        ? "@SuppressWarnings(\"unchecked\")\n"
                        : "";
        return unchecked
                + method(
                        "public boolean encode(int field, int key, PerWriter out, Object value)",
                        fields,
                        it ->
                                "{ var it = (%s) value; %s return true; }"
                                        .formatted(it.use().boxed(), it.use().encode().apply("it")),
                        "return false;",
                        "return false;",
                        false);
    }

    private static boolean isMessage(Entry entry) {
        return entry.type() instanceof Type.Reference(var definition)
                && Lazy.bare(definition.type()) instanceof Type.SequenceType it
                && Lazy.isMessage(it);
    }

    private static String index(List<List<Entry>> fields) {
        return method(
                "public void index(int field, int key, PerReader in, LazyPdu pdu)",
                fields.stream()
                        .map(it -> it.stream().filter(ObjectSetBody::isMessage).toList())
                        .toList(),
                it -> "%s.index(in, pdu); return;".formatted(it.use().java()),
                "return;",
                "return;",
                false);
    }

    private String fieldsOf(List<List<Entry>> fields) {
        return method(
                "public @Nullable ObjectSet fieldsOf(int field, int key)",
                fields.stream()
                        .map(it -> it.stream().filter(ObjectSetBody::isMessage).toList())
                        .toList(),
                it -> "return %s;".formatted(fieldsOf(it)),
                "return null;",
                "return null;",
                false);
    }

    private String fieldsOf(Entry entry) {
        var container = Lazy.containerOf((Type.SequenceType) Lazy.bare(entry.type()));
        return emitter.setReference(
                Unit.setsOf(Objects.requireNonNull(container, entry.name())).getFirst());
    }

    private static String method(
            String signature,
            List<List<Entry>> fields,
            java.util.function.Function<Entry, String> body,
            String otherKey,
            String otherField,
            boolean joined) {
        var text = new StringBuilder("@Override\n" + signature + " {\n    switch (field) {\n");
        for (int i = 0; i < fields.size(); i++) {
            var entries = fields.get(i);
            if (entries.isEmpty()) continue;
            text.append("        case %d:\n            switch (key) {\n".formatted(i));
            if (joined) {
                text.append(
                        "                case %s:\n                    return true;\n"
                                .formatted(
                                        entries.stream()
                                                .map(Entry::key)
                                                .collect(Collectors.joining(", "))));
            } else {
                for (var entry : entries)
                    text.append(
                            "                case %s:\n                    %s\n"
                                    .formatted(entry.key(), body.apply(entry)));
            }
            text.append(
                    "                default:\n                    %s\n            }\n"
                            .formatted(otherKey));
        }
        text.append("        default:\n            %s\n    }\n}\n".formatted(otherField));
        return text.toString();
    }
}

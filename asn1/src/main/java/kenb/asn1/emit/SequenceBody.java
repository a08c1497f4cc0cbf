package kenb.asn1.emit;

import kenb.asn1.model.ObjectClass;
import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// SEQUENCE and SET (X.691 §19, §21): a record. What an extensible one held beyond what is known is in
/// its last component.
final class SequenceBody {
    /// Components that are read at once.
    private static final int MOST_IN_A_RUN = 7;

    private static final int MOST_BITS_IN_A_RUN = 56;

    private final Emitter emitter;
    private final JavaFile file;

    SequenceBody(Emitter emitter, JavaFile file) {
        this.emitter = emitter;
        this.file = file;
    }

    private record Part(
            Type.Component component,
            String java,
            Use use,
            boolean nullable,
            @Nullable String byDefault,
            @Nullable Open open,
            @Nullable String constants) {
        String declared() {
            return (nullable ? nullableType(use.boxed()) : use.java()) + " " + java;
        }

        String annotated() {
            var plain =
                    java.equals(component.name())
                            ? ""
                            : "@Asn1Name(" + Names.quoted(component.name()) + ") ";
            return plain
                    + use.typed()
                    + (constants == null ? "" : "@Constants(" + constants + ".class) ")
                    + declared();
        }

        String presentTest() {
            if (byDefault == null) return java + " != null";
            return use.primitive() ? java + " != " + byDefault : "!" + absentTest();
        }

        /// Whether the value is the DEFAULT.
        String absentTest() {
            return use.primitive()
                    ? java + " == " + byDefault
                    : java + ".equals(" + byDefault + ")";
        }
    }

    /// An open type whose content an object set tells by the component `key`.
    private record Open(
            String objects, String set, int field, String key, ObjectClass objectClass) {}

    static String nullableType(String java) {
        int dot = java.lastIndexOf('.');
        int generic = java.indexOf('<');
        if (generic >= 0 && dot > generic) dot = -1;
        return dot < 0
                ? "@Nullable " + java
                : java.substring(0, dot + 1) + "@Nullable " + java.substring(dot + 1);
    }

    String write(
            Type.SequenceType type,
            String name,
            @Nullable TypeDefinition definition,
            String declaration) {
        var used = new HashSet<String>();
        var root = new ArrayList<Part>();
        for (var component : type.root()) root.add(part(component, type, used, false));
        var additions = new ArrayList<Part>();
        int group = 0;
        for (var addition : type.additions()) {
            switch (addition) {
                case Type.Addition.Single(var component) ->
                        additions.add(part(component, type, used, true));
                case Type.Addition.Group(_, var components) -> {
                    group++;
                    var nested = new Type.SequenceType(components, false, List.of());
                    var component =
                            new Type.Component(
                                    "ext" + group, nested, new Type.Presence.Optional(), null);
                    additions.add(part(component, type, used, true));
                }
            }
        }
        var all = new ArrayList<>(root);
        all.addAll(additions);
        int slots = type.extensible() ? 2 : 1;
        for (var part : all) slots += part.declared().startsWith("long ") ? 2 : 1;
        if (slots > 255)
            throw file.noJava(
                    "has " + all.size() + " components in one SEQUENCE; a record takes 254");
        var text = new StringBuilder();
        var components = new ArrayList<String>();
        for (var part : all) components.add(part.annotated());
        if (type.extensible()) components.add("Extensions extensions");
        text.append(declaration).append(' ').append(name).append('(');
        text.append(String.join(", ", components)).append(") {\n");
        boolean guarded = definition != null && emitter.isRecursive(definition);
        text.append(decode(root, additions, type.extensible(), name, guarded).indent(4))
                .append('\n');
        text.append(encode(root, additions, type.extensible()).indent(4));
        if (definition != null && file.parameters.isEmpty())
            text.append('\n').append(whole(emitter, name, definition, "public ").indent(4));
        for (var part : all) {
            var content = content(part);
            if (!content.isEmpty()) text.append('\n').append(content.indent(4));
        }
        text.append(index(type, definition, root, name));
        var access = access(all, type.extensible(), name);
        if (!access.isEmpty()) text.append('\n').append(access.indent(4));
        if (all.stream().anyMatch(it -> it.nullable() || it.byDefault() != null)
                || type.extensible())
            text.append('\n')
                    .append(
                            new BuilderBody()
                                    .write(fields(all), type.extensible(), name)
                                    .indent(4));
        return text.append("}\n").toString();
    }

    /// How a lazy view passes over it.
    private String index(
            Type.SequenceType type,
            @Nullable TypeDefinition definition,
            List<Part> root,
            String name) {
        if (definition != null && Lazy.isField(type)) {
            var open = Objects.requireNonNull(root.getLast().open(), name);
            var text = new StringBuilder("\n");
            boolean envelope = Lazy.isEnvelope(type, definition);
            text.append(
                    !envelope
                            ? "    /// Tells a lazy view of this field.\n    static void index(PerReader in, LazyPdu pdu) {\n"
                            : "    /// Tells a lazy view of this message, an `alternative` of its PDU.\n    static void index(PerReader in, LazyPdu pdu, int alternative) {\n");
            var criticality = "-1";
            for (var part : root.subList(0, root.size() - 1)) {
                text.append(
                        "        %s %s = %s;\n"
                                .formatted(part.use().java(), part.java(), part.use().decode()));
                if (Lazy.isPlainEnumerated(part.component().type()))
                    criticality = part.java() + ".ordinal()";
            }
            if (!envelope)
                text.append("        pdu.field(in, %s, %s);\n".formatted(open.key(), criticality));
            else
                text.append(
                        """
                                pdu.message(alternative, %s, %s);
                                in.enterOpen();
                                %s.index(%d, %1$s, in, pdu);
                        """
                                .formatted(open.key(), criticality, open.objects(), open.field()));
            return text.append("    }\n").toString();
        }
        var container = Lazy.isMessage(type) ? Lazy.containerOf(type) : null;
        if (container == null) return "";
        long flags = root.stream().filter(SequenceBody::optional).count();
        return """

            /// Tells a lazy view of the fields in the container.
            static void index(PerReader in, LazyPdu pdu) {
                in.bits(%d);
                %s.index(in, pdu);
            }
        """
                .formatted(
                        flags + (type.extensible() ? 1 : 0),
                        JavaFile.ref(Objects.requireNonNull(emitter.unit(container), name).java()));
    }

    private static List<BuilderBody.Field> fields(List<Part> parts) {
        return parts.stream()
                .map(it ->
                        new BuilderBody.Field(it.java(), it.use(), it.nullable(), it.byDefault()))
                .toList();
    }

    private Part part(
            Type.Component component,
            Type.SequenceType type,
            HashSet<String> used,
            boolean addition) {
        var java = Names.component(component.name());
        for (int i = 2; !used.add(java); i++) java = Names.component(component.name()) + i;
        var open = open(component, type);
        var use =
                open == null
                        ? emitter.usage.of(component.type(), file, Names.type(component.name()))
                        : new Use(
                                "Object",
                                "in.open(%s, %d, %s)"
                                        .formatted(open.objects(), open.field(), open.key()),
                                value ->
                                        "out.open(%s, %d, %s, %s);"
                                                .formatted(
                                                        open.objects(),
                                                        open.field(),
                                                        open.key(),
                                                        value),
                                "@OpenBy(set = %s, field = %d, key = %s) "
                                        .formatted(
                                                open.set(),
                                                open.field(),
                                                Names.quoted(open.key())));
        var byDefault = addition ? null : Literals.byDefault(component, use);
        boolean nullable =
                addition
                        || !(component.presence() instanceof Type.Presence.Mandatory)
                                && byDefault == null;
        return new Part(
                component,
                java,
                use,
                nullable,
                byDefault,
                open,
                emitter.constantsReference(component.type()));
    }

    private @Nullable Open open(Type.Component component, Type.SequenceType type) {
        if (!(component.type() instanceof Type.OpenType(var table))
                || table == null
                || table.selectors().size() != 1
                || table.selectors().getFirst().size() != 1) return null;
        var key = Emitter.keyOf(table.set().objectClass());
        var selector = table.selectors().getFirst().getFirst();
        for (var sibling : type.root()) {
            if (!sibling.name().equals(selector) || sibling.table() == null || key == null)
                continue;
            if (!sibling.table().field().equals(key.name())) return null;
            var parameter = file.parameters.get(table.set());
            return new Open(
                    parameter != null ? parameter : emitter.setReference(table.set()),
                    emitter.usage.setClass(table.set(), file),
                    Emitter.fieldIndex(table.set().objectClass(), table.field()),
                    Names.component(selector),
                    table.set().objectClass());
        }
        return null;
    }

    /// Reads an extension addition, in place where it is not in fragments.
    private static String addition(Part part) {
        return """
        long outer = in.open();
        if (outer < 0) {
            %1$s = in.fragmented(%2$s);
        } else {
            %1$s = %3$s;
            in.closeOpen(outer);
        }
        """
                .formatted(part.java(), decoder(part.use()), part.use().decode());
    }

    static String decoder(Use use) {
        var call = use.decode();
        if (call.endsWith(".decode(in)"))
            return call.substring(0, call.length() - "decode(in)".length() - 1) + "::decode";
        return "inner -> "
                + call.replaceFirst("\\bin\\b", "inner").replaceAll("\\bin\\.", "inner.");
    }

    private String decode(
            List<Part> root,
            List<Part> additions,
            boolean extensible,
            String name,
            boolean guarded) {
        var text = new StringBuilder();
        text.append("public static %s decode(PerReader in%s) {\n".formatted(name, file.declared()));
        text.append("    String at = \"\";\n    try {\n");
        if (guarded) text.append("        in.enter();\n");
        var optional = root.stream().filter(SequenceBody::optional).toList();
        boolean wide = optional.size() > 63;
        boolean apart = wide || optional.isEmpty();
        int head = wide ? 0 : optional.size() + (extensible ? 1 : 0);
        var first = run(root, 0, head);
        boolean together = head > 0 && !first.isEmpty();
        int behind = first.stream().mapToInt(SequenceBody::width).sum();
        if (together) {
            text.append(read(first, head));
            if (!optional.isEmpty())
                text.append("        long present = run >>> %d;\n".formatted(behind));
        }
        if (extensible && apart)
            text.append(
                    "        boolean extended = %s;\n"
                            .formatted(
                                    together
                                            ? "(run & 0x%XL) != 0".formatted(1L << behind)
                                            : "in.bit()"));
        if (wide) {
            for (int i = 0; i < optional.size(); i++)
                text.append("        boolean present%d = in.bit();\n".formatted(i));
        } else if (!optional.isEmpty()) {
            if (!together) text.append("        long present = in.bits(%d);\n".formatted(head));
            if (extensible)
                text.append(
                        "        boolean extended = (present & 0x%XL) != 0;\n"
                                .formatted(1L << optional.size()));
        }
        boolean declared = together;
        int taken = 0;
        if (together) {
            text.append(take(first));
            taken = first.size();
        }
        for (int at = taken; at < root.size(); at++) {
            var part = root.get(at);
            var run = run(root, at, 0);
            if (run.size() > 1) {
                text.append("        at = \"\";\n");
                var read = read(run, 0);
                text.append(declared ? read.replace("long run", "run") : read);
                text.append(take(run));
                declared = true;
                at += run.size() - 1;
                continue;
            }
            int index = optional.indexOf(part);
            text.append("        at = %s;\n".formatted(Names.quoted(part.component().name())));
            if (index < 0) {
                text.append(
                        "        %s %s = %s;\n"
                                .formatted(part.use().java(), part.java(), part.use().decode()));
                continue;
            }
            var test =
                    wide
                            ? "present" + index
                            : "(present & 0x%XL) != 0".formatted(1L << optional.size() - 1 - index);
            var absent = part.byDefault() != null ? part.byDefault() : "null";
            var kind =
                    part.byDefault() != null ? part.use().java() : nullableType(part.use().boxed());
            var read =
                    part == root.getLast()
                                    && !extensible
                                    && Lazy.bare(part.component().type())
                                            instanceof Type.SequenceType
                            ? emitter.mayEnd(part.use().decode())
                            : part.use().decode();
            if (read.contains(" ? ")) read = "(" + read + ")";
            if (part.byDefault() == null && part.use().primitive())
                read = part.use().boxed() + ".valueOf(" + read + ")";
            text.append(
                    "        %s %s = %s ? %s : %s;\n"
                            .formatted(kind, part.java(), test, read, absent));
            if (part.byDefault() != null)
                text.append(
                        "        if (%s && %s) in.departs();\n".formatted(test, part.absentTest()));
        }
        if (extensible) text.append(decodeExtensions(additions).indent(8));
        if (guarded) text.append("        in.leave();\n");
        var arguments = new ArrayList<String>();
        root.forEach(it -> arguments.add(it.java()));
        additions.forEach(it -> arguments.add(it.java()));
        if (extensible) arguments.add("extensions");
        text.append("        return new %s(%s);\n".formatted(name, String.join(", ", arguments)));
        text.append("    } catch (DecodeException e) {\n        throw e.at(at);\n    }\n}\n");
        return text.toString();
    }

    /// Mandatory components from `at` on that always have as many bits, as far as they are read at once
    /// behind `head` others.
    private static List<Part> run(List<Part> root, int at, int head) {
        int bits = head;
        int end = at;
        while (end < root.size()
                && end - at < MOST_IN_A_RUN
                && !optional(root.get(end))
                && root.get(end).use().fixed() != null
                && bits + width(root.get(end)) <= MOST_BITS_IN_A_RUN) {
            bits += width(root.get(end));
            end++;
        }
        return root.subList(at, end);
    }

    private static int width(Part part) {
        return Objects.requireNonNull(part.use().fixed()).width();
    }

    /// Reads a run; what it is made of is for the error where the bits end within it.
    private static String read(List<Part> run, int head) {
        int bits = head;
        long widths = 0;
        var names = new ArrayList<String>();
        if (head > 0) {
            widths = head;
            names.add("");
        }
        for (var part : run) {
            bits += width(part);
            widths |= (long) width(part) << 8 * names.size();
            names.add(part.component().name());
        }
        return "        long run = in.run(%d, 0x%XL, %s);\n"
                .formatted(bits, widths, Names.quoted(String.join(" ", names)));
    }

    private static String take(List<Part> run) {
        var text = new StringBuilder();
        int back = run.stream().mapToInt(SequenceBody::width).sum();
        for (var part : run) {
            var fixed = Objects.requireNonNull(part.use().fixed());
            int shift = back - fixed.width();
            var bits =
                    part.use().java().equals("boolean")
                            ? "(run & 0x%XL)".formatted(1L << shift)
                            : "(int) %s & 0x%X"
                                    .formatted(
                                            shift == 0 ? "run" : "(run >>> " + shift + ")",
                                            (1L << fixed.width()) - 1);
            if (!bits.startsWith("(run &")) bits = "(" + bits + ")";
            text.append("        at = %s;\n".formatted(Names.quoted(part.component().name())));
            text.append(
                    "        %s %s = %s;\n"
                            .formatted(
                                    part.use().java(),
                                    part.java(),
                                    fixed.taken().from(bits, back)));
            back = shift;
        }
        return text.toString();
    }

    private static boolean optional(Part part) {
        return !(part.component().presence() instanceof Type.Presence.Mandatory);
    }

    private static String decodeExtensions(List<Part> additions) {
        var text = new StringBuilder();
        for (var part : additions)
            text.append("%s %s = null;\n".formatted(nullableType(part.use().boxed()), part.java()));
        text.append("var extensions = Extensions.NONE;\nif (extended) {\n");
        text.append("    at = \"extensions\";\n");
        text.append("    int count = in.smallLength();\n");
        text.append("    int bitmap = in.extensionBitmap(count);\n");
        for (int i = 0; i < additions.size(); i++) {
            var part = additions.get(i);
            if (i % 64 == 0)
                text.append(
                        "    %sadditions = in.additions(bitmap, count, %d);\n"
                                .formatted(i == 0 ? "long " : "", i));
            text.append(
                    "    if ((additions & 0x%XL) != 0) {\n".formatted(Long.MIN_VALUE >>> i % 64));
            text.append("        at = %s;\n".formatted(Names.quoted(part.component().name())));
            text.append(addition(part).indent(8));
            text.append("    }\n");
        }
        text.append("    at = \"extensions\";\n");
        text.append(
                "    extensions = in.extensions(bitmap, count, %d);\n}\n"
                        .formatted(additions.size()));
        return text.toString();
    }

    private String encode(List<Part> root, List<Part> additions, boolean extensible) {
        var text = new StringBuilder();
        text.append("public void encode(PerWriter out%s) {\n".formatted(file.declared()));
        text.append("    String at = \"\";\n    try {\n");
        if (extensible) {
            var tests = new ArrayList<String>();
            additions.forEach(it -> tests.add(it.java() + " != null"));
            tests.add("out.keeps(extensions)");
            text.append("        boolean extended = %s;\n".formatted(String.join(" || ", tests)));
        }
        text.append(presence(root.stream().filter(SequenceBody::optional).toList(), extensible));
        for (var part : root) {
            text.append("        at = %s;\n".formatted(Names.quoted(part.component().name())));
            var write = part.use().encode().apply(part.java());
            if (write.isEmpty()) continue;
            text.append(
                    optional(part)
                            ? "        if (%s) { %s }\n".formatted(part.presentTest(), write)
                            : "        %s\n".formatted(write));
        }
        if (extensible) text.append(encodeExtensions(additions).indent(8));
        text.append("    } catch (EncodeException e) {\n        throw e.at(at);\n    }\n}\n");
        return text.toString();
    }

    /// The extension bit, and which optional components are there, up to 32 bits at a time.
    private static String presence(List<Part> optional, boolean extensible) {
        var tests = new ArrayList<String>();
        if (extensible) tests.add("extended");
        for (var part : optional) tests.add(part.presentTest());
        if (tests.isEmpty()) return "";
        if (tests.size() == 1) return "        out.bit(%s);\n".formatted(tests.getFirst());
        var text = new StringBuilder();
        for (int from = 0; from < tests.size(); from += 32) {
            var some = tests.subList(from, Math.min(from + 32, tests.size()));
            var name = from == 0 ? "present" : "present" + from;
            text.append("        long %s = 0;\n".formatted(name));
            for (int i = 0; i < some.size(); i++)
                text.append(
                        "        if (%s) %s |= 0x%XL;\n"
                                .formatted(some.get(i), name, 1L << some.size() - 1 - i));
            text.append("        out.bits(%s, %d);\n".formatted(name, some.size()));
        }
        return text.toString();
    }

    private static String encodeExtensions(List<Part> additions) {
        var text = new StringBuilder("if (extended) {\n");
        if (additions.size() <= 64) {
            text.append("    long bitmap = 0;\n");
            for (int i = 0; i < additions.size(); i++)
                text.append(
                        "    if (%s != null) bitmap |= 0x%XL;\n"
                                .formatted(additions.get(i).java(), Long.MIN_VALUE >>> i));
            text.append(
                    "    out.extensionBitmap(extensions, %d, bitmap);\n"
                            .formatted(additions.size()));
        } else {
            text.append("    boolean[] bitmap = {\n");
            for (var part : additions) text.append("        %s != null,\n".formatted(part.java()));
            text.append("    };\n    out.extensionBitmap(extensions, bitmap);\n");
        }
        for (var part : additions) {
            text.append("    at = %s;\n".formatted(Names.quoted(part.component().name())));
            text.append(
                    "    if (%s != null) {\n        int mark = out.open();\n"
                            .formatted(part.java()));
            var write = part.use().encode().apply(part.java());
            if (!write.isEmpty()) text.append("        ").append(write).append('\n');
            text.append("        out.closeOpen(mark);\n    }\n");
        }
        text.append("    out.extensions(extensions);\n}\n");
        return text.toString();
    }

    /// Reads what a string of octets or bits CONTAINS, where that has a name.
    private String content(Part part) {
        var type = part.component().type();
        while (type instanceof Type.Reference(var definition)) type = definition.type();
        var containing =
                switch (type) {
                    case Type.OctetStringType it -> it.containing();
                    case Type.BitStringType it -> it.containing();
                    default -> null;
                };
        var target = containing;
        while (target instanceof Type.Reference(var definition)
                && definition.type() instanceof Type.Reference next) target = next;
        if (!(target instanceof Type.Reference(var definition))) return "";
        var unit = emitter.unit(definition);
        if (unit == null || !unit.standsAlone()) return "";
        return """
        /// Decodes the content of `%1$s`, a `%2$s`.
        public %3$s decode%4$s() {
            try {
                return %5$s%6$s.decode(%7$s.toByteArray());
            } catch (DecodeException e) {
                throw e.at(%8$s);
            }
        }
        """
                .formatted(
                        part.component().name(),
                        definition.name(),
                        part.nullable()
                                ? nullableType(JavaFile.ref(unit.java()))
                                : JavaFile.ref(unit.java()),
                        part.java().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                                + part.java().substring(1),
                        part.nullable() ? part.java() + " == null ? null : " : "",
                        JavaFile.ref(unit.java()),
                        part.java(),
                        Names.quoted(part.component().name()));
    }

    /// The methods for a PDU that stands alone.
    static String whole(Emitter emitter, String name, TypeDefinition definition, String access) {
        var reader = emitter.aligned ? "aligned" : "unaligned";
        return """
        /// A PDU that is this and nothing more.
        %5$sstatic %1$s decode(byte[] pdu) {
            var in = PerReader.%2$s();
            try {
                var value = decode(in.reset(pdu));
                in.finish();
                return value;
            } catch (DecodeException e) {
                throw e.at(%3$s);
            }
        }

        %4$sbyte[] encode() {
            var out = PerWriter.%2$s();
            try {
                encode(out);
            } catch (EncodeException e) {
                throw e.at(%3$s);
            }
            return out.toByteArray();
        }
        """
                .formatted(
                        name,
                        reader,
                        Names.quoted(definition.name()),
                        access,
                        access.equals("default ") ? "" : access);
    }

    /// Typed access to a field of an information object: `of(CAUSE, value)`, and in lists `get`.
    private String access(List<Part> parts, boolean extensible, String name) {
        Part value = null;
        for (var part : parts) if (part.open() != null) value = value == null ? part : null;
        if (value == null || value.open() == null) return "";
        var open = value.open();
        var key = Emitter.keyOf(open.objectClass());
        var arguments = new ArrayList<String>();
        for (var part : parts) {
            if (part == value) {
                arguments.add("value");
            } else if (part.java().equals(open.key())) {
                arguments.add("object.key()");
            } else if (part.component().table() != null) {
                arguments.add(
                        "(%s) Objects.requireNonNull(object.settings().get(%s))"
                                .formatted(
                                        part.use().boxed(),
                                        Names.quoted(part.component().table().field())));
            } else if (part.nullable()) {
                arguments.add("null");
            } else {
                return "";
            }
        }
        if (extensible) arguments.add("Extensions.NONE");
        if (key == null) return "";
        return """
        /// A field that holds `value` as its information object says.
        public static <T> %1$s of(InformationObject<T> object, T value) {
            return new %1$s(%2$s);
        }

        /// The value of the first field with this object; null where none has it.
        @SuppressWarnings("unchecked")
        public static <T> @Nullable T get(List<%1$s> fields, InformationObject<T> object) {
            for (var field : fields)
                if (field.%3$s() == object.key() && !(field.%4$s() instanceof OpenValue)) return (T) Verbatim.strip(field.%4$s());
            return null;
        }

        /// As get, for one that must be there.
        ///
        /// @throws NoSuchElementException that names what is missing
        public static <T> T require(List<%1$s> fields, InformationObject<T> object) {
            T value = get(fields, object);
            if (value == null) throw new NoSuchElementException(object.name() + " is missing");
            return value;
        }
        """
                .formatted(name, String.join(", ", arguments), open.key(), value.java());
    }
}

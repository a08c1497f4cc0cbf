package kenb.asn1.emit;

import kenb.asn1.model.Type;
import kenb.asn1.model.TypeDefinition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// CHOICE (X.691 §23): a sealed interface with a record for each alternative, and one for what a later
/// release adds.
final class ChoiceBody {
    private final Emitter emitter;
    private final JavaFile file;

    ChoiceBody(Emitter emitter, JavaFile file) {
        this.emitter = emitter;
        this.file = file;
    }

    private record Part(String asn1, String java, boolean empty, Use use) {}

    String write(
            Type.ChoiceType type,
            String name,
            @Nullable TypeDefinition definition,
            String declaration) {
        var alternatives = new ArrayList<>(type.root());
        alternatives.addAll(type.additions());
        var siblings = new HashSet<String>();
        var names = new ArrayList<String>();
        for (var alternative : alternatives)
            names.add(file.alternativeName(Names.type(alternative.name()), name, siblings));
        var parts = new ArrayList<Part>();
        for (int i = 0; i < alternatives.size(); i++) {
            var alternative = alternatives.get(i);
            parts.add(
                    new Part(
                            alternative.name(),
                            names.get(i),
                            alternative.type() instanceof Type.NullType,
                            emitter.usage.of(
                                    alternative.type(), file, Names.type(alternative.name()))));
        }
        int root = type.root().size();
        var text = new StringBuilder();
        text.append(declaration).append(' ').append(name).append(" {\n");
        for (int i = 0; i < parts.size(); i++)
            text.append(record(parts.get(i), i, root, type.extensible(), name).indent(4))
                    .append('\n');
        if (type.extensible()) text.append(unknown(name).indent(4)).append('\n');
        boolean guarded = definition != null && emitter.isRecursive(definition);
        text.append(decode(parts, root, type.extensible(), name, guarded).indent(4)).append('\n');
        text.append("    void encode(PerWriter out%s);\n".formatted(file.declared()));
        if (definition != null && Lazy.isPdu(type)) text.append(index(type, parts, name).indent(4));
        if (definition != null && file.parameters.isEmpty())
            text.append('\n')
                    .append(SequenceBody.whole(emitter, name, definition, "default ").indent(4));
        return text.append("}\n").toString();
    }

    private String record(Part part, int index, int root, boolean extensible, String name) {
        var text = new StringBuilder();
        text.append(
                "@Asn1Name(%s)\nrecord %s(%s) implements %s {\n"
                        .formatted(
                                Names.quoted(part.asn1()),
                                part.java(),
                                part.empty()
                                        ? ""
                                        : part.use().typed() + part.use().java() + " value",
                                name));
        text.append("    @Override\n");
        text.append("    public void encode(PerWriter out%s) {\n".formatted(file.declared()));
        var value = part.empty() ? "" : "    " + part.use().encode().apply("value") + "\n";
        var body = new StringBuilder();
        if (index < root) {
            boolean wide = emitter.aligned && root > 255;
            if (extensible && wide) body.append("out.bit(false);\n");
            // The extension bit is the first of the index, and zero.
            body.append(
                    wide
                            ? "out.size(0, %d, %d);\n".formatted(root - 1, index)
                            : "out.bits(%d, %d);\n"
                                    .formatted(
                                            index,
                                            EnumeratedBody.bits(root) + (extensible ? 1 : 0)));
            body.append(value);
        } else {
            body.append("out.bit(true);\nout.smallNumber(%d);\n".formatted(index - root));
            body.append("int mark = out.open();\n").append(value).append("out.closeOpen(mark);\n");
        }
        text.append("        try {\n").append(body.toString().indent(12));
        text.append(
                "        } catch (EncodeException e) {\n            throw e.at(%s);\n        }\n    }\n}"
                        .formatted(Names.quoted(part.asn1())));
        return text.toString();
    }

    private String unknown(String name) {
        return """
        /// An alternative of a later release: its position after the extension marker, its content.
        record Unknown(int index, Octets octets) implements %s {
            @Override
            public void encode(PerWriter out%s) {
                out.bit(true);
                out.smallNumber(index);
                out.openOctets(octets);
            }
        }\
        """
                .formatted(name, file.declared());
    }

    private String decode(
            List<Part> parts, int root, boolean extensible, String name, boolean guarded) {
        var text = new StringBuilder();
        text.append("static %s decode(PerReader in%s) {\n".formatted(name, file.declared()));
        text.append("    String at = \"\";\n    try {\n");
        if (guarded) text.append("        in.enter();\n");
        var result = guarded ? name + " choice = " : "return ";
        if (extensible) {
            text.append("        if (in.bit()) {\n");
            text.append("            int index = in.smallNumber();\n");
            if (parts.size() == root) {
                text.append("            return new Unknown(index, in.openOctets());\n        }\n");
            } else {
                text.append("            switch (index) {\n");
                for (int i = root; i < parts.size(); i++) {
                    var part = parts.get(i);
                    text.append("                case %d: {\n".formatted(i - root));
                    text.append(
                            "                    at = %s;\n".formatted(Names.quoted(part.asn1())));
                    text.append(addition(part).indent(20));
                    text.append("                }\n");
                }
                text.append("                default:\n");
                text.append("                    return new Unknown(index, in.openOctets());\n");
                text.append("            }\n        }\n");
            }
        }
        if (root == 0) {
            text.append("        throw in.expected(\"an alternative of a later release\");\n");
        } else {
            var index =
                    emitter.aligned && root > 255
                            ? "in.size(0, " + (root - 1) + ")"
                            : "in.constrained("
                                    + EnumeratedBody.bits(root)
                                    + ", 0, "
                                    + (root - 1)
                                    + ")";
            text.append("        %sswitch (%s) {\n".formatted(result, index));
            for (int i = 0; i < root; i++) {
                var part = parts.get(i);
                text.append("            case %d -> {\n".formatted(i));
                text.append("                at = %s;\n".formatted(Names.quoted(part.asn1())));
                text.append(
                        "                yield new %s(%s);\n            }\n"
                                .formatted(
                                        part.java(),
                                        part.empty() ? "" : emitter.mayEnd(part.use().decode())));
            }
            text.append("            default -> throw new IllegalStateException();\n        };\n");
            if (guarded) text.append("        in.leave();\n        return choice;\n");
        }
        text.append("    } catch (DecodeException e) {\n        throw e.at(at);\n    }\n}\n");
        return text.toString();
    }

    /// Reads an alternative behind the extension marker, in place where it is not in fragments.
    private static String addition(Part part) {
        if (part.empty())
            return """
            long outer = in.open();
            if (outer < 0) in.fragmented(_ -> Boolean.TRUE);
            else in.closeOpen(outer);
            return new %s();
            """
                    .formatted(part.java());
        return """
        long outer = in.open();
        if (outer < 0) return new %1$s(in.fragmented(%2$s));
        var value = new %1$s(%3$s);
        in.closeOpen(outer);
        return value;
        """
                .formatted(part.java(), SequenceBody.decoder(part.use()), part.use().decode());
    }

    private String index(Type.ChoiceType type, List<Part> parts, String name) {
        var text = new StringBuilder();
        text.append(
                """

                /// A view into such PDUs that decodes what it is asked for only.
                static LazyPdu lazy() {
                    return new LazyPdu(PerReader.%s(), %s::index);
                }

                /// Tells a lazy view what the PDU is.
                static void index(PerReader in, LazyPdu pdu) {
                """
                        .formatted(emitter.aligned ? "aligned" : "unaligned", name));
        if (type.extensible()) text.append("    if (in.bit()) return;\n");
        text.append(
                "    switch (in.constrained(%d, 0, %d)) {\n"
                        .formatted(
                                EnumeratedBody.bits(type.root().size()), type.root().size() - 1));
        for (int i = 0; i < type.root().size(); i++)
            text.append(
                    "        case %d -> %s.index(in, pdu, %1$d);\n"
                            .formatted(i, parts.get(i).use().java()));
        return text.append("        default -> throw new IllegalStateException();\n    }\n}\n")
                .toString();
    }
}

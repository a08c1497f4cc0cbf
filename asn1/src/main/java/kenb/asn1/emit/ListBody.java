package kenb.asn1.emit;

import kenb.asn1.model.Type;

/// SEQUENCE OF and SET OF (X.691 §20): a class with the methods that read and write a List.
final class ListBody {
    private final JavaFile file;

    ListBody(JavaFile file) {
        this.file = file;
    }

    String write(Type.SequenceOfType type, Use item, String name, String declaration) {
        var size = type.size();
        var upper = size.upper();
        boolean bounded = upper != null && upper < 65536;
        var limits = size.lower() + ", " + upper;
        String decode;
        String encode;
        if (bounded && !size.extensible()) {
            decode = "        elements(in%s, list, in.size(%s));".formatted(file.passed(), limits);
            encode =
                    """
                    out.size(%s, list.size());
                    elements(out%s, list, 0, list.size());\
                    """
                            .formatted(limits, file.passed());
        } else {
            var fragments =
                    """
                    int count;
                    do {
                        count = in.length();
                        elements(in%1$s, list, Math.abs(count));
                    } while (count < 0);\
                    """
                            .formatted(file.passed());
            var written =
                    """
                    int from = 0;
                    int count;
                    do {
                        count = out.fragment(list.size() - from);
                        elements(out%1$s, list, from, Math.abs(count));
                        from += Math.abs(count);
                    } while (count < 0);\
                    """
                            .formatted(file.passed());
            if (!size.extensible()) {
                boolean some = size.lower() > 0;
                decode =
                        fragments.indent(8)
                                + (some
                                        ? "        in.checkSize(%d, list.size());"
                                                .formatted(size.lower())
                                        : "");
                encode =
                        (some
                                        ? "        out.checkSize(%d, list.size());\n"
                                                .formatted(size.lower())
                                        : "")
                                + written.indent(8).stripTrailing();
                decode = decode.stripTrailing();
            } else if (!bounded) {
                decode = "        in.bit();\n" + fragments.indent(8).stripTrailing();
                encode = "        out.bit(false);\n" + written.indent(8).stripTrailing();
            } else {
                decode =
                        "        if (!in.bit()) {\n            elements(in%s, list, in.size(%s));\n            return Collections.unmodifiableList(list);\n        }\n"
                                        .formatted(file.passed(), limits)
                                + fragments.indent(8)
                                + "        if (list.size() >= %d && list.size() <= %d) in.departs();"
                                        .formatted(size.lower(), upper);
                encode =
                        "        boolean outside = list.size() < %d || list.size() > %d;\n        out.bit(outside);\n        if (!outside) {\n            out.size(%s, list.size());\n            elements(out%s, list, 0, list.size());\n            return;\n        }\n"
                                        .formatted(size.lower(), upper, limits, file.passed())
                                + written.indent(8).stripTrailing();
            }
        }
        var index =
                file.definition != null
                                && file.definition.type() == type
                                && Lazy.isContainer(file.definition)
                        ? """

                            /// Tells a lazy view of the fields.
                            static void index(PerReader in, LazyPdu pdu) {
                                int count = in.size(%s);
                                for (int i = 0; i < count; i++) %s.index(in, pdu);
                            }
                        """
                                .formatted(limits, item.boxed())
                        : "";
        return """
        %9$s%1$s %2$s {
            private %2$s() {}

            public static List<%3$s> decode(PerReader in%4$s) {
                var list = new ArrayList<%3$s>();
        %5$s
                return Collections.unmodifiableList(list);
            }

            private static void elements(PerReader in%4$s, List<%3$s> list, int count) {
                int first = list.size();
                in.countElements(count);
                int i = first;
                try {
                    for (; i < first + count; i++) list.add(%6$s);
                } catch (DecodeException e) {
                    throw e.at(i);
                }
            }

            public static void encode(PerWriter out, List<%3$s> list%4$s) {
        %7$s
            }

            private static void elements(PerWriter out%4$s, List<%3$s> list, int from, int count) {
                int i = from;
                try {
                    for (; i < from + count; i++) {
                        var element = list.get(i);
                        %8$s
                    }
                } catch (EncodeException e) {
                    throw e.at(i);
                }
            }
        %10$s}
        """
                .formatted(
                        declaration,
                        name,
                        item.boxed(),
                        file.declared(),
                        decode,
                        item.decode(),
                        encode,
                        item.encode().apply("element"),
                        item.typed().isEmpty() ? "" : item.typed().strip() + "\n",
                        index);
    }
}

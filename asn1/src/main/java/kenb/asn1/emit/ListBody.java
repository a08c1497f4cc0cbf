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
        var whole =
                """
                        int size = in.size(%s);
                        return in.list(elements(in%s, in.room(NONE, 0, size), 0, size), size);
                """
                        .formatted(limits, file.passed());
        var fragments =
                """
                        var elements = NONE;
                        int size = 0;
                        int count;
                        do {
                            count = in.length();
                            int now = Math.abs(count);
                            elements = elements(in%s, in.room(elements, size, now), size, now);
                            size += now;
                        } while (count < 0);
                """
                        .formatted(file.passed());
        var wholeWritten =
                """
                        out.size(%s, list.size());
                        elements(out%s, list, 0, list.size());
                """
                        .formatted(limits, file.passed());
        var fragmentsWritten =
                """
                        int from = 0;
                        int count;
                        do {
                            count = out.fragment(list.size() - from);
                            elements(out%s, list, from, Math.abs(count));
                            from += Math.abs(count);
                        } while (count < 0);
                """
                        .formatted(file.passed());
        String decode;
        String encode;
        if (!size.extensible()) {
            boolean checked = !bounded && size.lower() > 0;
            decode =
                    bounded
                            ? whole
                            : fragments
                                    + (checked
                                            ? "        in.checkSize(%d, size);\n"
                                                    .formatted(size.lower())
                                            : "")
                                    + "        return in.list(elements, size);\n";
            encode =
                    bounded
                            ? wholeWritten
                            : (checked
                                            ? "        out.checkSize(%d, list.size());\n"
                                                    .formatted(size.lower())
                                            : "")
                                    + fragmentsWritten;
        } else if (!bounded) {
            decode =
                    "        in.bit();\n" + fragments + "        return in.list(elements, size);\n";
            encode = "        out.bit(false);\n" + fragmentsWritten;
        } else {
            decode =
                    "        if (!in.bit()) {\n"
                            + whole.indent(4)
                            + "        }\n"
                            + fragments
                            + "        if (size >= %d && size <= %d) in.departs();\n"
                                    .formatted(size.lower(), upper)
                            + "        return in.list(elements, size);\n";
            encode =
                    "        boolean outside = list.size() < %d || list.size() > %d;\n        out.bit(outside);\n        if (!outside) {\n"
                                    .formatted(size.lower(), upper)
                            + wholeWritten.indent(4)
                            + "            return;\n        }\n"
                            + fragmentsWritten;
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

            private static final Object[] NONE = {};

            public static List<%3$s> decode(PerReader in%4$s) {
        %5$s    }

            private static Object[] elements(PerReader in%4$s, Object[] room, int from, int count) {
                var elements = room;
                int i = from;
                try {
                    for (; i < from + count; i++) {
                        elements = in.more(elements, i);
                        elements[i] = %6$s;
                    }
                } catch (DecodeException e) {
                    throw e.at(i);
                }
                return elements;
            }

            public static void encode(PerWriter out, List<%3$s> list%4$s) {
        %7$s    }

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

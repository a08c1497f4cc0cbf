package kenb.asn1.emit;

import kenb.asn1.model.Type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// ENUMERATED (X.691 §14): an enum, or with an extension marker an interface over one, so that an
/// item of a later release is kept by its number.
final class EnumeratedBody {
    private EnumeratedBody() {}

    static String write(Type.EnumeratedType type, String name, String access, boolean aligned) {
        int root = type.root().size();
        var range = range(root, aligned);
        var items = new ArrayList<>(type.root());
        items.addAll(type.additions());
        var names = constants(type);
        var constants =
                items.stream()
                        .map(it -> names.get(it.name()) + "(" + Names.quoted(it.name()) + ")")
                        .collect(Collectors.joining(",\n"));
        if (!type.extensible())
            return """
            %1$senum %2$s implements Named {
                %3$s;

                private static final %2$s[] byIndex = values();
                private final String asn1Name;

                %2$s(String asn1Name) {
                    this.asn1Name = asn1Name;
                }

                @Override
                public String asn1Name() {
                    return asn1Name;
                }

                public static %2$s decode(PerReader in) {
                    return byIndex[%4$s];
                }

                static %2$s of(int index) {
                    return byIndex[index];
                }

                public void encode(PerWriter out) {
                    out.%5$s;
                }
            }
            """
                    .formatted(
                            access,
                            name,
                            constants.indent(4).strip(),
                            range,
                            written(root, aligned, "ordinal()"));
        var shown =
                items.stream()
                        .map(it -> "    %s %s = Value.%2$s;".formatted(name, names.get(it.name())))
                        .collect(Collectors.joining("\n"));
        return """
        %1$ssealed interface %2$s extends Named {
        %6$s

            enum Value implements %2$s {
                %3$s;

                private static final Value[] byIndex = values();
                private final String asn1Name;

                Value(String asn1Name) {
                    this.asn1Name = asn1Name;
                }

                @Override
                public String asn1Name() {
                    return asn1Name;
                }

                @Override
                public void encode(PerWriter out) {
                    int index = ordinal();
                    out.bit(index >= %7$d);
                    if (index >= %7$d) out.smallNumber(index - %7$d);
                    else out.%5$s;
                }
            }

            /// An item of a later release, by its position after the extension marker.
            record Unknown(int index) implements %2$s {
                @Override
                public String asn1Name() {
                    return "extension " + index;
                }

                @Override
                public void encode(PerWriter out) {
                    out.bit(true);
                    out.smallNumber(index);
                }
            }

            static %2$s decode(PerReader in) {
                if (!in.bit()) return Value.byIndex[%4$s];
                int index = in.smallNumber();
                return index < %8$d ? Value.byIndex[%7$d + index] : new Unknown(index);
            }

            void encode(PerWriter out);
        }
        """
                .formatted(
                        access,
                        name,
                        constants.indent(8).strip(),
                        range,
                        written(root, aligned, "index"),
                        shown,
                        root,
                        type.additions().size());
    }

    /// Java constant by item: items that differ in case or hyphens only get a number.
    static Map<String, String> constants(Type.EnumeratedType type) {
        var names = new LinkedHashMap<String, String>();
        var used = new HashSet<String>();
        for (var items : List.of(type.root(), type.additions()))
            for (var item : items) {
                var wanted = Names.constant(item.name());
                var java = wanted;
                for (int i = 2; !used.add(java); i++) java = wanted + "_" + i;
                names.put(item.name(), java);
            }
        return names;
    }

    /// Out of bits that were read with others.
    static Use fixed(Type.EnumeratedType type, Use use, boolean aligned) {
        int count = type.root().size();
        if (type.extensible() || count > 255 && aligned) return use;
        int width = bits(count);
        return use.fixed(
                width,
                (bits, back) ->
                        "%s.of(%s)"
                                .formatted(
                                        use.java(),
                                        1 << width == count
                                                ? bits
                                                : "in.within(%s, 0, %d, %d)"
                                                        .formatted(bits, count - 1, back)));
    }

    private static String range(int count, boolean aligned) {
        if (aligned && count > 255) return "in.size(0, " + (count - 1) + ")";
        if (1 << bits(count) == count) return "(int) in.bits(" + bits(count) + ")";
        return "in.constrained(" + bits(count) + ", 0, " + (count - 1) + ")";
    }

    private static String written(int count, boolean aligned, String index) {
        return aligned && count > 255
                ? "size(0, " + (count - 1) + ", " + index + ")"
                : "bits(" + index + ", " + bits(count) + ")";
    }

    static int bits(int count) {
        return count <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(count - 1);
    }
}

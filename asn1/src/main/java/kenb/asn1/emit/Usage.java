package kenb.asn1.emit;

import kenb.asn1.model.ObjectSet;
import kenb.asn1.model.Type;
import kenb.asn1.model.Type.StringKind;
import kenb.asn1.model.TypeDefinition;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Straight-line code for reading and writing each kind of type where it stands (X.691 §12 to §30).
final class Usage {
    private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger MIN_INT = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);

    private final Emitter emitter;

    Usage(Emitter emitter) {
        this.emitter = emitter;
    }

    /// `wanted` names a type that is written out in place.
    Use of(Type type, JavaFile file, String wanted) {
        return switch (type) {
            case Type.BooleanType _ ->
                    new Use("boolean", "in.bit()", value -> "out.bit(" + value + ");")
                            .fixed(1, (bits, _) -> bits + " != 0");
            case Type.NullType _ -> new Use("Boolean", "Boolean.TRUE", _ -> "");
            case Type.ObjectIdentifierType it ->
                    new Use(
                            "String",
                            "in.objectIdentifier(" + it.relative() + ")",
                            value -> "out.objectIdentifier(" + it.relative() + ", " + value + ");");
            case Type.RealType _ -> octets("0, -1, false");
            case Type.IntegerType it -> integer(it);
            case Type.OctetStringType it -> octets(size(it.size()));
            case Type.BitStringType it ->
                    new Use(
                            "BitString",
                            "in.bitString(" + anySize(oneSize(size(it.size()))) + ")",
                            value -> "out.bitString(" + size(it.size()) + ", " + value + ");");
            case Type.CharacterStringType it -> string(it);
            case Type.OpenType _ ->
                    new Use(
                            "OpenValue",
                            "in.openValue()",
                            value -> "out.openOctets(" + value + ".octets());");
            case Type.Reference(var definition) -> reference(definition, file);
            case Type.EnumeratedType it ->
                    EnumeratedBody.fixed(
                            it,
                            nested(emitter.enumerated(it, file, wanted), file, ""),
                            emitter.aligned);
            case Type.ChoiceType it ->
                    nested(emitter.choice(it, file, wanted), file, file.passed());
            case Type.SequenceType it ->
                    nested(emitter.sequence(it, file, wanted), file, file.passed());
            case Type.SequenceOfType it -> list(it, file, wanted);
        };
    }

    private static Use nested(String name, JavaFile file, String passed) {
        var sets = passed.isEmpty() ? List.<String>of() : file.givenSets();
        return new Use(
                name,
                name + ".decode(in" + passed + ")",
                value -> value + ".encode(out" + passed + ");",
                typed("", sets));
    }

    private static Use octets(String size) {
        return new Use(
                "Octets",
                "in.octetString(" + oneSize(size) + ")",
                value -> "out.octetString(" + size + ", " + value + ");");
    }

    /// `lower, upper, extensible`; from 64K up PER knows no upper bound.
    static String size(Type.Size size) {
        long lower = Math.min(size.lower(), Integer.MAX_VALUE);
        var upper = size.upper();
        return lower
                + ", "
                + (upper == null || upper >= 65536 ? -1 : upper)
                + ", "
                + size.extensible();
    }

    /// Strings of one size, and octet strings of any, have methods of their own to be read by.
    private static String oneSize(String size) {
        var parts = size.split(", ");
        if (parts[2].equals("true")) return size;
        if (size.equals("0, -1, false")) return "";
        return parts[0].equals(parts[1]) ? parts[0] : size;
    }

    private static String anySize(String size) {
        return size.isEmpty() ? "0, -1, false" : size;
    }

    private Use reference(TypeDefinition definition, JavaFile file) {
        var target = definition;
        while (target.type() instanceof Type.Reference(var next)) target = next;
        var unit = emitter.unit(target);
        if (unit == null) return of(target.type(), file, Names.type(target.name()));
        var passed = new StringBuilder();
        for (ObjectSet set : Unit.setsOf(target)) {
            var parameter = file.parameters.get(set);
            passed.append(", ").append(parameter != null ? parameter : emitter.setReference(set));
        }
        var name = JavaFile.ref(unit.java());
        var sets = Unit.setsOf(target).stream().map(it -> setClass(it, file)).toList();
        if (unit.isList())
            return new Use(
                    "List<" + emitter.element(unit) + ">",
                    name + ".decode(in" + passed + ")",
                    value -> name + ".encode(out, " + value + passed + ");",
                    typed(name, sets));
        var use =
                new Use(
                        name,
                        name + ".decode(in" + passed + ")",
                        value -> value + ".encode(out" + passed + ");",
                        typed("", sets));
        return target.type() instanceof Type.EnumeratedType it
                ? EnumeratedBody.fixed(it, use, emitter.aligned)
                : use;
    }

    private Use list(Type.SequenceOfType type, JavaFile file, String wanted) {
        var item = of(type.element(), file, wanted + "Item");
        var name = file.nestedName(wanted + "List", "");
        file.nest(new ListBody(file).write(type, item, name, "static final class"));
        return new Use(
                "List<" + item.boxed() + ">",
                name + ".decode(in" + file.passed() + ")",
                value -> name + ".encode(out, " + value + file.passed() + ");",
                typed(JavaFile.ref(file.name) + "." + name, file.givenSets()));
    }

    /// The class that stands for a set in annotations.
    String setClass(ObjectSet set, JavaFile file) {
        return file.parameters.containsKey(set) ? file.given(set) : emitter.setClass(set);
    }

    private static String typed(String list, List<String> sets) {
        var settings = new ArrayList<String>();
        if (!list.isEmpty()) settings.add("list = " + list + ".class");
        if (!sets.isEmpty()) settings.add("sets = {" + String.join(", ", sets) + "}");
        return settings.isEmpty() ? "" : "@Typed(" + String.join(", ", settings) + ") ";
    }

    private Use integer(Type.IntegerType type) {
        var root = root(type);
        if (!type.extensible()) return root;
        if (root.java().equals("BigInteger"))
            return new Use(
                    "BigInteger",
                    "in.bit() ? in.unconstrainedBig() : " + root.decode(),
                    value ->
                            "if (%s) { out.bit(true); out.unconstrainedBig(%s); } else { out.bit(false); %s }"
                                    .formatted(
                                            outside(type, value, true),
                                            value,
                                            root.encode().apply(value)));
        return new Use(
                "long",
                "in.bit() ? in.outsideOf(%s, %s) : %s"
                        .formatted(
                                type.range().lower() == null
                                        ? "Long.MIN_VALUE"
                                        : type.range().lower() + "L",
                                type.range().upper() == null
                                        ? "Long.MAX_VALUE"
                                        : type.range().upper() + "L",
                                root.decode()),
                value ->
                        "if (%s) { out.bit(true); out.unconstrained(%s); } else { out.bit(false); %s }"
                                .formatted(
                                        outside(type, value, false),
                                        value,
                                        root.encode().apply(value)));
    }

    private static String outside(Type.IntegerType type, String value, boolean big) {
        var lower = type.range().lower();
        var upper = type.range().upper();
        var tests = new ArrayList<String>();
        if (lower != null)
            tests.add(
                    big
                            ? value + ".compareTo(new BigInteger(\"" + lower + "\")) < 0"
                            : value + " < " + lower + "L");
        if (upper != null)
            tests.add(
                    big
                            ? value + ".compareTo(new BigInteger(\"" + upper + "\")) > 0"
                            : value + " > " + upper + "L");
        return tests.isEmpty() ? "false" : String.join(" || ", tests);
    }

    private Use root(Type.IntegerType type) {
        var lower = type.range().lower();
        var upper = type.range().upper();
        if (lower == null)
            return new Use(
                    "long", "in.unconstrained()", value -> "out.unconstrained(" + value + ");");
        if (upper == null)
            return new Use(
                    "long",
                    "in.semiConstrained(" + lower + "L)",
                    value -> "out.semiConstrained(" + lower + "L, " + value + ");");
        if (lower.compareTo(MIN_LONG) < 0
                || upper.compareTo(MAX_LONG) > 0
                || upper.subtract(lower).bitLength() > 63) {
            var bounds = "new BigInteger(\"" + lower + "\"), new BigInteger(\"" + upper + "\")";
            return new Use(
                    "BigInteger",
                    "in.constrainedBig(" + bounds + ")",
                    value -> "out.constrainedBig(" + bounds + ", " + value + ");");
        }
        boolean small = lower.compareTo(MIN_INT) >= 0 && upper.compareTo(MAX_INT) <= 0;
        var span = upper.subtract(lower);
        int bits = span.bitLength();
        var java = small ? "int" : "long";
        if (emitter.aligned && bits > 16) {
            int octets = (bits + 7) / 8;
            var arguments = octets + ", " + lower + "L, " + upper + "L";
            return new Use(
                    java,
                    (small ? "(int) " : "") + "in.lengthConstrained(" + arguments + ")",
                    value -> "out.lengthConstrained(" + arguments + ", " + value + ");");
        }
        var align = "";
        if (emitter.aligned && span.compareTo(BigInteger.valueOf(255)) >= 0) {
            bits = bits <= 8 ? 8 : 16;
            align = "Aligned";
        }
        var arguments =
                bits + ", " + lower + (small ? "" : "L") + ", " + upper + (small ? "" : "L");
        var method = "constrained" + align;
        boolean full =
                align.isEmpty() && small && span.bitCount() == bits && lower.bitLength() < 31;
        var offset = lower.signum() == 0 ? "" : (lower.signum() < 0 ? " - " : " + ") + lower.abs();
        var use =
                new Use(
                        java,
                        full
                                ? "(int) in.bits(" + bits + ")" + offset
                                : "in." + method + (small ? "" : "Long") + "(" + arguments + ")",
                        value -> "out." + method + "(" + arguments + ", " + value + ");");
        if (!small || !align.isEmpty() || bits > 31) return use;
        return use.fixed(
                bits,
                (taken, back) ->
                        full
                                ? taken + offset
                                : "in.within(%s%s, %s, %s, %d)"
                                        .formatted(taken, offset, lower, upper, back));
    }

    private Use string(Type.CharacterStringType type) {
        int full =
                switch (type.kind()) {
                    case NUMERIC -> 11;
                    case PRINTABLE -> 74;
                    case IA5 -> 128;
                    case VISIBLE, UTC_TIME, GENERALIZED_TIME -> 95;
                    case BMP -> 65536;
                    case UNIVERSAL -> Integer.MAX_VALUE;
                    default -> 0;
                };
        if (full == 0) return new Use("String", "in.utf8()", value -> "out.utf8(" + value + ");");
        var alphabet = type.alphabet();
        if (alphabet == null) alphabet = alphabetOf(type.kind());
        int count = alphabet == null ? full : alphabet.codePointCount(0, alphabet.length());
        int bits =
                count == Integer.MAX_VALUE
                        ? 32
                        : Math.max(1, 32 - Integer.numberOfLeadingZeros(count - 1));
        if (count == 1) bits = 0;
        if (emitter.aligned && bits > 0) bits = Integer.highestOneBit(Math.max(1, bits * 2 - 1));
        int largest = alphabet == null ? full - 1 : alphabet.codePoints().max().orElse(0);
        boolean direct = alphabet == null || bits >= 32 || largest < 1L << bits;
        var arguments =
                size(type.size()) + ", " + bits + ", " + (direct ? "null" : Names.quoted(alphabet));
        return new Use(
                "String",
                "in.string(" + arguments + ")",
                value -> "out.string(" + arguments + ", " + value + ");");
    }

    /// Characters in order of their codes, for kinds whose codes have gaps.
    private static @org.jspecify.annotations.Nullable String alphabetOf(StringKind kind) {
        return switch (kind) {
            case NUMERIC -> " 0123456789";
            case PRINTABLE ->
                    " '()+,-./0123456789:=?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
            case VISIBLE, UTC_TIME, GENERALIZED_TIME -> {
                var all = new StringBuilder();
                for (char c = ' '; c <= '~'; c++) all.append(c);
                yield all.toString();
            }
            default -> null;
        };
    }
}

package kenb.codec.text;

import kenb.codec.per.BitString;
import kenb.codec.per.DecodeException;
import kenb.codec.per.EncodeException;
import kenb.codec.per.Extensions;
import kenb.codec.per.Named;
import kenb.codec.per.ObjectSet;
import kenb.codec.per.Octets;
import kenb.codec.per.OpenValue;
import kenb.codec.per.PerReader;
import kenb.codec.per.Typed;
import kenb.codec.per.Verbatim;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Builds values of generated codecs from {@link PlainValues}.
final class PlainReading {
    private static final Pattern NAMED_NUMBER = Pattern.compile(".*\\((-?\\d+)\\)|(-?\\d+)");
    private static final Pattern BITS = Pattern.compile("((?:[0-9a-fA-F]{2})*)/(\\d+)");
    private static final Pattern LATER_ITEM = Pattern.compile("extension (\\d{1,10})");

    private PlainReading() {}

    static Object read(Class<?> type, Object plain) {
        return read(type, null, List.of(), plain);
    }

    /// @param given the object sets that stand for the parameters of what encloses this
    private static Object read(
            Type type, @Nullable Typed typed, List<ObjectSet> given, @Nullable Object plain) {
        var javaClass = Shape.classOf(type);
        if (javaClass == boolean.class || javaClass == Boolean.class)
            return plain instanceof Boolean flag ? flag : unexpected("true or false", plain);
        if (javaClass == int.class || javaClass == Integer.class)
            return number(plain, Integer.MIN_VALUE, Integer.MAX_VALUE).intValueExact();
        if (javaClass == long.class || javaClass == Long.class)
            return number(plain, Long.MIN_VALUE, Long.MAX_VALUE).longValueExact();
        if (javaClass == BigInteger.class) return number(plain);
        if (javaClass == String.class) return text(plain, "a string");
        if (javaClass == Octets.class) return octets(plain);
        if (javaClass == BitString.class) return bits(plain);
        if (javaClass == OpenValue.class) return openValue(plain);
        if (javaClass == Extensions.class) return extensions(plain);
        if (Named.class.isAssignableFrom(javaClass)) return item(javaClass, text(plain, "an item"));
        if (javaClass == List.class) return list(type, typed, given, plain);
        var sets = Shape.sets(typed == null ? new Class<?>[0] : typed.sets(), given);
        if (javaClass.isInterface()) return choice(javaClass, sets, plain);
        return sequence(javaClass, sets, plain);
    }

    private static List<Object> list(
            Type type, @Nullable Typed typed, List<ObjectSet> given, @Nullable Object plain) {
        if (!(plain instanceof List<?> elements)) return unexpected("a list", plain);
        var element = Shape.elementOf(type);
        Typed elementTyped = typed;
        var sets = given;
        if (typed != null && typed.list() != void.class) {
            elementTyped = typed.list().getAnnotation(Typed.class);
            sets = Shape.sets(typed.sets(), given);
        }
        var list = new ArrayList<Object>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            try {
                list.add(read(element, elementTyped, sets, elements.get(i)));
            } catch (EncodeException e) {
                throw e.at(i);
            }
        }
        return List.copyOf(list);
    }

    private static Object choice(Class<?> type, List<ObjectSet> sets, @Nullable Object plain) {
        if (!(plain instanceof Map<?, ?> map) || map.size() != 1)
            return unexpected("one alternative of " + Shape.nameOf(type), plain);
        var name = String.valueOf(map.keySet().iterator().next());
        var content = map.get(name);
        for (var alternative : type.getPermittedSubclasses()) {
            if (!Shape.nameOf(alternative).equals(name)) continue;
            var shape = Shape.of(alternative);
            try {
                return switch (shape.parts().size()) {
                    case 0 -> shape.make();
                    case 1 -> {
                        var part = shape.parts().getFirst();
                        yield shape.make(read(part.type(), part.typed(), sets, content));
                    }
                    default -> sequence(alternative, sets, content);
                };
            } catch (EncodeException e) {
                throw e.at(name);
            }
        }
        throw new EncodeException(
                "no alternative "
                        + name
                        + " in "
                        + Shape.nameOf(type)
                        + "; it has "
                        + Arrays.stream(type.getPermittedSubclasses())
                                .map(Shape::nameOf)
                                .collect(Collectors.joining(", ")));
    }

    private static Object sequence(Class<?> type, List<ObjectSet> sets, @Nullable Object plain) {
        var shape = Shape.of(type);
        if (!(plain instanceof Map<?, ?> map))
            return unexpected("components of " + shape.name(), plain);
        var builder = shape.builder();
        var unread = new HashSet<Object>(map.keySet());
        for (var part : shape.parts()) {
            var name = part.plainName();
            if (!unread.remove(name)) {
                builder.leaveOut(part);
                continue;
            }
            try {
                builder.set(
                        part,
                        part.open() == null
                                ? read(part.type(), part.typed(), sets, map.get(name))
                                : open(part.open(), builder, sets, map.get(name)));
            } catch (EncodeException e) {
                throw e.at(name);
            }
        }
        if (!unread.isEmpty())
            throw new EncodeException(
                    "no component "
                            + unread.iterator().next()
                            + " in "
                            + shape.name()
                            + "; it has "
                            + shape.parts().stream()
                                    .map(Shape.Part::plainName)
                                    .collect(Collectors.joining(", ")));
        return builder.build();
    }

    private static Object open(
            Shape.Open open, Shape.Builder builder, List<ObjectSet> given, @Nullable Object plain) {
        if (plain instanceof Map<?, ?> map && map.containsKey(PlainValues.OPEN))
            return openValue(map);
        if (plain instanceof Map<?, ?> map && map.containsKey(PlainValues.VALUE))
            return verbatim(
                    open,
                    builder,
                    given,
                    map.get(PlainValues.VALUE),
                    octets(map.get(PlainValues.OCTETS)));
        var set = Shape.sets(new Class<?>[] {open.set()}, given).getFirst();
        if (!(builder.get(open.key()) instanceof Integer key))
            throw new EncodeException("the key " + open.key() + " has to stand before it");
        var object = Shape.object(set, open.field(), key);
        if (object == null)
            throw new EncodeException(
                    "nothing known under "
                            + open.key()
                            + " "
                            + key
                            + "; give its octets as {\""
                            + PlainValues.OPEN
                            + "\": \"hex\"}");
        return read(object.type(), object.typed(), List.of(), plain);
    }

    /// The octets count as long as nobody changed the value beside them.
    private static Object verbatim(
            Shape.Open open,
            Shape.Builder builder,
            List<ObjectSet> given,
            @Nullable Object plain,
            Octets octets) {
        var value = open(open, builder, given, plain);
        var set = Shape.sets(new Class<?>[] {open.set()}, given).getFirst();
        if (!(builder.get(open.key()) instanceof Integer key)) return value;
        var in = Shape.isAligned(set.getClass()) ? PerReader.aligned() : PerReader.unaligned();
        try {
            var sent = set.decode(open.field(), key, in.reset(octets.toByteArray()));
            return value.equals(sent) ? new Verbatim(value, octets) : value;
        } catch (DecodeException e) {
            throw new EncodeException(PlainValues.OCTETS + ": " + e.getMessage());
        }
    }

    private static OpenValue openValue(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map && map.size() == 1 && map.containsKey(PlainValues.OPEN))
            return new OpenValue(octets(map.get(PlainValues.OPEN)));
        return unexpected("{\"" + PlainValues.OPEN + "\": \"hex\"}", plain);
    }

    private static Extensions extensions(@Nullable Object plain) {
        if (!(plain instanceof Map<?, ?> map) || !(map.get("unknown") instanceof List<?> additions))
            return unexpected("bitmapBits and unknown", plain);
        var unknown = new ArrayList<Extensions.Addition>();
        for (var addition : additions) {
            if (!(addition instanceof Map<?, ?> one))
                return unexpected("index and octets", addition);
            unknown.add(
                    new Extensions.Addition(
                            number(one.get("index"), 0, Integer.MAX_VALUE).intValueExact(),
                            octets(one.get("octets"))));
        }
        return new Extensions(
                number(map.get("bitmapBits"), 0, 16383).intValueExact(), List.copyOf(unknown));
    }

    private static Object item(Class<?> type, String name) {
        var items = type.isEnum() ? type : type.getPermittedSubclasses()[0];
        if (!items.isEnum()) items = type.getPermittedSubclasses()[1];
        for (var item : items.getEnumConstants())
            if (item instanceof Named named && named.asn1Name().equals(name)) return item;
        var later = LATER_ITEM.matcher(name);
        if (later.matches() && !type.isEnum())
            for (var other : type.getPermittedSubclasses())
                if (other.isRecord())
                    return Shape.of(other)
                            .make(number(later.group(1), 0, Integer.MAX_VALUE).intValueExact());
        throw new EncodeException(
                "no item "
                        + name
                        + "; there are "
                        + Arrays.stream(items.getEnumConstants())
                                .map(it -> ((Named) it).asn1Name())
                                .collect(Collectors.joining(", ")));
    }

    private static BigInteger number(@Nullable Object plain, long least, long most) {
        var number = number(plain);
        if (number.compareTo(BigInteger.valueOf(least)) < 0
                || number.compareTo(BigInteger.valueOf(most)) > 0)
            return unexpected("a number in " + least + ".." + most, plain);
        return number;
    }

    private static BigInteger number(@Nullable Object plain) {
        switch (plain) {
            case BigInteger big -> {
                return big;
            }
            case BigDecimal decimal -> {
                try {
                    return decimal.toBigIntegerExact();
                } catch (ArithmeticException e) {
                    return unexpected("a whole number", plain);
                }
            }
            case Integer _, Long _, Short _, Byte _ -> {
                return BigInteger.valueOf(((Number) plain).longValue());
            }
            case String text -> {
                var match = NAMED_NUMBER.matcher(text);
                if (match.matches())
                    return new BigInteger(match.group(1) == null ? match.group(2) : match.group(1));
                return unexpected("a number", plain);
            }
            case null, default -> {
                return unexpected("a number", plain);
            }
        }
    }

    private static Octets octets(@Nullable Object plain) {
        try {
            return Octets.ofHex(text(plain, "octets in hex"));
        } catch (IllegalArgumentException e) {
            return unexpected("octets in hex", plain);
        }
    }

    private static BitString bits(@Nullable Object plain) {
        var match = BITS.matcher(text(plain, "bits"));
        if (match.matches() && match.group(2).length() < 10) {
            int count = Integer.parseInt(match.group(2));
            if ((count + 7) / 8 * 2 == match.group(1).length())
                return BitString.of(Octets.ofHex(match.group(1)).toByteArray(), count);
        }
        return unexpected("bits as hex, a slash and their number, like a8/5", plain);
    }

    private static String text(@Nullable Object plain, String what) {
        return plain instanceof String text ? text : unexpected(what, plain);
    }

    private static <T> T unexpected(String wanted, @Nullable Object plain) {
        var shown = String.valueOf(plain);
        throw new EncodeException(
                "expected "
                        + wanted
                        + ", not "
                        + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
    }
}

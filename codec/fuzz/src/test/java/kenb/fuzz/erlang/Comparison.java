package kenb.fuzz.erlang;

import kenb.codec.per.BitString;
import kenb.codec.per.PduType;
import kenb.codec.text.PlainValues;
import kenb.fuzz.erlang.Sample.Contained;
import kenb.fuzz.erlang.Term.Atom;
import kenb.fuzz.erlang.Term.Fields;
import kenb.fuzz.erlang.Term.Tuple;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Where a value is not what it was meant to be; null where it is.
///
/// @param odd counts values that we found written in another way than the canonical one
record Comparison(Map<String, PduType> types, ErlangCodec erlang, AtomicInteger odd) {
    private static final Pattern NAMED_NUMBER = Pattern.compile(".*\\((-?\\d+)\\)");

    /// @param actual of {@link PlainValues}
    @Nullable String plain(String path, Object expected, @Nullable Object actual) {
        return switch (expected) {
            case Contained(var type, var inside) ->
                    plain(
                            path + "." + type,
                            inside,
                            PlainValues.of(
                                    type(type)
                                            .decode(
                                                    HexFormat.of()
                                                            .parseHex(String.valueOf(actual)))));
            case Object _ when actual instanceof Map<?, ?> odd && odd.containsKey("$octets") -> {
                odd().incrementAndGet();
                yield plain(path, expected, odd.get("$value"));
            }
            case Map<?, ?> map when actual instanceof Map<?, ?> other -> maps(path, map, other);
            case List<?> list
                    when actual instanceof List<?> other && list.size() == other.size() -> {
                String difference = null;
                for (int i = 0; i < list.size() && difference == null; i++)
                    difference = plain(path + "[" + i + "]", list.get(i), other.get(i));
                yield difference;
            }
            case BigInteger number when number.equals(number(actual)) -> null;
            case Boolean flag when flag && actual == null -> null; // an alternative that is NULL
            default -> expected.equals(actual) ? null : path + ": " + expected + ", not " + actual;
        };
    }

    private @Nullable String maps(String path, Map<?, ?> expected, Map<?, ?> actual) {
        for (var entry : expected.entrySet()) {
            var at = path + "." + entry.getKey();
            if (!actual.containsKey(entry.getKey())) return at + " is missing: " + entry.getValue();
            var difference = plain(at, entry.getValue(), actual.get(entry.getKey()));
            if (difference != null) return difference;
        }
        for (var key : actual.keySet())
            if (!expected.containsKey(key)
                    && !(key.equals("$extensions")
                            && actual.get(key) instanceof Map<?, ?> extensions
                            && List.of().equals(extensions.get("unknown"))))
                return path + "." + key + " should not be there: " + actual.get(key);
        return null;
    }

    private static @Nullable BigInteger number(@Nullable Object actual) {
        if (actual instanceof Number) return new BigInteger(actual.toString());
        var named = NAMED_NUMBER.matcher(String.valueOf(actual));
        return named.matches() ? new BigInteger(named.group(1)) : null;
    }

    /// The value as {@link PlainValues} reads it: what is contained as octets of ours.
    Object toRead(Object plain) {
        return switch (plain) {
            case Contained(var type, var inside) ->
                    HexFormat.of()
                            .formatHex(
                                    type(type)
                                            .encode(
                                                    PlainValues.read(
                                                            type(type).type(), toRead(inside))));
            case Map<?, ?> map -> {
                var read = new LinkedHashMap<Object, Object>();
                map.forEach((key, value) -> read.put(key, toRead(value)));
                yield read;
            }
            case List<?> list -> list.stream().map(it -> toRead(it)).toList();
            default -> plain;
        };
    }

    private PduType type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    /// @param actual what Erlang decoded
    @Nullable String term(String path, Object expected, @Nullable Object actual) {
        return switch (expected) {
            case Tuple(var elements)
                    when elements.getFirst().equals(Term.atom(Sample.CONTAINED))
                            && elements.get(1) instanceof Atom(var type)
                            && actual instanceof BitString octets ->
                    term(
                            path + "." + type,
                            elements.get(2),
                            erlang.decode(type, octets.toByteArray()));
            case Tuple(var elements) when actual instanceof Tuple(var others) ->
                    term(path, elements, others);
            case Fields(var values)
                    when actual instanceof Tuple(var others)
                            && others.size() == values.size() + 1 ->
                    term(path, values, others.subList(1, others.size()));
            case List<?> list
                    when actual instanceof List<?> other && list.size() == other.size() -> {
                var differences = new ArrayList<String>();
                for (int i = 0; i < list.size() && differences.isEmpty(); i++) {
                    var difference = term(path + "[" + i + "]", list.get(i), other.get(i));
                    if (difference != null) differences.add(difference);
                }
                yield differences.isEmpty() ? null : differences.getFirst();
            }
            default -> expected.equals(actual) ? null : path + ": " + expected + ", not " + actual;
        };
    }
}

package kenb.tools.diff;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Compares plain values field by field.
final class Comparison {
    /// @param left text of the value, empty where that side has none
    record Difference(String path, String left, String right) {}

    private final IdMap ids;
    private final boolean strict;
    private final List<Difference> differences = new ArrayList<>();

    /// @param strict whether ids and keys have to be the same too
    Comparison(IdMap ids, boolean strict) {
        this.ids = ids;
        this.strict = strict;
    }

    List<Difference> differences() {
        return differences;
    }

    void compare(String path, String field, @Nullable Object left, @Nullable Object right) {
        if (!strict && IdMap.isFresh(field)) return;
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
            var names = new LinkedHashSet<Object>(one.keySet());
            names.addAll(other.keySet());
            for (var name : names) {
                // An IE's value goes by the name of the IE.
                var inner = name.equals("value") ? field : name.toString();
                compare(joined(path, name.toString()), inner, one.get(name), other.get(name));
            }
        } else if (left instanceof List<?> one && right instanceof List<?> other) {
            lists(path, field, one, other);
        } else if (!String.valueOf(left).equals(String.valueOf(right))) {
            leaf(path, field, text(left), text(right));
        }
    }

    private void leaf(String path, String field, String left, String right) {
        boolean id = !strict && !left.isEmpty() && !right.isEmpty() && IdMap.isId(field);
        if (id) {
            ids.pair(field, left, right);
            return;
        }
        differences.add(new Difference(path, left, right));
    }

    /// Elements with an id go by that, each to the one of the same id; others by their place.
    private void lists(String path, String field, List<?> left, List<?> right) {
        var byId = new HashMap<String, Object>();
        boolean named =
                left.stream().allMatch(it -> id(it) != null)
                        && right.stream().allMatch(it -> id(it) != null);
        if (!named || left.isEmpty()) {
            for (int i = 0; i < Math.max(left.size(), right.size()); i++)
                compare(
                        path + "[" + i + "]",
                        field,
                        i < left.size() ? left.get(i) : null,
                        i < right.size() ? right.get(i) : null);
            return;
        }
        var names = new LinkedHashSet<String>();
        var others = new HashMap<String, Object>();
        index(left, byId, names);
        index(right, others, names);
        for (var name : names) {
            var ie = name.replaceFirst(" \\(\\d+\\)(#\\d+)?$", "");
            compare(joined(path, ie), ie, byId.get(name), others.get(name));
        }
    }

    private static void index(List<?> list, Map<String, Object> byId, LinkedHashSet<String> names) {
        for (var element : list) {
            var name = id(element);
            for (int i = 2; name != null && byId.containsKey(name); i++)
                name = id(element) + "#" + i;
            if (name == null || element == null) continue;
            byId.put(name, element);
            names.add(name);
        }
    }

    private static @Nullable String id(@Nullable Object element) {
        return element instanceof Map<?, ?> map && map.get("id") instanceof String id
                ? id.startsWith("id-") ? id.substring(3) : id
                : null;
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String text(@Nullable Object value) {
        if (value == null) return "";
        var text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "…";
    }
}

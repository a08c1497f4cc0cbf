package kenb.tools.diff;

import kenb.stack.capture.CapturedPdu;
import kenb.tools.decode.Decoded;
import kenb.tools.decode.SeenMessage;
import kenb.tools.decode.TextLines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Collects the messages of two captures and tells how they differ. User data and damage are left out.
public final class CaptureDiff {
    private static final int MOST = 200_000;

    /// How two captures compare.
    public record Outcome(int alike, int differing, int leftOnly, int rightOnly) {
        public boolean same() {
            return differing + leftOnly + rightOnly == 0;
        }

        @Override
        public String toString() {
            return "%d alike, %d differ, %d only in the first, %d only in the second"
                    .formatted(alike, differing, leftOnly, rightOnly);
        }
    }

    private final List<SeenMessage> left = new ArrayList<>();
    private final List<SeenMessage> right = new ArrayList<>();
    private final boolean strict;

    /// @param strict whether ids, keys and challenges have to be the same too
    public CaptureDiff(boolean strict) {
        this.strict = strict;
    }

    /// Takes the next message of the first or the second capture.
    ///
    /// @throws IllegalStateException when there are more than can be held at once
    public void add(boolean first, SeenMessage message) {
        if (message.pdu() instanceof CapturedPdu.Damage || isUserData(message)) return;
        var side = first ? left : right;
        if (side.size() == MOST)
            throw new IllegalStateException(
                    "more than " + MOST + " messages: choose some by --filter");
        side.add(message);
    }

    private static boolean isUserData(SeenMessage message) {
        return message.name().equals("G-PDU") || message.name().contains("PDU on DRB");
    }

    /// @param all whether to show messages that are alike too
    public Outcome compare(StringBuilder out, boolean all) {
        var ids = new IdMap();
        int alike = 0;
        int differing = 0;
        int leftOnly = 0;
        int rightOnly = 0;
        for (var pair : Alignment.of(left, right, CaptureDiff::sameKind)) {
            if (pair.right() < 0) {
                leftOnly++;
                line(out, '-', left.get(pair.left()), "");
            } else if (pair.left() < 0) {
                rightOnly++;
                line(out, '+', right.get(pair.right()), "");
            } else {
                var one = left.get(pair.left());
                var other = right.get(pair.right());
                var differences = differences(one, other, ids);
                if (differences.isEmpty()) alike++;
                else differing++;
                if (!all && differences.isEmpty()) continue;
                line(out, differences.isEmpty() ? '=' : '~', one, " ↔ " + other.origin().packet());
                for (var it : differences)
                    out.append("        ")
                            .append(
                                    TextLines.printable(
                                            it.path()
                                                    + ": "
                                                    + side(it.left())
                                                    + " | "
                                                    + side(it.right())))
                            .append('\n');
            }
        }
        if (!ids.pairs().isEmpty()) {
            out.append("Ids of the first, and of the second:\n");
            ids.pairs()
                    .forEach((id, it) ->
                            out.append("    ").append(id).append(" → ").append(it).append('\n'));
        }
        return new Outcome(alike, differing, leftOnly, rightOnly);
    }

    private List<Comparison.Difference> differences(SeenMessage one, SeenMessage other, IdMap ids) {
        var comparison = new Comparison(ids, strict);
        if (one.decoded() == null || other.decoded() == null)
            comparison.compare(
                    "octets",
                    "",
                    java.util.HexFormat.of().formatHex(one.octets()),
                    java.util.HexFormat.of().formatHex(other.octets()));
        else compare(comparison, one.decoded(), other.decoded());
        return comparison.differences();
    }

    /// Messages in containers are compared by their fields; their octets in the message around them are not.
    private void compare(Comparison comparison, Decoded one, Decoded other) {
        boolean bare = strict || one.inside().isEmpty();
        comparison.compare("", "", plain(one, bare), plain(other, bare));
        for (int i = 0; i < Math.min(one.inside().size(), other.inside().size()); i++)
            compare(comparison, one.inside().get(i), other.inside().get(i));
    }

    private static Object plain(Decoded message, boolean bare) {
        var plain = message.content().plain().get();
        return bare ? plain : withoutContainers(plain, "");
    }

    private static Object withoutContainers(Object plain, String field) {
        return switch (plain) {
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<Object, Object>();
                var id =
                        map.get("id") instanceof String text
                                ? text.replaceFirst("^id-| \\(\\d+\\)$", "")
                                        .replaceFirst(" \\(\\d+\\)$", "")
                                : field;
                map.forEach((name, value) -> {
                    if (value == null) return;
                    var inner = name.equals("value") ? id : name.toString();
                    kept.put(name, withoutContainers(value, inner));
                });
                yield kept;
            }
            case List<?> list ->
                    list.stream()
                            .map(it -> withoutContainers(it, field))
                            .collect(Collectors.toList());
            default -> Decoded.isContainer(field) ? "" : plain;
        };
    }

    private static String side(String value) {
        return value.isEmpty() ? "(absent)" : value;
    }

    private static boolean sameKind(SeenMessage one, SeenMessage other) {
        return kind(one).equals(kind(other));
    }

    private static String kind(SeenMessage message) {
        var decoded = message.decoded();
        var ends = name(message.source()) + name(message.destination());
        if (decoded == null) return ends + message.protocol() + ' ' + message.name();
        return ends
                + decoded.all()
                        .map(it -> it.protocol() + ' ' + it.name())
                        .collect(Collectors.joining("|"));
    }

    /// A node's name; empty for an address, which may be another tomorrow.
    private static String name(String endpoint) {
        return endpoint.contains(":") || endpoint.equals("?") ? "" : endpoint + ' ';
    }

    private static void line(StringBuilder out, char mark, SeenMessage message, String behind) {
        out.append(mark).append(' ').append(message.protocol()).append("  ").append(message.name());
        var decoded = message.decoded();
        if (decoded != null)
            decoded.all().skip(1).forEach(it -> out.append(", ").append(it.name()));
        out.append("  packet ").append(message.origin().packet()).append(behind).append('\n');
    }
}

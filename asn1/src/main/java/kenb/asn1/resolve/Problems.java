package kenb.asn1.resolve;

import kenb.asn1.model.Position;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Collects what is wrong, so that one run reports everything.
final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    private int reports;

    void report(Position position, String message) {
        reports++;
        found.add(new Problem(position, message));
    }

    /// "unknown … 'E-RABID'" with the nearest of the known names, if one is near enough.
    ///
    /// @param where ` in SEQUENCE E-RABs-Item`, or empty
    void unknown(
            Position position,
            String kind,
            String name,
            String where,
            Map<String, Position> known) {
        String nearest = null;
        int best = name.length() < 2 ? 1 : Math.max(1, name.length() / 3) + 1;
        for (var candidate : known.keySet()) {
            if (candidate.equals(name)) continue;
            int distance = distance(name, candidate, best);
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        var text = "unknown " + kind + " '" + name + "'" + where + ".";
        if (nearest != null) {
            var at = known.get(nearest);
            text +=
                    " Did you mean '"
                            + nearest
                            + "' ("
                            + (at.file().equals(position.file()) ? "" : at.file() + " ")
                            + "line "
                            + at.line()
                            + ")?";
        } else {
            text += " Define it, or import it from the module that does.";
        }
        report(position, text);
    }

    /// How often a problem was reported, the same ones again too.
    int reports() {
        return reports;
    }

    int count() {
        return found.size();
    }

    void throwIfAny() throws Asn1Exception {
        if (found.isEmpty()) return;
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparing((Problem p) -> p.position().file())
                        .thenComparing(p -> p.position().line())
                        .thenComparing(p -> p.position().column()));
        throw new Asn1Exception(sorted);
    }

    /// Edit distance, ignoring case; gives up with `limit` once it can't be less.
    static int distance(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) >= limit) return limit;
        var a = left.toLowerCase(Locale.ROOT);
        var b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

package kenb.perf.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A report for people.
public final class TextTable {
    private TextTable() {}

    /// The whole report, lines ended by `\n`.
    public static String of(BenchReport report) {
        var out = new StringBuilder(report.title()).append("\n\n");
        int width =
                report.surroundings().keySet().stream().mapToInt(String::length).max().orElse(0);
        report.surroundings()
                .forEach((name, value) ->
                        out.append(name)
                                .repeat(' ', width + 2 - name.length())
                                .append(value)
                                .append('\n'));
        out.append('\n');
        print(cells(report), report.peer() != null, out);
        if (!report.notes().isEmpty()) out.append('\n');
        for (var note : report.notes()) out.append(note).append('\n');
        return out.toString();
    }

    /// Rows of cells, the head first; a row of one cell is the name of a group.
    private static List<List<String>> cells(BenchReport report) {
        var rows = new ArrayList<List<String>>();
        var peer = report.peer();
        var head = new ArrayList<>(List.of("", "ns/op", "least", "most", "B/op"));
        if (peer != null)
            head.addAll(List.of(peer + " ns/op", "least", "most", "times as fast", "aim"));
        rows.add(head);
        var group = "";
        for (var row : report.rows()) {
            if (!row.group().equals(group)) {
                group = row.group();
                rows.add(List.of(group));
            }
            var cells = new ArrayList<String>();
            cells.add("  " + row.what());
            add(cells, row.here().cpu());
            var octets = row.here().octets();
            cells.add(octets == null ? "" : number(octets.median() < 0.5 ? 0 : octets.median()));
            var other = row.peer();
            if (peer != null) {
                if (other == null) cells.addAll(List.of("", "", ""));
                else add(cells, other.cpu());
                var ratio = row.ratio();
                cells.add(ratio == null ? "" : String.format(Locale.ROOT, "%.1f", ratio));
                var aim = row.aim();
                cells.add(aim == null ? "" : number(aim));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static void add(List<String> cells, Samples samples) {
        cells.add(number(samples.median()));
        cells.add(number(samples.least()));
        cells.add(number(samples.most()));
    }

    private static void print(List<List<String>> rows, boolean peer, StringBuilder out) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows)
            for (int i = 0; row.size() > 1 && i < row.size(); i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        for (var row : rows) {
            var line = new StringBuilder(row.getFirst());
            for (int i = 1; i < row.size(); i++) {
                if (i == 1) line.repeat(' ', widths[0] - line.length());
                line.append(peer && i == 5 ? "   " : "  ")
                        .repeat(' ', widths[i] - row.get(i).length())
                        .append(row.get(i));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /// Three digits that count.
    static String number(double value) {
        if (value == 0 || value >= 99.95 || value == Math.rint(value))
            return String.format(Locale.ROOT, "%,.0f", value);
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : "%.1f", value);
    }
}

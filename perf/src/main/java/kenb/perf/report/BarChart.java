package kenb.perf.report;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A report as SVG: a bar an operation and an implementation, its length the logarithm of the time, a
/// thin line from the least to the most of the rounds.
public final class BarChart {
    private static final int WIDTH = 960;
    private static final int LEFT = 170;
    private static final int RIGHT = 130;
    private static final int BAR = 13;
    private static final int GROUP_HEAD = 30;
    private static final int PLOT = WIDTH - LEFT - RIGHT;
    private static final String HERE = "#2b6cb0";
    private static final String PEER = "#c05621";

    private final BenchReport report;
    private final StringBuilder out = new StringBuilder();
    private final int firstDecade;
    private final int decades;

    private BarChart(BenchReport report) {
        this.report = report;
        var times =
                report.rows().stream()
                        .flatMap(it -> Stream.of(it.here(), it.peer()))
                        .filter(it -> it != null)
                        .flatMap(it -> Stream.of(it.cpu().least(), it.cpu().most()))
                        .toList();
        double least = times.stream().mapToDouble(it -> it).min().orElse(1);
        double most = times.stream().mapToDouble(it -> it).max().orElse(10);
        firstDecade = (int) Math.floor(Math.log10(least));
        decades = Math.max(1, (int) Math.ceil(Math.log10(most)) - firstDecade);
    }

    public static String of(BenchReport report) {
        return new BarChart(report).draw();
    }

    private String draw() {
        int top = 70 + 17 * report.surroundings().size();
        int bottom = top + height();
        int total = bottom + 62 + 17 * report.notes().size();
        out.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
                font-family="sans-serif" font-size="12" fill="#1a202c">
                <rect width="100%%" height="100%%" fill="white"/>
                """
                        .formatted(WIDTH, total, WIDTH, total));
        text(16, 28, "start", "font-size=\"17\" font-weight=\"bold\"", report.title());
        int y = 50;
        for (var line : report.surroundings().entrySet()) {
            text(16, y, "start", "fill=\"#4a5568\"", line.getKey() + ": " + line.getValue());
            y += 17;
        }
        legend(y);
        axis(top, bottom);
        bars(top);
        y = bottom + 58;
        for (var note : report.notes()) {
            text(16, y, "start", "font-size=\"11\" fill=\"#4a5568\"", note);
            y += 17;
        }
        return out.append("</svg>\n").toString();
    }

    private int height() {
        int height = 8;
        var group = "";
        for (var row : report.rows()) {
            if (!row.group().equals(group)) height += GROUP_HEAD;
            group = row.group();
            height += rowHeight(row);
        }
        return height;
    }

    private static int rowHeight(BenchRow row) {
        return (row.peer() == null ? 1 : 2) * BAR + 7;
    }

    private void legend(int y) {
        rectangle(LEFT, y - 9, 12, HERE);
        text(LEFT + 18, y + 1, "start", "", "kenb");
        if (report.peer() == null) return;
        rectangle(LEFT + 70, y - 9, 12, PEER);
        text(
                LEFT + 88,
                y + 1,
                "start",
                "",
                report.peer() + "; the factor is its time divided by kenb's");
    }

    private void axis(int top, int bottom) {
        for (int decade = 0; decade <= decades; decade++) {
            double value = Math.pow(10, firstDecade + decade);
            line(x(value), top, x(value), bottom, "#a0aec0");
            text(x(value), bottom + 16, "middle", "fill=\"#4a5568\"", TextTable.number(value));
            for (int step = 2; step < 10 && decade < decades; step++)
                line(x(value * step), top, x(value * step), bottom, "#edf2f7");
        }
        text(
                LEFT + PLOT / 2.0,
                bottom + 36,
                "middle",
                "",
                "nanoseconds an operation, logarithmic; shorter is faster");
    }

    private void bars(int top) {
        int y = top + 4;
        var group = "";
        for (var row : report.rows()) {
            if (!row.group().equals(group)) {
                group = row.group();
                y += GROUP_HEAD;
                text(16, y - 8, "start", "font-weight=\"bold\"", group);
            }
            text(LEFT - 8, y + BAR - 2, "end", "", row.what());
            bar(y, row.here(), HERE, row.ratio());
            if (row.peer() != null) bar(y + BAR, row.peer(), PEER, null);
            y += rowHeight(row);
        }
    }

    private void bar(int y, Measurement measurement, String colour, @Nullable Double ratio) {
        var time = measurement.cpu();
        rectangle(LEFT, y, x(time.median()) - LEFT, colour);
        double middle = y + (BAR - 2) / 2.0;
        line(x(time.least()), middle, x(time.most()), middle, "#1a202c");
        var label = TextTable.number(time.median()) + " ns";
        if (ratio != null) label += String.format(Locale.ROOT, "  (%.1f ×)", ratio);
        text(x(time.most()) + 6, y + BAR - 3, "start", "font-size=\"11\"", label);
    }

    private double x(double nanos) {
        return LEFT + PLOT * (Math.log10(nanos) - firstDecade) / decades;
    }

    private void rectangle(double x, double y, double width, String colour) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        x,
                        y,
                        width,
                        BAR - 2,
                        colour));
    }

    private void line(double x1, double y1, double x2, double y2, String colour) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour));
    }

    private void text(double x, double y, String anchor, String attributes, String text) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                        x,
                        y,
                        anchor,
                        attributes,
                        escape(text)));
    }

    private static String escape(String text) {
        var escaped = text;
        for (var pair : List.of("& &amp;", "< &lt;", "> &gt;"))
            escaped = escaped.replace(pair.substring(0, 1), pair.substring(2));
        return escaped;
    }
}

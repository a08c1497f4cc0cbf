package kenb.perf.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Rows that tell `gbitPerSecond` by `octets` as SVG: a panel for each `panel` they name, in it a line for each `provider`, throughput over
/// length.
public final class ThroughputChart {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 260;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 40;
    private static final int COLUMNS = 2;
    private static final int HEAD = 60;
    private static final List<String> COLOURS =
            List.of("#2b6cb0", "#c05621", "#2f855a", "#6b46c1", "#b83280");

    private final StringBuilder out = new StringBuilder();
    private final BenchReport report;

    /// Gbit/s by octets, by provider, by panel.
    private final Map<String, Map<String, TreeMap<Integer, Double>>> panels = new LinkedHashMap<>();

    private final List<String> providers = new ArrayList<>();

    private ThroughputChart(BenchReport report) {
        this.report = report;
        for (var row : report.rows()) {
            var details = row.details();
            if (details.get("gbitPerSecond") instanceof Number here
                    && details.get("octets") instanceof Number octets
                    && details.get("panel") instanceof String panel
                    && details.get("provider") instanceof String provider) {
                put(panel, provider, octets.intValue(), here.doubleValue());
                if (report.peer() != null
                        && details.get("peerGbitPerSecond") instanceof Number there)
                    put(panel, report.peer(), octets.intValue(), there.doubleValue());
            }
        }
    }

    private void put(String panel, String provider, int octets, double gbits) {
        panels.computeIfAbsent(panel, _ -> new LinkedHashMap<>())
                .computeIfAbsent(provider, _ -> new TreeMap<>())
                .put(octets, gbits);
        if (!providers.contains(provider)) providers.add(provider);
    }

    /// Whether there is anything to draw.
    public static boolean suits(BenchReport report) {
        return !new ThroughputChart(report).panels.isEmpty();
    }

    public static String of(BenchReport report) {
        return new ThroughputChart(report).draw();
    }

    private String draw() {
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * WIDTH;
        int height = HEAD + rows * HEIGHT;
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#1a202c\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                width, height, width, height);
        text(16, 24, "start", 16, "#1a202c", "Throughput by PDU length, Gbit/s");
        double x = 16;
        for (int i = 0; i < providers.size(); i++) {
            append(
                    "<rect x=\"%.0f\" y=\"36\" width=\"14\" height=\"4\" fill=\"%s\"/>%n",
                    x, colour(i));
            text(x + 20, 42, "start", 12, "#1a202c", providers.get(i));
            x += 40 + 7.5 * providers.get(i).length();
        }
        int index = 0;
        for (var panel : panels.entrySet()) {
            append(
                    "<g transform=\"translate(%d %d)\">%n",
                    index % COLUMNS * WIDTH, HEAD + index / COLUMNS * HEIGHT);
            panel(panel.getKey(), panel.getValue());
            append("</g>%n");
            index++;
        }
        return out.append("</svg>\n").toString();
    }

    private void panel(String name, Map<String, TreeMap<Integer, Double>> lines) {
        text(LEFT, 18, "start", 13, "#1a202c", name);
        var sizes =
                lines.values().stream()
                        .flatMap(it -> it.keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
        double most =
                lines.values().stream()
                        .flatMap(it -> it.values().stream())
                        .mapToDouble(it -> it)
                        .max()
                        .orElse(1);
        double step = step(most);
        double top = Math.ceil(most / step) * step;
        for (double value = 0; value <= top + step / 2; value += step) {
            double y = y(value / top);
            append(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e2e8f0\"/>%n",
                    LEFT, y, WIDTH - RIGHT, y);
            text(LEFT - 6, y + 4, "end", 11, "#4a5568", TextTable.number(value));
        }
        for (int size : sizes)
            text(
                    x(size, sizes),
                    HEIGHT - BOTTOM + 16,
                    "middle",
                    11,
                    "#4a5568",
                    Integer.toString(size));
        text(
                (LEFT + WIDTH - RIGHT) / 2.0,
                HEIGHT - BOTTOM + 32,
                "middle",
                11,
                "#4a5568",
                "octets of a PDU");
        lines.forEach((provider, line) -> {
            var colour = colour(providers.indexOf(provider));
            var points = new StringBuilder();
            line.forEach((size, gbits) -> {
                double px = x(size, sizes);
                double py = y(gbits / top);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", px, py));
                append(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s, %d octets: %s Gbit/s</title></circle>%n",
                        px, py, colour, provider, size, TextTable.number(gbits));
            });
            append(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    points.toString().strip(), colour);
        });
    }

    /// 1, 2 or 5 times a power of ten, so that four to ten steps reach the most.
    private static double step(double most) {
        double decade = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {0.1, 0.2, 0.5, 1})
            if (most / (step * decade) <= 10) return step * decade;
        return decade;
    }

    private static double x(int size, List<Integer> sizes) {
        double least = Math.log(sizes.getFirst());
        double span = Math.log(sizes.getLast()) - least;
        double part = span == 0 ? 0.5 : (Math.log(size) - least) / span;
        return LEFT + 12 + part * (WIDTH - LEFT - RIGHT - 24);
    }

    private static double y(double part) {
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    private void text(double x, double y, String anchor, int size, String colour, String text) {
        append(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>%n",
                x, y, anchor, size, colour, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void append(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}

package kenb.tools.ladder;

import static kenb.tools.ladder.Svg.escape;
import static kenb.tools.ladder.Svg.fit;
import static kenb.tools.ladder.Svg.number;

import kenb.tools.ladder.Ladder.Arrow;
import kenb.tools.ladder.Ladder.Band;
import kenb.tools.ladder.Ladder.KeyEvent;
import kenb.tools.ladder.Ladder.KeyLife;
import kenb.tools.ladder.Ladder.Row;
import kenb.tools.ladder.Ladder.Step;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Draws a ladder as one SVG file: no script, light and dark by the reader's preference, details on hover.
public final class SvgLadder {
    private static final double LEFT = 96;
    private static final double RIGHT = 36;
    private static final double TOP = 118;
    private static final double BOX_HEIGHT = 34;
    private static final double NAME_SIZE = 13;
    private static final double SMALL_SIZE = 11;
    private static final double BAR_WIDTH = 4;
    private static final double BAR_STEP = 6;
    private static final int BAR_LANES = 4;
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String STYLE =
            """
            svg{--bg:#fff;--ink:#1c2430;--mute:#5b6675;--line:#c3cad4;--box:#f2f5f9;--band:#eef1f5;--step:#e8eefb;\
            --s1ap:#1f5fc4;--x2ap:#b4530a;--rrc:#15803d;--nr:#7c3aed;--other:#475569;--bad:#c81e3a;\
            --k0:#d97706;--k1:#0891b2;--k2:#a21caf;--k3:#4d7c0f;background:var(--bg);\
            font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            @media (prefers-color-scheme:dark){svg{--bg:#10151d;--ink:#e6ebf2;--mute:#9aa7b8;--line:#3a4656;\
            --box:#1b2430;--band:#1a222d;--step:#1b2a44;--s1ap:#7fb0ff;--x2ap:#f6a35c;--rrc:#5fd38a;--nr:#c4a5ff;\
            --other:#a9b6c8;--bad:#ff7d90;--k0:#fbbf24;--k1:#38bdf8;--k2:#e879f9;--k3:#a3e635}}
            text{fill:var(--ink)}.halo{paint-order:stroke;stroke:var(--bg);stroke-width:5px;stroke-linejoin:round}
            .title{font-size:19px;font-weight:650}.mute,.time,.detail,.flow{fill:var(--mute)}
            .time{font-size:11px;font-variant-numeric:tabular-nums;text-anchor:end}.detail,.flow,.key{font-size:11px}
            .name{font-size:13px;font-weight:600}.node{font-size:14px;font-weight:650;text-anchor:middle}
            .life{stroke:var(--line);stroke-width:1.5}.box{fill:var(--box);stroke:var(--line)}
            .step{font-size:14px;font-weight:650}.stepbar{fill:var(--step)}.band{fill:var(--band);stroke:var(--line);stroke-dasharray:3 3}
            .arrow{stroke:var(--c);stroke-width:1.8;fill:none}.head{fill:var(--c)}.tinted{fill:var(--c)}
            .s1ap{--c:var(--s1ap)}.x2ap{--c:var(--x2ap)}.rrc{--c:var(--rrc)}.nr{--c:var(--nr)}.other{--c:var(--other)}.bad{--c:var(--bad)}
            .middle{text-anchor:middle}.end{text-anchor:end}.row:hover .name,.row:hover .key{text-decoration:underline}
            """;

    private record Bar(int lane, double y, KeyLife key) {}

    private final Ladder ladder;
    private final double spacing;
    private final double width;
    private final StringBuilder under = new StringBuilder(); // bars and bands, below the arrows
    private final StringBuilder over = new StringBuilder();
    private final Map<KeyLife, Bar> bars = new HashMap<>();
    private final List<TreeSet<Integer>> freeLanes = new ArrayList<>();
    private double y = TOP + BOX_HEIGHT + 18;

    private SvgLadder(Ladder ladder) {
        this.ladder = ladder;
        int count = Math.max(1, ladder.lifelines().size());
        this.spacing = Math.clamp(1320.0 / count, 204, 320);
        this.width = Math.max(720, LEFT + spacing * count + RIGHT);
        for (int i = 0; i < count; i++) {
            var lanes = new TreeSet<Integer>();
            for (int lane = 0; lane < BAR_LANES; lane++) lanes.add(lane);
            freeLanes.add(lanes);
        }
    }

    /// A whole SVG document.
    public static String draw(Ladder ladder) {
        return new SvgLadder(ladder).document();
    }

    /// The drawing in a page of its own, which a browser shows by itself and which can be sent around.
    public static String html(Ladder ladder) {
        var svg = draw(ladder);
        return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>body{margin:0}svg{display:block;margin:auto;max-width:100%%;height:auto}</style>
        %s</html>
        """
                .formatted(escape(ladder.title()), svg.substring(svg.indexOf("<svg")));
    }

    private String document() {
        drawRows();
        bars.values().forEach(bar -> drawBar(bar, y));
        double bottom = y + 14;
        double height = bottom + BOX_HEIGHT + 24;
        var out = new StringBuilder();
        out.append(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" viewBox="0 0 %s %s" width="%s" height="%s" style="max-width:100%%;height:auto">
                <title id="t">%s</title>
                <desc id="d">%s</desc>
                <style>
                %s</style>
                <rect width="100%%" height="100%%" style="fill:var(--bg)"/>
                """
                        .formatted(
                                number(width),
                                number(height),
                                number(width),
                                number(height),
                                escape(ladder.title()),
                                escape(description()),
                                STYLE));
        out.append(
                "<text class=\"title\" x=\"24\" y=\"38\">%s</text>\n<text class=\"mute\" font-size=\"12\" x=\"24\" y=\"59\">%s</text>\n"
                        .formatted(
                                escape(fit(ladder.title(), 19, width - 48)),
                                escape(fit(subtitle(), 12, width - 48))));
        legend(out);
        for (int i = 0; i < ladder.lifelines().size(); i++) {
            out.append(
                    "<line class=\"life\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$s\" y2=\"%3$s\"/>\n"
                            .formatted(number(x(i)), number(TOP + BOX_HEIGHT), number(bottom)));
        }
        out.append(under).append(over);
        for (int i = 0; i < ladder.lifelines().size(); i++) {
            box(out, i, TOP);
            box(out, i, bottom);
        }
        return out.append("</svg>\n").toString();
    }

    private void drawRows() {
        for (int i = 0; i < ladder.rows().size(); i++) {
            switch (ladder.rows().get(i)) {
                case Step step -> drawStep(step);
                case Arrow arrow -> drawArrow(arrow);
                case KeyEvent event -> drawKeys(event);
                case Band _ -> {
                    int end = i;
                    while (end < ladder.rows().size() && ladder.rows().get(end) instanceof Band)
                        end++;
                    drawBands(ladder.rows().subList(i, end));
                    i = end - 1;
                }
            }
        }
    }

    private void drawStep(Step step) {
        y += 12;
        over.append(
                "<rect class=\"stepbar\" x=\"12\" y=\"%s\" width=\"%s\" height=\"28\" rx=\"6\"/><text class=\"step\" x=\"24\" y=\"%s\">%s</text>\n"
                        .formatted(
                                number(y),
                                number(width - 24),
                                number(y + 19),
                                escape(fit(step.title(), 14.5, width - 60))));
        y += 40;
    }

    private void drawArrow(Arrow arrow) {
        double from = x(arrow.from());
        double to = x(arrow.to());
        var kind = arrow.problem() ? "bad" : kind(arrow.protocol());
        double line = y + 19;
        over.append("<g class=\"row %s\"><title>%s</title>".formatted(kind, escape(arrow.hover())));
        time(arrow.epochNanos(), line + 4);
        var label = arrow.protocol() + "  " + arrow.name();
        if (arrow.from() == arrow.to()) {
            over.append(
                    "<path class=\"arrow\" d=\"M%1$s %2$s h26 v10 h-20\"/><path class=\"head\" d=\"M%1$s %3$s l9 -4.5 v9 z\"/>"
                            .formatted(number(from), number(line - 5), number(line + 5)));
            label(from + 34, line + 1, "name halo", label, NAME_SIZE, arrow);
        } else {
            double tip = to > from ? -9 : 9;
            over.append(
                    "<path class=\"arrow\" d=\"M%s %s H%s\"/><path class=\"head\" d=\"M%s %s l%s -4.5 v9 z\"/>"
                            .formatted(
                                    number(from),
                                    number(line),
                                    number(to + tip),
                                    number(to),
                                    number(line),
                                    number(tip)));
            double middle = (from + to) / 2;
            label(middle, line - 6, "name halo middle", label, NAME_SIZE, arrow);
        }
        if (!arrow.details().isEmpty()) {
            double middle = arrow.from() == arrow.to() ? from + 34 : (from + to) / 2;
            var style = arrow.from() == arrow.to() ? "detail halo" : "detail halo middle";
            label(middle, line + 15, style, arrow.details(), SMALL_SIZE, arrow);
        }
        over.append("</g>\n");
        y += arrow.details().isEmpty() ? 32 : 44;
    }

    /// Text at an arrow: centred, but never beyond the drawing's edges, and cut where nothing else helps.
    private void label(
            double at, double baseline, String style, String text, double size, Arrow arrow) {
        boolean self = arrow.from() == arrow.to();
        double room =
                self
                        ? width - RIGHT - at
                        : Math.max(
                                Math.abs(x(arrow.to()) - x(arrow.from())) - 24, 2 * spacing - 40);
        room = Math.min(room, width - LEFT - RIGHT);
        var shown = fit(text, size, room);
        double half = Svg.width(shown, size) / 2;
        double x =
                self
                        ? at
                        : Math.clamp(
                                at,
                                Math.min(LEFT + half, at),
                                Math.max(width - 16 - half, LEFT + half));
        if (!self && x - half < LEFT) x = LEFT + half;
        over.append(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                        .formatted(
                                style.startsWith("name") ? style + " tinted" : style,
                                number(x),
                                number(baseline),
                                escape(shown)));
    }

    private void drawBands(List<Row> rows) {
        // Bands that share a stretch go below each other, others side by side.
        var levels = new ArrayList<List<Band>>();
        for (var row : rows) {
            if (!(row instanceof Band band)) continue;
            var level =
                    levels.stream()
                            .filter(taken -> taken.stream().allMatch(other -> apart(band, other)))
                            .findFirst();
            if (level.isPresent()) level.get().add(band);
            else levels.add(new ArrayList<>(List.of(band)));
        }
        y += 4;
        for (var level : levels) {
            boolean first = true;
            for (var band : level) {
                drawBand(band, first);
                first = false;
            }
            y += 26;
        }
        y += 4;
    }

    private static boolean apart(Band one, Band other) {
        return one.right() <= other.left() || other.right() <= one.left();
    }

    private void drawBand(Band band, boolean withTime) {
        double left = x(band.left()) + 3 + BAR_LANES * BAR_STEP;
        double right = x(band.right()) - 6;
        var text = new ArrayList<String>();
        if (band.rightwardPdus() > 0) text.add(band.rightwardPdus() + " →");
        if (band.leftwardPdus() > 0) text.add("← " + band.leftwardPdus());
        var label =
                band.protocol() + "  " + String.join(" · ", text) + " · " + octets(band.octets());
        over.append(
                "<g class=\"row\"><title>%s</title>"
                        .formatted(
                                escape(
                                        "%d %s PDUs to the right, %d to the left, %d octets, in %s"
                                                .formatted(
                                                        band.rightwardPdus(),
                                                        band.protocol(),
                                                        band.leftwardPdus(),
                                                        band.octets(),
                                                        duration(
                                                                band.untilNanos()
                                                                        - band.epochNanos())))));
        if (withTime) time(band.epochNanos(), y + 14);
        over.append(
                "<rect class=\"band\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"20\" rx=\"4\"/><text class=\"flow middle\" x=\"%s\" y=\"%s\">%s</text></g>\n"
                        .formatted(
                                number(left),
                                number(y),
                                number(right - left),
                                number((left + right) / 2),
                                number(y + 14),
                                escape(fit(label, SMALL_SIZE, right - left - 10))));
    }

    private void drawKeys(KeyEvent event) {
        double at = x(event.owner());
        double line = y + 11;
        for (var key : event.keys()) {
            if (event.born() && key.isAnchor()) openBar(event.owner(), key, line);
            if (!event.born()) closeBar(event.owner(), key, line);
        }
        var sign = event.born() ? "+ " : "✕ ";
        var anchors = event.keys().stream().filter(KeyLife::isAnchor).map(KeyLife::label);
        var others = event.keys().stream().filter(key -> !key.isAnchor()).map(KeyLife::name);
        var label =
                sign + String.join(", ", java.util.stream.Stream.concat(anchors, others).toList());
        boolean last = event.owner() == ladder.lifelines().size() - 1 && event.owner() > 0;
        double room = last ? spacing - 30 : width - RIGHT - at - 40;
        room = Math.min(room, spacing * 1.6);
        var hover =
                new StringBuilder(event.born() ? "born at " : "deleted at ")
                        .append(ladder.lifelines().get(event.owner()));
        for (var key : event.keys()) {
            hover.append('\n').append(key.name()).append(' ').append(key.fingerprint());
            if (!key.origin().isEmpty()) hover.append(", from ").append(key.origin());
        }
        over.append("<g class=\"row\"><title>%s</title>".formatted(escape(hover.toString())));
        time(event.epochNanos(), line + 4);
        over.append(
                event.born()
                        ? "<circle cx=\"%s\" cy=\"%s\" r=\"4\" style=\"fill:var(--k0)\"/>"
                                .formatted(number(at), number(line))
                        : "<path d=\"M%s %s l8 8 m0 -8 l-8 8\" style=\"stroke:var(--bad);stroke-width:2;fill:none\"/>"
                                .formatted(number(at - 4), number(line - 4)));
        over.append(
                "<text class=\"key halo%s\" x=\"%s\" y=\"%s\">%s</text></g>\n"
                        .formatted(
                                last ? " end" : "",
                                number(last ? at - 10 : at + 8 + BAR_LANES * BAR_STEP),
                                number(line + 4),
                                escape(fit(label, SMALL_SIZE, room))));
        y += 22;
    }

    private void openBar(int owner, KeyLife key, double from) {
        var lane = freeLanes.get(owner).pollFirst();
        if (lane != null) bars.put(key, new Bar(lane, from, key));
    }

    private void closeBar(int owner, KeyLife key, double to) {
        var bar = bars.remove(key);
        if (bar == null) return;
        freeLanes.get(owner).add(bar.lane);
        drawBar(bar, to);
    }

    private void drawBar(Bar bar, double to) {
        int owner = ladder.lifelines().indexOf(bar.key.owner());
        under.append(
                "<g><title>%s</title><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\" style=\"fill:var(--k%d)\" opacity=\".75\"/></g>\n"
                        .formatted(
                                escape(
                                        bar.key.name()
                                                + " "
                                                + bar.key.fingerprint()
                                                + " at "
                                                + bar.key.owner()),
                                number(x(owner) + 4 + bar.lane * BAR_STEP),
                                number(bar.y),
                                number(BAR_WIDTH),
                                number(Math.max(2, to - bar.y)),
                                bar.lane));
    }

    private void box(StringBuilder out, int lifeline, double top) {
        double half = Math.min(spacing - 24, 150) / 2;
        var name = ladder.lifelines().get(lifeline);
        out.append(
                "<g><title>%s</title><rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"7\"/><text class=\"node\" x=\"%s\" y=\"%s\">%s</text></g>\n"
                        .formatted(
                                escape(name),
                                number(x(lifeline) - half),
                                number(top),
                                number(2 * half),
                                number(BOX_HEIGHT),
                                number(x(lifeline)),
                                number(top + 22),
                                escape(fit(name, 14, 2 * half - 10))));
    }

    private void legend(StringBuilder out) {
        double at = 24;
        var shown = new java.util.LinkedHashMap<String, String>();
        for (var row : ladder.rows())
            if (row instanceof Arrow arrow) shown.put(arrow.protocol(), kind(arrow.protocol()));
        for (var entry : shown.entrySet()) {
            out.append(
                    "<g class=\"%s\"><rect class=\"head\" x=\"%s\" y=\"78\" width=\"14\" height=\"4\" rx=\"2\"/></g><text class=\"mute\" font-size=\"12\" x=\"%s\" y=\"84\">%s</text>\n"
                            .formatted(
                                    entry.getValue(),
                                    number(at),
                                    number(at + 20),
                                    escape(entry.getKey())));
            at += 20 + Svg.width(entry.getKey(), 12) + 24;
        }
        if (ladder.rows().stream().anyMatch(KeyEvent.class::isInstance)) {
            out.append(
                    "<circle cx=\"%s\" cy=\"80\" r=\"4\" style=\"fill:var(--k0)\"/><text class=\"mute\" font-size=\"12\" x=\"%s\" y=\"84\">key born (bars: how long it lives), ✕ deleted</text>\n"
                            .formatted(number(at + 5), number(at + 16)));
        }
    }

    private void time(long epochNanos, double baseline) {
        over.append(
                "<text class=\"time\" x=\"%s\" y=\"%s\">%s</text>"
                        .formatted(
                                number(LEFT - 22),
                                number(baseline),
                                duration(epochNanos - ladder.startNanos())));
    }

    private String subtitle() {
        long messages = ladder.rows().stream().filter(Arrow.class::isInstance).count();
        return "from %s, %d messages; times count from the first row; point at anything for details"
                .formatted(START.format(Instant.ofEpochSecond(0, ladder.startNanos())), messages);
    }

    private String description() {
        var steps =
                ladder.rows().stream()
                        .filter(Step.class::isInstance)
                        .map(row -> ((Step) row).title())
                        .toList();
        return "Sequence diagram between "
                + String.join(", ", ladder.lifelines())
                + (steps.isEmpty() ? "." : ". Steps: " + String.join("; ", steps) + ".");
    }

    private double x(int lifeline) {
        return LEFT + spacing * (lifeline + 0.5);
    }

    static String kind(String protocol) {
        return switch (protocol) {
            case "S1AP", "NGAP" -> "s1ap";
            case "X2AP", "XnAP" -> "x2ap";
            case "LTE-RRC", "PDCP-LTE" -> "rrc";
            case "NR-RRC", "PDCP-NR" -> "nr";
            default -> "other";
        };
    }

    static String duration(long nanos) {
        double millis = nanos / 1e6;
        if (Math.abs(millis) < 1000) return String.format(Locale.ROOT, "%.2f ms", millis);
        return String.format(Locale.ROOT, "%.3f s", millis / 1000);
    }

    static String octets(long octets) {
        if (octets < 10_000) return octets + " B";
        if (octets < 10_000_000) return octets / 1000 + " kB";
        return octets / 1_000_000 + " MB";
    }
}

package kenb.tools.ladder;

import kenb.tools.ladder.Ladder.Arrow;
import kenb.tools.ladder.Ladder.Band;
import kenb.tools.ladder.Ladder.KeyEvent;
import kenb.tools.ladder.Ladder.KeyLife;
import kenb.tools.ladder.Ladder.Step;

import java.util.stream.Collectors;

/// Draws a ladder with characters: lifelines left, what the message is right of them.
public final class TextLadder {
    private static final int NARROWEST = 12;
    private static final int WIDEST = 26;
    private static final int TIME = 12;

    private TextLadder() {}

    public static String draw(Ladder ladder) {
        var out = new StringBuilder(ladder.title()).append("\n\n");
        var names = new StringBuilder(" ".repeat(TIME));
        int column = column(ladder);
        for (var name : ladder.lifelines()) {
            var shown = name.length() < column ? name : name.substring(0, column - 2) + "…";
            names.append(" ".repeat((column - shown.length()) / 2)).append(shown);
            names.append(" ".repeat(column - shown.length() - (column - shown.length()) / 2));
        }
        out.append(names.toString().stripTrailing()).append('\n');
        for (var row : ladder.rows()) {
            switch (row) {
                case Step step -> out.append("\n== ").append(step.title()).append("\n");
                case Arrow arrow ->
                        line(
                                out,
                                ladder,
                                row.epochNanos(),
                                lanes(ladder, arrow.from(), arrow.to(), '-', true),
                                "%s %s%s"
                                        .formatted(
                                                arrow.protocol(),
                                                arrow.name(),
                                                arrow.details().isEmpty()
                                                        ? ""
                                                        : "  " + arrow.details()));
                case Band band ->
                        line(
                                out,
                                ladder,
                                row.epochNanos(),
                                lanes(ladder, band.left(), band.right(), '=', false),
                                "%s %d →, %d ←, %s"
                                        .formatted(
                                                band.protocol(),
                                                band.rightwardPdus(),
                                                band.leftwardPdus(),
                                                SvgLadder.octets(band.octets())));
                case KeyEvent event ->
                        line(
                                out,
                                ladder,
                                row.epochNanos(),
                                mark(ladder, event.owner(), event.born() ? '+' : 'x'),
                                event.keys().stream()
                                        .map(KeyLife::label)
                                        .collect(
                                                Collectors.joining(
                                                        ", ", event.born() ? "+ " : "✕ ", "")));
            }
        }
        return out.toString();
    }

    private static void line(
            StringBuilder out, Ladder ladder, long time, StringBuilder lanes, String text) {
        out.append("%10s  ".formatted(SvgLadder.duration(time - ladder.startNanos())));
        out.append(lanes)
                .append("  ")
                .append(text.lines().collect(Collectors.joining(" ")))
                .append('\n');
    }

    private static StringBuilder lanes(Ladder ladder, int from, int to, char stroke, boolean head) {
        var lanes = mark(ladder, from, '|');
        int start = center(ladder, Math.min(from, to));
        int end = center(ladder, Math.max(from, to));
        for (int i = start + 1; i < end; i++) lanes.setCharAt(i, stroke);
        if (head && from < to) lanes.setCharAt(end - 1, '>');
        if (head && from > to) lanes.setCharAt(start + 1, '<');
        if (from == to) lanes.setCharAt(start, 'o');
        return lanes;
    }

    private static StringBuilder mark(Ladder ladder, int at, char mark) {
        var lanes = new StringBuilder(" ".repeat(column(ladder) * ladder.lifelines().size()));
        for (int i = 0; i < ladder.lifelines().size(); i++)
            lanes.setCharAt(center(ladder, i), i == at ? mark : '|');
        return lanes;
    }

    private static int center(Ladder ladder, int lifeline) {
        return lifeline * column(ladder) + column(ladder) / 2;
    }

    private static int column(Ladder ladder) {
        int longest = ladder.lifelines().stream().mapToInt(String::length).max().orElse(0) + 2;
        return Math.clamp(longest, NARROWEST, WIDEST);
    }
}

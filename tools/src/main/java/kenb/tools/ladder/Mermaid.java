package kenb.tools.ladder;

import kenb.tools.ladder.Ladder.Arrow;
import kenb.tools.ladder.Ladder.Band;
import kenb.tools.ladder.Ladder.KeyEvent;
import kenb.tools.ladder.Ladder.KeyLife;
import kenb.tools.ladder.Ladder.Step;

import java.util.stream.Collectors;

/// Writes a ladder as a Mermaid sequence diagram, for documents that render those.
public final class Mermaid {
    private Mermaid() {}

    public static String draw(Ladder ladder) {
        var out = new StringBuilder("sequenceDiagram\n");
        for (int i = 0; i < ladder.lifelines().size(); i++) {
            out.append(
                    "    participant n%d as %s\n".formatted(i, escape(ladder.lifelines().get(i))));
        }
        int last = Math.max(0, ladder.lifelines().size() - 1);
        for (var row : ladder.rows()) {
            out.append(
                    switch (row) {
                        case Step step ->
                                "    Note over n0,n%d: %s\n".formatted(last, escape(step.title()));
                        case Arrow arrow ->
                                "    n%d->>n%d: %s %s%s\n"
                                        .formatted(
                                                arrow.from(),
                                                arrow.to(),
                                                escape(arrow.protocol()),
                                                escape(arrow.name()),
                                                arrow.details().isEmpty()
                                                        ? ""
                                                        : " (" + escape(arrow.details()) + ")");
                        case Band band ->
                                "    Note over n%d,n%d: %s %d →, %d ←\n"
                                        .formatted(
                                                band.left(),
                                                band.right(),
                                                band.protocol(),
                                                band.rightwardPdus(),
                                                band.leftwardPdus());
                        case KeyEvent event ->
                                "    Note right of n%d: %s%s\n"
                                        .formatted(
                                                event.owner(),
                                                event.born() ? "+ " : "✕ ",
                                                event.keys().stream()
                                                        .map(KeyLife::label)
                                                        .map(Mermaid::escape)
                                                        .collect(Collectors.joining(", ")));
                    });
        }
        return out.toString();
    }

    /// Mermaid ends a statement at a semicolon or a line's end and takes # for an entity.
    private static String escape(String text) {
        return text.replace("#", "#35;").replace(";", "#59;").replaceAll("\\R", " ");
    }
}

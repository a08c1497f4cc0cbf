package kenb.asn1.resolve;

import kenb.asn1.model.Position;
import kenb.asn1.syntax.Asn1Parser.AssignmentContext;
import kenb.asn1.syntax.Asn1Parser.ChoiceTypeContext;
import kenb.asn1.syntax.Asn1Parser.ClassAssignmentContext;
import kenb.asn1.syntax.Asn1Parser.ModuleContext;
import kenb.asn1.syntax.Asn1Parser.SequenceTypeContext;
import kenb.asn1.syntax.Asn1Parser.SetTypeContext;
import kenb.asn1.syntax.Asn1Parser.TypeAssignmentContext;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One module as parsed: what it assigns and what it imports from where.
final class Source {
    final String file;
    final String name;
    final Position position;
    final boolean automaticTags;
    final boolean extensibilityImplied;
    private final Token first;
    private final Token last;
    final Map<String, AssignmentContext> assignments = new LinkedHashMap<>();
    final Map<String, String> imports = new HashMap<>();
    final Map<String, Position> known = new HashMap<>();

    Source(String file, ModuleContext module, Problems problems) {
        this.file = file;
        var head = module.moduleHead();
        name = head.TYPE_NAME(0).getText();
        position = position(module.getStart());
        first = module.getStart();
        last = module.getStop();
        var tags = head.tagDefault();
        automaticTags = tags != null && tags.AUTOMATIC() != null;
        extensibilityImplied = head.EXTENSIBILITY() != null;
        for (var assignment : module.assignment()) {
            var assigned = nameOf(assignment);
            var earlier = assignments.putIfAbsent(assigned, assignment);
            if (earlier != null)
                problems.report(
                        position(assignment),
                        "'"
                                + assigned
                                + "' is already defined in line "
                                + earlier.getStart().getLine()
                                + ".");
            known.put(assigned, position(assignment));
        }
        if (head.imports() != null) Imports.read(this, head.imports(), problems);
    }

    void addImport(String symbol, String from, Position where) {
        imports.put(symbol, from);
        known.putIfAbsent(symbol, where);
    }

    Position position(Token token) {
        return new Position(file, token.getLine(), token.getCharPositionInLine() + 1);
    }

    Position position(ParserRuleContext context) {
        return position(context.getStart());
    }

    /// ` in SEQUENCE E-RABs-Item`: the assignment that a position is inside of; ` in module U` for a
    /// position outside of this module; empty if in its head.
    String around(Position position) {
        if (!position.file().equals(file) || !isBefore(first, position) || isBefore(last, position))
            return " in module " + name;
        AssignmentContext inside = null;
        for (var assignment : assignments.values()) {
            if (!isBefore(assignment.getStart(), position)) break;
            inside = assignment;
        }
        if (inside == null) return "";
        var kind =
                switch (inside) {
                    case TypeAssignmentContext it ->
                            switch (it.type().untagged()) {
                                case SequenceTypeContext _ -> "SEQUENCE ";
                                case SetTypeContext _ -> "SET ";
                                case ChoiceTypeContext _ -> "CHOICE ";
                                default -> "";
                            };
                    case ClassAssignmentContext _ -> "CLASS ";
                    default -> "";
                };
        return " in " + kind + nameOf(inside);
    }

    private static boolean isBefore(Token token, Position position) {
        return token.getLine() < position.line()
                || token.getLine() == position.line()
                        && token.getCharPositionInLine() < position.column();
    }

    static String nameOf(AssignmentContext assignment) {
        return assignment.getStart().getText();
    }

    List<AssignmentContext> all() {
        return List.copyOf(assignments.values());
    }
}

package kenb.asn1.resolve;

import kenb.asn1.model.Position;
import kenb.asn1.syntax.Asn1Parser.AssignmentContext;
import kenb.asn1.syntax.Asn1Parser.ModuleContext;

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
    final Map<String, AssignmentContext> assignments = new LinkedHashMap<>();
    final Map<String, String> imports = new HashMap<>();
    final Map<String, Position> known = new HashMap<>();

    Source(String file, ModuleContext module, Problems problems) {
        this.file = file;
        var head = module.moduleHead();
        name = head.TYPE_NAME(0).getText();
        position = position(module.getStart());
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
        if (head.imports() != null) Imports.read(this, head.imports());
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

    static String nameOf(AssignmentContext assignment) {
        return assignment.getStart().getText();
    }

    List<AssignmentContext> all() {
        return List.copyOf(assignments.values());
    }
}

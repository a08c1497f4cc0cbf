package kenb.asn1.resolve;

import kenb.asn1.syntax.Asn1Parser.ImportsContext;

import java.util.Map;

/// Where imported names come from, and whether they are there.
final class Imports {
    private Imports() {}

    static void read(Source source, ImportsContext imports, Problems problems) {
        for (var from : imports.symbolsFromModule()) {
            var module = from.TYPE_NAME().getText();
            for (var symbol : from.symbol()) {
                var name = symbol.getStart().getText();
                var position = source.position(symbol);
                var before = source.imports.get(name);
                if (before != null && !before.equals(module))
                    problems.report(
                            position,
                            "'"
                                    + name
                                    + "' is already imported from module '"
                                    + before
                                    + "'. Import one, and write the other as "
                                    + module
                                    + "."
                                    + name
                                    + ".");
                else source.addImport(name, module, position);
            }
        }
    }

    static void check(Source source, Map<String, Source> sources, Problems problems) {
        for (var entry : source.imports.entrySet()) {
            var position = source.known.get(entry.getKey());
            var from = sources.get(entry.getValue());
            if (from == null) {
                problems.report(
                        position,
                        "'"
                                + entry.getKey()
                                + "' is imported from module '"
                                + entry.getValue()
                                + "', which is not among the files. Add the file that defines it.");
            } else if (!from.assignments.containsKey(entry.getKey())
                    && !from.imports.containsKey(entry.getKey())) {
                problems.unknown(
                        position,
                        "symbol in module " + from.name + ":",
                        entry.getKey(),
                        "",
                        from.known);
            }
        }
    }
}

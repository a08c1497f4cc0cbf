package kenb.tools.codec;

import kenb.tools.codec.RoundTrip.Outcome;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts round trips by protocol and tells of them.
public final class RoundTripTally {
    /// @param protocol or the type of message, as counts are kept
    public record Entry(String protocol, String id, String pdu, RoundTrip result) {}

    private static final class Counts {
        int total;
        int same;
        int differ;
        int failed;
        int kept;
    }

    private final Map<String, Counts> counts = new TreeMap<>();
    private final List<Entry> worthTelling = new ArrayList<>();

    public void add(Entry entry) {
        var it = counts.computeIfAbsent(entry.protocol(), _ -> new Counts());
        it.total++;
        switch (entry.result().outcome()) {
            case SAME -> it.same++;
            case DIFFERS -> it.differ++;
            case FAILED -> it.failed++;
        }
        boolean same = entry.result().outcome() == Outcome.SAME;
        if (same && !entry.result().reason().isEmpty()) it.kept++;
        if (!same || !entry.result().reason().isEmpty()) worthTelling.add(entry);
    }

    /// Whether every message came back as it was.
    public boolean allSame() {
        return counts.values().stream().allMatch(it -> it.same == it.total);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    public void print(PrintWriter out, boolean list) {
        if (list)
            for (var entry : worthTelling)
                out.printf(
                        "%-8s %s (%s %s): %s%n",
                        entry.result().outcome(),
                        entry.id(),
                        entry.protocol(),
                        entry.pdu(),
                        entry.result().reason());
        out.printf(
                "%-10s %8s %8s %8s %8s %8s%n",
                "protocol", "total", "decoded", "same", "differ", "failed");
        int kept = 0;
        for (var entry : counts.entrySet()) {
            var it = entry.getValue();
            kept += it.kept;
            out.printf(
                    "%-10s %8d %8d %8d %8d %8d%n",
                    entry.getKey(), it.total, it.total - it.failed, it.same, it.differ, it.failed);
        }
        if (kept > 0)
            out.printf(
                    "%d of them kept as they were sent, not being canonical (--list says why)%n",
                    kept);
    }

    public String json() {
        var mapper = JsonMapper.shared();
        var root = mapper.createObjectNode();
        var protocols = root.putArray("protocols");
        counts.forEach((protocol, it) ->
                protocols
                        .addObject()
                        .put("protocol", protocol)
                        .put("total", it.total)
                        .put("decoded", it.total - it.failed)
                        .put("same", it.same)
                        .put("differ", it.differ)
                        .put("failed", it.failed)
                        .put("keptAsSent", it.kept));
        var messages = root.putArray("messages");
        for (var entry : worthTelling)
            messages.addObject()
                    .put("id", entry.id())
                    .put("protocol", entry.protocol())
                    .put("pdu", entry.pdu())
                    .put("outcome", entry.result().outcome().toString())
                    .put("reason", entry.result().reason());
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}

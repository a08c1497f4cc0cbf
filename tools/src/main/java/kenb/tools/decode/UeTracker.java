package kenb.tools.decode;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which messages belong to one UE: those that share an id on the association, or an id with one that does. The
/// UEs forgotten first are those that were quiet longest.
final class UeTracker {
    private static final int MOST_IDS = 200_000;
    private static final Pattern ID =
            Pattern.compile("(?:.*UE-(?:S1AP|X2AP|NGAP)-ID|.*UEXnAPID|C-RNTI|UE)");

    /// The MME's (AMF's) id is its own wherever it goes, an eNB's that of one association.
    private record Id(String kind, String value, @Nullable String where) {}

    private static final class Ue {
        final Set<String> values = new HashSet<>();
    }

    private final LinkedHashMap<Id, Ue> ues = new LinkedHashMap<>(64, 0.75f, true);

    /// Takes note of a message; releases are the last of their UE.
    void see(SeenMessage message) {
        var decoded = message.decoded();
        if (decoded == null) return;
        var ids = ids(message, decoded);
        if (ids.isEmpty()) return;
        Ue ue = null;
        boolean isFirst = decoded.name().equals("InitialUEMessage");
        for (var id : ids) {
            var known = isFirst ? null : ues.get(id);
            if (known != null && ue == null) ue = known;
        }
        if (ue == null) ue = new Ue();
        for (var id : ids) {
            var before = ues.put(id, ue);
            if (before != null && before != ue && !isFirst) ue.values.addAll(before.values);
            ue.values.add(id.value);
        }
        while (ues.size() > MOST_IDS) ues.pollFirstEntry();
    }

    /// Whether a message noted just before is of a UE that has, or had by then, an id of this value.
    boolean isOf(SeenMessage message, String value) {
        var decoded = message.decoded();
        if (decoded == null) return false;
        for (var id : ids(message, decoded)) {
            var ue = ues.get(id);
            if (id.value.equalsIgnoreCase(value) || ue != null && ue.values.contains(value))
                return true;
        }
        return false;
    }

    private static List<Id> ids(SeenMessage message, Decoded decoded) {
        var ids = new ArrayList<Id>();
        for (var detail : decoded.details()) {
            if (!ID.matcher(detail.name()).matches()) continue;
            var kind =
                    detail.name()
                            .toUpperCase(Locale.ROOT)
                            .replace("SOURCE-", "")
                            .replace("SOURCE", "");
            boolean core = kind.startsWith("MME") || kind.startsWith("AMF");
            boolean radio = kind.equals("C-RNTI") || kind.equals("UE");
            ids.add(new Id(kind, detail.value(), core || radio ? null : where(message)));
        }
        return ids;
    }

    /// The two ends, in an order that does not depend on the direction.
    private static String where(SeenMessage message) {
        var one = host(message.origin().source());
        var other = host(message.origin().destination());
        return one.compareTo(other) < 0 ? one + ' ' + other : other + ' ' + one;
    }

    private static String host(@Nullable InetSocketAddress endpoint) {
        return endpoint == null ? "" : endpoint.toString();
    }
}

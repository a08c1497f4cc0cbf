package kenb.codec.criticality;

import kenb.codec.per.InformationObject;
import kenb.codec.per.LazyPdu;
import kenb.codec.per.Named;
import kenb.codec.per.ObjectSet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The information elements of one message: in order, with criticality and presence.
final class MessageRules {
    static final int REJECT = 0;
    static final int IGNORE = 1;
    static final int NOTIFY = 2;

    private final String name;
    private final boolean initiating;
    private final int[] ids;
    private final int[] criticalities;
    private final boolean[] mandatory;

    MessageRules(InformationObject<?> message, ObjectSet fields) {
        name = message.name();
        initiating = message.field() == 0;
        var objects = fields.objects();
        ids = new int[objects.size()];
        criticalities = new int[ids.length];
        mandatory = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            var object = objects.get(i);
            ids[i] = object.key();
            criticalities[i] = criticalityOf(object);
            mandatory[i] = setting(object, "&presence").equals("mandatory");
        }
    }

    static int criticalityOf(InformationObject<?> object) {
        return switch (setting(object, "&criticality")) {
            case "reject" -> REJECT;
            case "notify" -> NOTIFY;
            default -> IGNORE;
        };
    }

    private static String setting(InformationObject<?> object, String field) {
        return object.settings().get(field) instanceof Named named ? named.asn1Name() : "";
    }

    /// O(fields) where all is well, without allocation.
    Verdict check(LazyPdu pdu) {
        int next = 0;
        int at = 0;
        for (; at < pdu.size(); at++) {
            int id = pdu.id(at);
            while (next < ids.length && ids[next] != id && !mandatory[next]) next++;
            if (next == ids.length || ids[next] != id) break;
            next++;
        }
        if (at == pdu.size()) {
            while (next < ids.length && !mandatory[next]) next++;
            if (next == ids.length) return Verdict.ACCEPT;
        }
        return examine(pdu);
    }

    /// The whole of clause 10.3.4 to 10.3.6, for a message with something unusual in it.
    private Verdict examine(LazyPdu pdu) {
        var diagnostics = new ArrayList<Diagnostic>();
        var present = new boolean[ids.length];
        int next = 0;
        boolean misplaced = false;
        for (int i = 0; i < pdu.size(); i++) {
            int place = placeOf(pdu.id(i));
            if (place < 0) {
                diagnostics.add(new Diagnostic(pdu.id(i), pdu.criticality(i), false));
                continue;
            }
            misplaced |= present[place] || place < next;
            present[place] = true;
            next = place + 1;
        }
        if (misplaced)
            return rejected(
                    ErrorCause.FALSELY_CONSTRUCTED,
                    List.of(),
                    "information elements repeated or in the wrong order");
        for (int i = 0; i < ids.length; i++)
            if (mandatory[i] && !present[i])
                diagnostics.add(new Diagnostic(ids[i], criticalities[i], true));
        boolean reject = diagnostics.stream().anyMatch(it -> it.criticality() == REJECT);
        var told = diagnostics.stream().filter(it -> it.criticality() != IGNORE).toList();
        var text = told.stream().map(Diagnostic::toString).collect(Collectors.joining(", "));
        if (reject) return rejected(ErrorCause.REJECT, told, text);
        if (told.isEmpty()) return Verdict.ACCEPT;
        return new Verdict(
                Verdict.Action.ACCEPT_AND_REPORT,
                ErrorCause.IGNORE_AND_NOTIFY,
                told,
                name + ": " + text);
    }

    private int placeOf(int id) {
        for (int i = 0; i < ids.length; i++) if (ids[i] == id) return i;
        return -1;
    }

    private Verdict rejected(ErrorCause cause, List<Diagnostic> diagnostics, String text) {
        return new Verdict(
                initiating ? Verdict.Action.REJECT : Verdict.Action.FAIL_LOCALLY,
                cause,
                diagnostics,
                name + ": " + text);
    }
}

package kenb.codec.criticality;

import kenb.codec.per.LazyPdu;
import kenb.codec.per.ObjectSet;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The messages of an application protocol and what each must hold, from the set of its elementary procedures. One
/// for all associations; the tables of a message are made when it first comes.
public final class ProtocolRules {
    private static final int ALTERNATIVES = 4;
    private static final int PROCEDURES = 256;

    private final ObjectSet procedures;
    private final AtomicReferenceArray<@Nullable MessageRules> rules =
            new AtomicReferenceArray<>(ALTERNATIVES * PROCEDURES);

    /// @param procedures such as `S1apElementaryProcedures.SET`
    public ProtocolRules(ObjectSet procedures) {
        this.procedures = procedures;
    }

    public ObjectSet procedures() {
        return procedures;
    }

    /// What becomes of a PDU that decodes (§10.3). A message that these modules know without a container of
    /// information elements, such as a private message, is accepted as it is.
    public Verdict check(LazyPdu pdu) {
        int alternative = pdu.alternative();
        if (alternative < 0 || alternative >= ALTERNATIVES) return unknown(pdu, "message");
        if (!procedures.has(alternative, pdu.procedureCode())) return unknown(pdu, "procedure");
        var message = rulesOf(alternative, pdu.procedureCode());
        return message == null ? Verdict.ACCEPT : message.check(pdu);
    }

    private @Nullable MessageRules rulesOf(int alternative, int procedureCode) {
        int index = alternative * PROCEDURES + procedureCode;
        var known = rules.get(index);
        if (known != null) return known;
        var fields = procedures.fieldsOf(alternative, procedureCode);
        if (fields == null) return null;
        for (var object : procedures.objects())
            if (object.field() == alternative && object.key() == procedureCode) {
                var made = new MessageRules(object, fields);
                rules.set(index, made);
                return made;
            }
        return null;
    }

    /// Not comprehended procedure code or type of message (§10.3.4.1).
    private static Verdict unknown(LazyPdu pdu, String what) {
        var text = "unknown %s, procedure code %d".formatted(what, pdu.procedureCode());
        return switch (pdu.alternative() < 0 ? MessageRules.IGNORE : pdu.criticality()) {
            case MessageRules.REJECT ->
                    new Verdict(Verdict.Action.REPORT, ErrorCause.REJECT, List.of(), text);
            case MessageRules.NOTIFY ->
                    new Verdict(
                            Verdict.Action.REPORT, ErrorCause.IGNORE_AND_NOTIFY, List.of(), text);
            default -> new Verdict(Verdict.Action.DROP, null, List.of(), text);
        };
    }
}

package kenb.codec.criticality;

import kenb.codec.per.InformationObject;
import kenb.codec.per.LazyPdu;
import kenb.codec.per.Named;
import kenb.codec.per.ObjectSet;
import kenb.codec.text.PlainValues;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Puts together what a {@link Verdict} asks to be answered: the unsuccessful outcome of the procedure, or ERROR
/// INDICATION; with cause and criticality diagnostics, and the UE's identities as the faulty message gave them. For
/// protocols whose protocol causes are enumerated (S1AP, X2AP, NGAP, XnAP).
public final class ErrorAnswers<P> {
    private static final String ERROR_INDICATION = "ErrorIndication";
    private static final int INITIATING = 0;
    private static final int UNSUCCESSFUL = 2;
    private static final int MOST_DIAGNOSTICS = 256;

    private final Class<P> pdu;
    private final ObjectSet procedures;

    /// @param pdu such as `S1apPdu.class`
    /// @param procedures such as `S1apElementaryProcedures.SET`
    public ErrorAnswers(Class<P> pdu, ObjectSet procedures) {
        this.pdu = pdu;
        this.procedures = procedures;
    }

    /// The answer to a message that is not as it should be; null where none is due.
    public @Nullable P to(LazyPdu message, Verdict verdict) {
        if (verdict.cause() == null || isErrorIndication(message)) return null;
        return switch (verdict.action()) {
            case ACCEPT, FAIL_LOCALLY, DROP -> null;
            case ACCEPT_AND_REPORT, REPORT -> errorIndication(message, verdict);
            case REJECT -> {
                var outcome = outcome(message, verdict);
                yield outcome == null ? errorIndication(message, verdict) : outcome;
            }
        };
    }

    /// The answer to octets that are no PDU (§10.2); null where they seem to be an ERROR INDICATION.
    ///
    /// @param view a view for reading what can be read of them
    public @Nullable P toTransferSyntaxError(LazyPdu view, byte[] octets) {
        var verdict =
                new Verdict(Verdict.Action.REPORT, ErrorCause.TRANSFER_SYNTAX_ERROR, List.of(), "");
        try {
            view.read(octets, 0, octets.length);
        } catch (kenb.codec.per.DecodeException e) {
            // What came before the fault is known all the same.
        }
        return isErrorIndication(view) ? null : errorIndication(view, verdict);
    }

    private boolean isErrorIndication(LazyPdu message) {
        return message.alternative() == INITIATING
                && message.procedureCode() == object(ERROR_INDICATION, INITIATING).key();
    }

    private InformationObject<?> object(String name, int field) {
        for (var object : procedures.objects())
            if (object.field() == field && object.name().equals(name)) return object;
        throw new IllegalArgumentException("no " + name + " in " + procedures);
    }

    private P errorIndication(LazyPdu message, Verdict verdict) {
        var indication = object(ERROR_INDICATION, INITIATING);
        var fields = fieldsOf(indication, message, verdict);
        return pdu("initiatingMessage", indication, Objects.requireNonNull(fields));
    }

    /// The unsuccessful outcome, where the procedure has one and all that must be in it is known.
    private @Nullable P outcome(LazyPdu message, Verdict verdict) {
        for (var object : procedures.objects())
            if (object.field() == UNSUCCESSFUL && object.key() == message.procedureCode()) {
                var fields = fieldsOf(object, message, verdict);
                return fields == null ? null : pdu("unsuccessfulOutcome", object, fields);
            }
        return null;
    }

    private P pdu(String alternative, InformationObject<?> message, List<Object> fields) {
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("procedureCode", message.key());
        envelope.put("criticality", name(message.settings().get("&criticality")));
        envelope.put("value", Map.of("protocolIEs", fields));
        return PlainValues.read(pdu, Map.of(alternative, envelope));
    }

    private static String name(@Nullable Object setting) {
        return setting instanceof Named named ? named.asn1Name() : "ignore";
    }

    /// The information elements of an answer; null when a mandatory one is not known.
    private @Nullable List<Object> fieldsOf(
            InformationObject<?> answer, LazyPdu message, Verdict verdict) {
        var set = Objects.requireNonNull(procedures.fieldsOf(answer.field(), answer.key()));
        var fields = new ArrayList<Object>();
        for (var object : set.objects()) {
            var value =
                    switch (object.name()) {
                        case "Cause" -> Map.of("protocol", String.valueOf(verdict.cause()));
                        case "CriticalityDiagnostics" -> diagnostics(message, verdict);
                        default -> sameIn(message, object);
                    };
            if (value == null) {
                if (name(object.settings().get("&presence")).equals("mandatory")) return null;
                continue;
            }
            var field = new LinkedHashMap<String, Object>();
            field.put("id", object.key());
            field.put("criticality", name(object.settings().get("&criticality")));
            field.put("value", value);
            fields.add(field);
        }
        return fields;
    }

    /// What the faulty message has under the same id, where it is of the same type.
    private static @Nullable Object sameIn(LazyPdu message, InformationObject<?> object) {
        try {
            var value = message.get(object);
            return value == null ? null : PlainValues.of(value);
        } catch (kenb.codec.per.DecodeException e) {
            return null;
        }
    }

    private @Nullable Object diagnostics(LazyPdu message, Verdict verdict) {
        if (message.alternative() < 0) return null;
        var plain = new LinkedHashMap<String, Object>();
        plain.put("procedureCode", message.procedureCode());
        plain.put("triggeringMessage", nameOf("TriggeringMessage", message.alternative()));
        plain.put("procedureCriticality", nameOf("Criticality", message.criticality()));
        if (!verdict.diagnostics().isEmpty())
            plain.put(
                    "iEsCriticalityDiagnostics",
                    verdict.diagnostics().stream()
                            .limit(MOST_DIAGNOSTICS)
                            .map(this::diagnostic)
                            .toList());
        return plain;
    }

    private Object diagnostic(Diagnostic diagnostic) {
        return Map.of(
                "iECriticality",
                nameOf("Criticality", diagnostic.criticality()),
                "iE-ID",
                diagnostic.id(),
                "typeOfError",
                diagnostic.missing() ? "missing" : "not-understood");
    }

    /// The specifications don't agree on the spelling of these items.
    private String nameOf(String type, int item) {
        try {
            var items =
                    Class.forName(pdu.getPackageName() + "." + type, true, pdu.getClassLoader())
                            .getEnumConstants();
            return ((Named) items[item]).asn1Name();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}

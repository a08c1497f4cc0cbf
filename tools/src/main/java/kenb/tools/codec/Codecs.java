package kenb.tools.codec;

import kenb.codec.per.PduType;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The codecs that kenb is built with, by protocol; their types are loaded when first asked for.
public final class Codecs {
    /// By protocol: the type that is meant where none is named; null where messages come in several.
    private static final Map<String, @Nullable String> PROTOCOLS = new LinkedHashMap<>();

    static {
        PROTOCOLS.put("s1ap", "S1AP-PDU");
        PROTOCOLS.put("x2ap", "X2AP-PDU");
        PROTOCOLS.put("ngap", "NGAP-PDU");
        PROTOCOLS.put("xnap", "XnAP-PDU");
        PROTOCOLS.put("ranap", "RANAP-PDU");
        PROTOCOLS.put("lte-rrc", null);
        PROTOCOLS.put("nr-rrc", null);
    }

    private final Map<String, Map<String, PduType>> types = new LinkedHashMap<>();

    /// The protocols, as messages name them.
    public static List<String> protocols() {
        return List.copyOf(PROTOCOLS.keySet());
    }

    /// @param protocol `x2ap`, `lte-rrc` …, in any case
    /// @param pdu name of a type; null for the protocol's own
    /// @throws UnknownTypeException that says what there is
    public PduType type(String protocol, @Nullable String pdu) throws UnknownTypeException {
        var name = protocol.toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.containsKey(name))
            throw new UnknownTypeException(
                    "no protocol "
                            + protocol
                            + "; there are "
                            + String.join(", ", PROTOCOLS.keySet()));
        var known =
                types.computeIfAbsent(
                        name,
                        it ->
                                PduType.of(
                                        "kenb.codec." + it.replace("-", ""),
                                        Codecs.class.getClassLoader()));
        var wanted = pdu == null ? PROTOCOLS.get(name) : pdu;
        if (wanted == null)
            throw new UnknownTypeException(
                    name
                            + " has several types of message: name one by --pdu, such as DL-DCCH-Message");
        return find(known, wanted, name);
    }

    /// A type by its name, or what comes near to it.
    public static PduType find(Map<String, PduType> types, String name, String where)
            throws UnknownTypeException {
        var type = types.get(name);
        if (type != null) return type;
        var near =
                types.keySet().stream()
                        .sorted(Comparator.comparingInt(it -> distance(it, name)))
                        .limit(3)
                        .collect(Collectors.joining(", "));
        throw new UnknownTypeException(
                "no type " + name + " in " + where + (near.isEmpty() ? "" : "; near: " + near));
    }

    /// Changes of single characters from one to the other, in any case.
    private static int distance(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] =
                        Math.min(
                                Math.min(row[j] + 1, row[j - 1] + 1),
                                diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

package kenb.codec;

import kenb.codec.per.Pdu;
import kenb.codec.per.PduType;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A message that somebody else encoded: its protocol as in our folders of modules, where it is from, its top-level type, its octets.
record Message(String protocol, String name, String pdu, byte[] octets) {
    /// As the folders of our modules, and the fixtures, are called.
    static final List<String> PROTOCOLS =
            List.of("s1ap", "x2ap", "ngap", "xnap", "ranap", "lte-rrc", "nr-rrc");

    private static final Map<String, PduType> TYPES = new HashMap<>();

    static {
        for (var protocol : PROTOCOLS)
            PduType.of("kenb.codec." + protocol.replace("-", ""), Message.class.getClassLoader())
                    .forEach((name, type) -> TYPES.put(protocol + " " + name, type));
    }

    static Message ofHex(String protocol, String name, String pdu, String hex) {
        return new Message(protocol, name, pdu, HexFormat.of().parseHex(hex));
    }

    boolean known() {
        return TYPES.containsKey(protocol + " " + pdu);
    }

    Message with(byte[] other) {
        return new Message(protocol, name, pdu, other);
    }

    Object decode() {
        return type().decode(octets);
    }

    Pdu<Object> decodeAsSent() {
        return type().decodeAsSent(octets);
    }

    byte[] encode(Object value) {
        return type().encode(value);
    }

    /// The octets after decoding and encoding.
    byte[] again() {
        return type().encode(decode());
    }

    PduType type() {
        var type = TYPES.get(protocol + " " + pdu);
        if (type == null) throw new IllegalStateException("no codec for " + protocol + " " + pdu);
        return type;
    }

    String hex() {
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public String toString() {
        return pdu + " " + name;
    }
}

package kenb.tools.codec;

import kenb.codec.per.DecodeException;
import kenb.codec.per.EncodeException;
import kenb.codec.per.Pdu;
import kenb.codec.per.PduType;
import kenb.codec.text.MessageNames;
import kenb.codec.text.PlainValues;
import kenb.codec.text.ValueText;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// A message as text, and as JSON that can be encoded again:
/// `{"protocol": …, "pdu": …, "message": …, "value": …}`, with the octets as `sent` where the value alone
/// would give others.
public record SingleMessage(String protocol, PduType type, Pdu<Object> pdu) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /// @throws kenb.codec.per.DecodeException with path, bit offset and expectation
    public static SingleMessage decode(String protocol, PduType type, byte[] octets) {
        return new SingleMessage(protocol, type, type.decodeAsSent(octets));
    }

    /// Reads JSON as above; with `protocol` given, also a value alone, of the type `pdu`.
    ///
    /// @throws EncodeException when the value does not fit its type
    public static SingleMessage ofJson(
            String json, @Nullable String protocol, @Nullable String pdu, Codecs codecs)
            throws UnknownTypeException {
        Object plain;
        try {
            plain = JSON.readValue(json, Object.class);
        } catch (JacksonException e) {
            throw new EncodeException(
                    "not JSON, line %d, column %d: %s"
                            .formatted(
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()));
        }
        String sent = null;
        var named = protocol;
        var namedPdu = pdu;
        if (plain instanceof Map<?, ?> map && map.get("value") instanceof Object value) {
            if (map.get("protocol") instanceof String it && named == null) named = it;
            if (map.get("pdu") instanceof String it && namedPdu == null) namedPdu = it;
            if (map.get("sent") instanceof String it) sent = it;
            plain = value;
        }
        if (named == null)
            throw new UnknownTypeException(
                    "the JSON says no protocol: name one, of "
                            + String.join(", ", Codecs.protocols()));
        var type = codecs.type(named, namedPdu);
        try {
            Object value = PlainValues.read(type.type(), plain);
            return new SingleMessage(named, type, asSent(type, value, sent));
        } catch (EncodeException e) {
            throw e.at(type.name());
        }
    }

    /// The octets count as long as nobody changed the value beside them.
    private static Pdu<Object> asSent(PduType type, Object value, @Nullable String sent) {
        if (sent != null) {
            try {
                var pdu = type.decodeAsSent(HexFormat.of().parseHex(sent));
                if (pdu.value().equals(value)) return pdu;
            } catch (DecodeException e) {
                throw new EncodeException("sent: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new EncodeException("sent: not hexadecimal");
            }
        }
        return new Pdu<>(value, null, null);
    }

    public byte[] encode(boolean canonical) {
        return canonical ? type.encodeCanonical(pdu.value()) : type.encode(pdu);
    }

    public String text() {
        var departure = pdu.departure();
        return ValueText.of(pdu.value())
                + (departure == null ? "" : "kept as it was sent: " + departure + "\n");
    }

    public String json(boolean pretty) {
        var all = new LinkedHashMap<String, Object>();
        all.put("protocol", protocol);
        all.put("pdu", type.name());
        all.put("message", MessageNames.of(pdu.value()));
        all.put("value", PlainValues.of(pdu.value()));
        var sent = pdu.sent();
        if (sent != null) {
            all.put("sent", sent.toHex());
            all.put("departure", String.valueOf(pdu.departure()));
        }
        return (pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
                .writeValueAsString(all);
    }
}

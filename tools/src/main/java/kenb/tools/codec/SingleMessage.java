package kenb.tools.codec;

import kenb.codec.per.EncodeException;
import kenb.codec.per.Octets;
import kenb.codec.per.Pdu;
import kenb.codec.per.PduType;
import kenb.codec.text.MessageNames;
import kenb.codec.text.PlainValues;
import kenb.codec.text.ValueText;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/// A message as text, and as JSON that can be encoded again:
/// `{"protocol": …, "pdu": …, "message": …, "value": …}`, with `trailing` where octets stood behind it.
public record SingleMessage(String protocol, PduType type, Pdu<Object> pdu) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /// @throws kenb.codec.per.DecodeException with path, bit offset and expectation
    public static SingleMessage decode(String protocol, PduType type, byte[] octets) {
        return new SingleMessage(protocol, type, type.decodeWithTrailing(octets));
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
        var trailing = Octets.EMPTY;
        var named = protocol;
        var namedPdu = pdu;
        if (plain instanceof Map<?, ?> map && map.get("value") instanceof Object value) {
            if (map.get("protocol") instanceof String it && named == null) named = it;
            if (map.get("pdu") instanceof String it && namedPdu == null) namedPdu = it;
            if (map.get("trailing") instanceof String it) trailing = Octets.ofHex(it);
            plain = value;
        }
        if (named == null)
            throw new UnknownTypeException(
                    "the JSON says no protocol: name one, of "
                            + String.join(", ", Codecs.protocols()));
        var type = codecs.type(named, namedPdu);
        try {
            return new SingleMessage(
                    named, type, new Pdu<>(PlainValues.read(type.type(), plain), trailing));
        } catch (EncodeException e) {
            throw e.at(type.name());
        }
    }

    public byte[] encode(boolean canonical) {
        return canonical ? type.encodeCanonical(pdu.value()) : type.encode(pdu);
    }

    public String text() {
        var behind =
                pdu.trailing().length() == 0
                        ? ""
                        : "behind the message: " + pdu.trailing().toHex() + "\n";
        return ValueText.of(pdu.value()) + behind;
    }

    public String json(boolean pretty) {
        var all = new LinkedHashMap<String, Object>();
        all.put("protocol", protocol);
        all.put("pdu", type.name());
        all.put("message", MessageNames.of(pdu.value()));
        all.put("value", PlainValues.of(pdu.value()));
        if (pdu.trailing().length() > 0) all.put("trailing", pdu.trailing().toHex());
        return (pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
                .writeValueAsString(all);
    }
}

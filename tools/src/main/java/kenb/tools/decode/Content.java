package kenb.tools.decode;

import kenb.codec.per.Pdu;
import kenb.codec.per.PduType;
import kenb.codec.text.PlainValues;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Supplier;

/// What a message holds, as plain maps, lists and values with the names of its specification; made only when
/// somebody wants to see it.
///
/// @param codec the name `kenb encode` has for the protocol, null where it encodes none of it
/// @param type the type whose value this is
/// @param sent the octets where the value alone would give others, in hex
/// @param departure what is unusual about those
public record Content(
        @Nullable String codec,
        String type,
        Supplier<Object> plain,
        @Nullable String sent,
        @Nullable String departure) {

    static Content of(String type, Map<String, Object> fields) {
        return new Content(null, type, () -> fields, null, null);
    }

    static Content of(String codec, PduType type, Pdu<Object> pdu) {
        var sent = pdu.sent();
        return new Content(
                codec,
                type.name(),
                () -> PlainValues.of(pdu.value()),
                sent == null ? null : sent.toHex(),
                pdu.departure());
    }
}

package kenb.tools.decode;

import kenb.stack.capture.CapturedPdu;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Messages as JSON, one object a line.
public final class JsonLines {
    private JsonLines() {}

    /// @param file the capture's name, or null to leave it out
    public static String line(@Nullable String file, SeenMessage message) {
        var text = new StringWriter();
        try (var json = JsonMapper.shared().createGenerator(text)) {
            var origin = message.origin();
            json.writeStartObject();
            if (file != null) json.writeStringProperty("file", file);
            json.writeNumberProperty("packet", origin.packet());
            json.writeStringProperty(
                    "time", java.time.Instant.ofEpochSecond(0, origin.epochNanos()).toString());
            json.writeStringProperty("source", message.source());
            json.writeStringProperty("destination", message.destination());
            json.writeStringProperty("protocol", message.protocol());
            if (message.pdu() instanceof CapturedPdu.Message sctp) {
                json.writeNumberProperty("stream", sctp.streamId());
                json.writeNumberProperty("ppid", Integer.toUnsignedLong(sctp.payloadProtocolId()));
            }
            var decoded = message.decoded();
            if (decoded != null) write(json, decoded);
            if (message.problem() != null) json.writeStringProperty("error", message.problem());
            if (message.octets().length > 0) {
                json.writeStringProperty("octets", HexFormat.of().formatHex(message.octets()));
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /// A message's own fields; `kenb encode` takes `codec`, `pdu`, `value` and `sent` back.
    private static void write(JsonGenerator json, Decoded decoded) {
        json.writeStringProperty("message", decoded.name());
        json.writeObjectPropertyStart("details");
        for (var detail : decoded.details()) {
            json.writeStringProperty(detail.name(), detail.value());
        }
        json.writeEndObject();
        var content = decoded.content();
        if (content.codec() != null) json.writeStringProperty("codec", content.codec());
        json.writeStringProperty("pdu", content.type());
        json.writeName("value");
        write(json, content.plain().get());
        if (content.sent() != null) json.writeStringProperty("sent", content.sent());
        if (content.departure() != null) json.writeStringProperty("departure", content.departure());
        if (decoded.inside().isEmpty()) return;
        json.writeArrayPropertyStart("inside");
        for (var inner : decoded.inside()) {
            json.writeStartObject();
            json.writeStringProperty("protocol", inner.protocol());
            write(json, inner);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, @Nullable Object plain) {
        switch (plain) {
            case null -> json.writeNull();
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, value) -> {
                    json.writeName(name.toString());
                    write(json, value);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (var element : list) write(json, element);
                json.writeEndArray();
            }
            case Boolean it -> json.writeBoolean(it);
            case Integer it -> json.writeNumber(it);
            case Long it -> json.writeNumber(it);
            case BigInteger it -> json.writeNumber(it);
            default -> json.writeString(plain.toString());
        }
    }
}

package kenb.tools.decode;

import kenb.stack.capture.CapturedPdu;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.HexFormat;

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
            if (decoded != null) {
                json.writeStringProperty("message", decoded.name());
                json.writeObjectPropertyStart("details");
                for (var detail : decoded.details()) {
                    json.writeStringProperty(detail.name(), detail.value());
                }
                json.writeEndObject();
                json.writeName("value");
                write(json, decoded.tree(), null);
            }
            if (message.problem() != null) json.writeStringProperty("error", message.problem());
            if (message.octets().length > 0) {
                json.writeStringProperty("octets", HexFormat.of().formatHex(message.octets()));
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /// @param elementName of an object in an array that has a name, an IE; else null
    private static void write(JsonGenerator json, Tree tree, @Nullable String elementName) {
        var value = tree.value();
        if (value != null) {
            scalar(json, value);
        } else if (tree.list()) {
            json.writeStartArray();
            for (var part : tree.parts())
                write(json, part, part.name().startsWith("[") ? null : part.name());
            json.writeEndArray();
        } else {
            json.writeStartObject();
            if (elementName != null) json.writeStringProperty("name", elementName);
            for (var part : tree.parts()) {
                json.writeName(part.name());
                write(json, part, null);
            }
            json.writeEndObject();
        }
    }

    private static void scalar(JsonGenerator json, Object value) {
        switch (value) {
            case Boolean it -> json.writeBoolean(it);
            case Integer it -> json.writeNumber(it);
            case Long it -> json.writeNumber(it);
            case BigInteger it -> json.writeNumber(it);
            default -> json.writeString(value.toString());
        }
    }
}

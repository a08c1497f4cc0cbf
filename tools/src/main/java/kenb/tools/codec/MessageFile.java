package kenb.tools.codec;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HexFormat;
import java.util.function.Consumer;

/// Files of messages, a JSON object a line: `id`, `protocol`, `pdu` and `hex`; further fields are not
/// looked at, nor are empty lines.
public final class MessageFile {
    private MessageFile() {}

    /// @param pdu null where the line names none
    public record Line(String id, String protocol, @Nullable String pdu, byte[] octets) {}

    /// @throws IOException with the number of a line that is no message
    public static void read(String name, BufferedReader lines, Consumer<Line> consumer)
            throws IOException {
        int number = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) continue;
            consumer.accept(message(line, name, number));
        }
    }

    private static Line message(String line, String file, int number) throws IOException {
        var where = file + ":" + number + ": ";
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(line);
        } catch (JacksonException e) {
            throw new IOException(where + "not a JSON object: " + e.getOriginalMessage(), e);
        }
        if (!json.isObject()) throw new IOException(where + "not a JSON object");
        var hex = text(json, "hex");
        if (hex == null) throw new IOException(where + "no \"hex\" with the octets of the message");
        var id = text(json, "id");
        var protocol = text(json, "protocol");
        try {
            return new Line(
                    id == null ? "line " + number : id,
                    protocol == null ? "" : protocol,
                    text(json, "pdu"),
                    HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new IOException(where + "\"hex\" is not hexadecimal: " + e.getMessage(), e);
        }
    }

    private static @Nullable String text(JsonNode json, String field) {
        var value = json.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }
}

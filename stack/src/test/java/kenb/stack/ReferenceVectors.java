package kenb.stack;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.HexFormat;

/// The JSON vectors of the reference material, for tests that run where its folder is given.
public final class ReferenceVectors {
    private ReferenceVectors() {}

    /// @throws tools.jackson.core.JacksonException when the file is missing
    public static JsonNode read(String file) {
        Path folder = Path.of(System.getProperty("kenb.shared"));
        return JsonMapper.builder()
                .build()
                .readTree(folder.resolve("vectors").resolve(file).toFile());
    }

    public static byte[] octets(JsonNode node, String field) {
        return HexFormat.of().parseHex(text(node, field));
    }

    public static String text(JsonNode node, String field) {
        return node.required(field).stringValue();
    }

    /// A number written as `5`, or hexadecimal as `0x05`.
    public static int number(JsonNode node, String field) {
        JsonNode value = node.required(field);
        return value.isNumber() ? value.intValue() : Integer.decode(value.stringValue());
    }
}

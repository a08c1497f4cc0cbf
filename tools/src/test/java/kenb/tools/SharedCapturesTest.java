package kenb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.capture.PcapReader;
import kenb.tools.decode.CaptureKeys;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.PduReaders;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Captures of testbeds that others wrote, with the counts their collector noted.
@Tag("R-01")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class SharedCapturesTest {
    private static final Path CAPTURES = Path.of(System.getProperty("kenb.shared", ""), "pcaps");

    static Stream<JsonNode> sources() throws IOException {
        var sources =
                JsonMapper.shared().readTree(Files.readString(CAPTURES.resolve("sources.json")));
        assertThat(sources.size()).isEqualTo(7);
        return sources.valueStream();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everyMessageOfTheCaptureIsFound(JsonNode source) throws IOException {
        var counts = new TreeMap<String, Integer>();
        var file = CAPTURES.resolve(source.get("file").asString());
        try (var capture = PcapReader.open(file)) {
            new CaptureMessages(PduReaders.all(CaptureKeys.none(), null))
                    .read(
                            capture,
                            message -> {
                                // One sender of these captures cuts a user packet short.
                                if (!message.protocol().equals("GTP-U"))
                                    assertThat(message.problem()).as(message.name()).isNull();
                                else if (message.problem() != null)
                                    assertThat(message.problem())
                                            .matches(".*says that \\d+ octets follow, \\d+ do");
                                if (message.protocol().equals("S1AP")) {
                                    assertThat(message.decoded()).as("S1AP").isNotNull();
                                    assertThat(message.name()).doesNotContain("not known");
                                }
                                counts.merge(
                                        message.protocol().toLowerCase(Locale.ROOT),
                                        1,
                                        Integer::sum);
                            });
            assertThat(capture.warnings()).isEmpty();
        }
        source.get("messages")
                .propertyStream()
                .forEach(expected ->
                        assertThat(counts)
                                .containsEntry(expected.getKey(), expected.getValue().asInt()));
    }
}

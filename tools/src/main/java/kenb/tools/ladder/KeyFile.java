package kenb.tools.ladder;

import kenb.tools.ladder.Ladder.KeyLife;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// The lives of keys in a run's `keys.json`: the array `keys` with fingerprint, name, owner, born, died
/// (ISO 8601, or nanoseconds since 1970).
public final class KeyFile {
    private KeyFile() {}

    public static List<KeyLife> read(Path file) throws IOException {
        try {
            var lives = new ArrayList<KeyLife>();
            for (var key : JsonMapper.shared().readTree(Files.readString(file)).path("keys")) {
                var born = nanos(key.path("born"));
                if (born == null) throw new IOException(file + ": a key without a birth: " + key);
                lives.add(
                        new KeyLife(
                                text(key, "fingerprint"),
                                text(key, "name"),
                                text(key, "owner"),
                                text(key, "derivedFrom"),
                                born,
                                nanos(key.path("died"))));
            }
            return lives;
        } catch (JacksonException | DateTimeParseException problem) {
            throw new IOException(file + ": no key file: " + problem.getMessage(), problem);
        }
    }

    private static String text(JsonNode key, String field) {
        return key.path(field).asString("");
    }

    private static @Nullable Long nanos(JsonNode time) {
        if (time.isNumber()) return time.asLong();
        if (!time.isString() || time.asString().isEmpty()) return null;
        var instant = Instant.parse(time.asString());
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }
}

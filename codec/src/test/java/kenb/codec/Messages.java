package kenb.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Messages other implementations wrote.
final class Messages {
    private Messages() {}

    /// Written by Erlang from the complete modules, so with more in them than our modules know.
    static List<Message> written(String protocol) {
        var messages = new ArrayList<Message>();
        var stream =
                Objects.requireNonNull(
                        Messages.class.getResourceAsStream(protocol + ".messages"), protocol);
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) continue;
                var field = line.split(" ");
                var name = field[1] + " #" + messages.size();
                messages.add(Message.ofHex(protocol, name, field[0], field[2]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    /// A message of the shared corpus, and whether an independent codec gives the same bytes.
    record Shared(Message message, String kind, String modules, String roundTrip) {
        @Override
        public String toString() {
            return message + " (" + kind + ")";
        }
    }

    static List<Shared> shared(String file) {
        try {
            return Files.readAllLines(
                            Path.of(System.getProperty("kenb.shared", ""), "corpus", file))
                    .stream()
                    .map(Messages::sharedLine)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Shared sharedLine(String line) {
        return new Shared(
                Message.ofHex(
                        field(line, "protocol"),
                        field(line, "id"),
                        field(line, "pdu"),
                        field(line, "hex")),
                field(line, "message"),
                field(line, "modules"),
                field(line, "erlang_roundtrip"));
    }

    private static String field(String line, String name) {
        var match = Pattern.compile('"' + name + "\": \"([^\"]*)\"").matcher(line);
        return match.find() ? match.group(1) : "";
    }
}

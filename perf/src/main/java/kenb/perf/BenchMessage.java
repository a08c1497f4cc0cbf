package kenb.perf;

import kenb.codec.per.PduType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A message whose codec is measured.
///
/// @param name short, without white space; names it among others
/// @param protocol `s1ap`, `lte-rrc` …: the folder of its modules
/// @param pdu its type in these, such as `S1AP-PDU`
public record BenchMessage(String name, String protocol, String pdu, byte[] octets) {
    /// The file with messages to use instead of those built in, a line each as {@link #line} writes it.
    public static final String FILE_PROPERTY = "kenb.perf.messages";

    /// The messages built in.
    public static List<BenchMessage> builtIn() {
        var resource = BenchMessage.class.getResourceAsStream("codec.messages");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
            return read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A message of the file that {@link #FILE_PROPERTY} names, else one built in.
    static BenchMessage named(String name) {
        var file = System.getProperty(FILE_PROPERTY);
        List<BenchMessage> all;
        if (file == null) {
            all = builtIn();
        } else {
            try (var lines = Files.newBufferedReader(Path.of(file))) {
                all = read(lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.stream()
                .filter(it -> it.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no message " + name));
    }

    private static List<BenchMessage> read(BufferedReader lines) throws IOException {
        var messages = new ArrayList<BenchMessage>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            var fields = line.split("\\s+", 4);
            messages.add(
                    new BenchMessage(
                            fields[0], fields[1], fields[2], HexFormat.of().parseHex(fields[3])));
        }
        return messages;
    }

    /// As files of messages hold it: name, protocol, type and octets in hex.
    public String line() {
        return String.join(" ", name, protocol, pdu, HexFormat.of().formatHex(octets));
    }

    /// Its type in the codec.
    public PduType type() {
        var types =
                PduType.of("kenb.codec." + protocol.replace("-", ""), getClass().getClassLoader());
        var type = types.get(pdu);
        if (type == null) throw new IllegalArgumentException("no type " + pdu + " in " + protocol);
        return type;
    }

    /// Whether it belongs to an application protocol, whose fields stand in containers.
    public boolean inContainers() {
        return LazyField.of(protocol) != null;
    }
}

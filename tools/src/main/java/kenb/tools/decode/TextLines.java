package kenb.tools.decode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Messages for a terminal.
public final class TextLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private TextLines() {}

    /// Packet number, time (UTC), source → destination, protocol, message, telling fields.
    public static String line(SeenMessage message) {
        var origin = message.origin();
        var text = new StringBuilder();
        text.append("%6d  %s  ".formatted(origin.packet(), time(origin.epochNanos())));
        text.append("%s → %s  ".formatted(message.source(), message.destination()));
        text.append("%s  %s".formatted(message.protocol(), message.name()));
        var decoded = message.decoded();
        if (decoded != null && !decoded.details().isEmpty()) {
            text.append("  ");
            text.append(
                    decoded.details().stream()
                            .map(Detail::toString)
                            .collect(Collectors.joining(", ")));
        }
        if (message.problem() != null) text.append("  ").append(message.problem());
        return printable(text.toString());
    }

    /// The line, and below it every field; the octets where it did not decode. Ends with a blank line.
    public static String tree(SeenMessage message) {
        var text = new StringBuilder(line(message)).append('\n');
        var decoded = message.decoded();
        if (decoded != null) {
            decoded.tree().print(text, "        ");
        } else if (message.octets().length > 0) {
            text.append("        ").append(HexFormat.of().formatHex(message.octets())).append('\n');
        }
        return text.append('\n').toString();
    }

    static String time(long epochNanos) {
        return TIME.format(Instant.ofEpochSecond(0, epochNanos));
    }

    /// Names and texts come from the capture: no control character of theirs reaches the terminal.
    static String printable(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        return out.toString();
    }
}

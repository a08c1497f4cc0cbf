package kenb.tools.decode;

import kenb.codec.text.ValueText;

import java.util.HexFormat;
import java.util.List;

/// Messages for a terminal.
public final class TextLines {
    private static final long DAY_MICROS = 86_400_000_000L;

    private TextLines() {}

    /// Packet number, time (UTC), source → destination, protocol, message, telling fields; behind bars the messages inside.
    public static String line(SeenMessage message) {
        var origin = message.origin();
        var text = new StringBuilder(160);
        var packet = Long.toString(origin.packet());
        text.repeat(' ', Math.max(0, 6 - packet.length())).append(packet).append("  ");
        text.append(time(origin.epochNanos())).append("  ");
        text.append(message.source()).append(" → ").append(message.destination()).append("  ");
        text.append(message.protocol()).append("  ").append(message.name());
        var decoded = message.decoded();
        if (decoded != null) {
            details(text, decoded.details());
            for (var inner : decoded.inside()) inside(text, inner, true);
        }
        if (message.problem() != null) text.append("  ").append(message.problem());
        return printable(text.toString());
    }

    private static void details(StringBuilder text, List<Detail> details) {
        var separator = "  ";
        for (var detail : details) {
            text.append(separator).append(detail.name()).append('=').append(detail.value());
            separator = ", ";
        }
    }

    private static void inside(StringBuilder text, Decoded message, boolean first) {
        text.append(first ? "  | " + message.protocol() + "  " : ", ").append(message.name());
        details(text, message.details());
        for (var inner : message.inside()) {
            inside(text, inner, !inner.protocol().equals(message.protocol()));
        }
    }

    /// The line, and below it every field; the octets where it did not decode. Ends with a blank line.
    public static String tree(SeenMessage message) {
        var text = new StringBuilder(line(message)).append('\n');
        var decoded = message.decoded();
        if (decoded != null) {
            decoded.all().forEach(it -> fields(text, it));
        } else if (message.octets().length > 0) {
            text.append("        ").append(HexFormat.of().formatHex(message.octets())).append('\n');
        }
        return text.append('\n').toString();
    }

    private static void fields(StringBuilder text, Decoded message) {
        var content = message.content();
        var printed = new StringBuilder();
        ValueText.print(printed, "        ", content.type(), content.plain().get());
        printed.toString().lines().forEach(line -> text.append(printable(line)).append('\n'));
        if (content.departure() != null)
            text.append("        kept as it was sent: ").append(content.departure()).append('\n');
    }

    static String time(long epochNanos) {
        var time = new StringBuilder(15);
        long micros = Math.floorMod(Math.floorDiv(epochNanos, 1000), DAY_MICROS);
        number(time, micros / 3_600_000_000L, 2).append(':');
        number(time, micros / 60_000_000 % 60, 2).append(':');
        number(time, micros / 1_000_000 % 60, 2).append('.');
        return number(time, micros % 1_000_000, 6).toString();
    }

    private static StringBuilder number(StringBuilder text, long number, int digits) {
        long power = 1;
        for (int i = 1; i < digits; i++) power *= 10;
        for (; power > 0; power /= 10) text.append((char) ('0' + number / power % 10));
        return text;
    }

    /// Names and texts come from the capture: no control character of theirs reaches the terminal.
    public static String printable(String text) {
        int at = 0;
        while (at < text.length() && isHarmless(text.charAt(at))) at++;
        if (at == text.length()) return text;
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

    private static boolean isHarmless(char c) {
        return c >= ' ' && c < 0x7F || c == '→';
    }
}

package kenb.tools.ladder;

import java.util.Locale;

/// Pieces of SVG text: numbers, escaping, widths.
final class Svg {
    private Svg() {}

    /// For text and attribute values; control characters, which XML can't hold, become U+FFFD.
    static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\'' -> out.append("&#39;");
                        default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
                    }
                });
        return out.toString();
    }

    private static boolean isXml(int c) {
        return c == '\n'
                || c == '\t'
                || c >= 0x20 && c < 0xD800
                || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF;
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    /// About how wide a sans-serif text is at a font size; generous, since the reader's font is not known.
    static double width(String text, double fontSize) {
        double width = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '.' || c == ',' || c == 'i' || c == 'l' || c == '-' || c == 'I')
                width += 0.34;
            else if (c >= 'A' && c <= 'Z' || c == 'm' || c == 'w' || c == '_' || c == '=')
                width += 0.70;
            else if (c > 0x2E80) width += 1.05;
            else width += 0.58;
        }
        return width * fontSize;
    }

    /// The text, cut with an ellipsis where it would be wider.
    static String fit(String text, double fontSize, double width) {
        if (width(text, fontSize) <= width) return text;
        int end = text.length();
        while (end > 0 && width(text.substring(0, end), fontSize) + fontSize > width) end--;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end).stripTrailing() + "…";
    }
}

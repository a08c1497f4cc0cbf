package kenb.tools.decode;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chooses messages by an expression: `protocol=S1AP and (message~Handover or ue=7) and time<+2.5`.
///
/// A condition is a field, one of `= != ~ !~ < <= > >=`, and a value, in quotes where it has blanks or brackets; `~` asks for a part
/// of the text. Fields are `protocol`, `message` (also `procedure`), `ue`, `time`, `packet`, `source`, `destination`, `node` (either of
/// the two), or the name of a telling field, such as `Cause`. Case does not matter; `and` may be left out.
public final class Filter {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(\\()|(\\))|([\\w./-]+)\\s*(!=|<=|>=|!~|=|~|<|>)\\s*(\"[^\"]*\"|[^\\s()]+)|(\\w+))");
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    /// Everything passes.
    public static final Filter ALL = new Filter("", (_, _) -> true);

    private interface Condition {
        boolean test(SeenMessage message, Sight sight);
    }

    /// What is known beside the message itself.
    private record Sight(long startNanos, UeTracker ues) {}

    private final String text;
    private final Condition condition;
    private final UeTracker ues = new UeTracker();
    private @Nullable Sight sight;

    private Filter(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    /// @throws IllegalArgumentException that says what is wrong with `text`
    public static Filter of(String text) {
        var parser = new Parser(text);
        var condition = parser.alternatives();
        parser.end();
        return new Filter(text, condition);
    }

    /// Messages have to come in the order of the capture, all of them: a UE is followed from message to message.
    public boolean test(SeenMessage message) {
        if (text.isEmpty()) return true;
        var known = sight;
        if (known == null) {
            known = new Sight(message.origin().epochNanos(), ues);
            sight = known;
        }
        ues.see(message);
        return condition.test(message, known);
    }

    private static final class Parser {
        private final Matcher tokens;
        private final String text;
        private boolean more;

        Parser(String text) {
            this.text = text;
            tokens = TOKEN.matcher(text);
            next();
        }

        private void next() {
            int from = tokens.hasMatch() ? tokens.end() : 0;
            more = tokens.region(from, text.length()).lookingAt();
            if (!more && !text.substring(from).isBlank())
                throw wrong("not understood: " + text.substring(from).strip());
        }

        void end() {
            if (more) throw wrong("not understood: " + tokens.group().strip());
        }

        Condition alternatives() {
            var left = conjunction();
            while (word("or")) {
                var one = left;
                var other = conjunction();
                left = (message, sight) -> one.test(message, sight) || other.test(message, sight);
            }
            return left;
        }

        private Condition conjunction() {
            var left = single();
            while (more && tokens.group(2) == null && !isWord("or")) {
                word("and");
                var one = left;
                var other = single();
                left = (message, sight) -> one.test(message, sight) && other.test(message, sight);
            }
            return left;
        }

        private Condition single() {
            if (word("not")) {
                var one = single();
                return (message, sight) -> !one.test(message, sight);
            }
            if (!more) throw wrong("it ends where a condition is wanted");
            if (tokens.group(1) != null) {
                next();
                var inner = alternatives();
                if (!more || tokens.group(2) == null) throw wrong("a closing bracket is missing");
                next();
                return inner;
            }
            var field = tokens.group(3);
            if (field == null) throw wrong("not a condition: " + tokens.group().strip());
            var operator = tokens.group(4);
            var value = tokens.group(5);
            next();
            return condition(field, operator, unquoted(value));
        }

        private boolean isWord(String word) {
            return more && word.equalsIgnoreCase(tokens.group(6));
        }

        private boolean word(String word) {
            if (!isWord(word)) return false;
            next();
            return true;
        }

        private static String unquoted(String value) {
            return value.startsWith("\"") && value.length() > 1
                    ? value.substring(1, value.length() - 1)
                    : value;
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("filter \"" + text + "\": " + what);
        }

        private Condition condition(String field, String operator, String value) {
            return switch (field.toLowerCase(Locale.ROOT)) {
                case "protocol" -> {
                    var matches = text(operator, value);
                    yield (message, _) -> anyProtocol(message, operator, value, matches);
                }
                case "message", "procedure" -> {
                    var matches = text(operator, value);
                    yield (message, _) -> names(message, operator, matches);
                }
                case "source" -> {
                    var matches = text(operator, value);
                    yield (message, _) -> matches.test(message.source());
                }
                case "destination" -> {
                    var matches = text(operator, value);
                    yield (message, _) -> matches.test(message.destination());
                }
                case "node" -> {
                    var matches = text(operator, value);
                    yield (message, _) ->
                            either(
                                    operator,
                                    matches.test(message.source()),
                                    matches.test(message.destination()));
                }
                case "packet" -> {
                    long number = number(field, value);
                    yield (message, _) -> compare(operator, message.origin().packet(), number);
                }
                case "time" -> time(operator, value);
                case "ue" -> {
                    boolean not = operator.startsWith("!");
                    if (!not && !operator.equals("=")) throw wrong("ue takes = and != only");
                    yield (message, sight) -> sight.ues.isOf(message, value) != not;
                }
                default -> detail(field, operator, value);
            };
        }

        private static boolean either(String operator, boolean one, boolean other) {
            return operator.startsWith("!") ? one && other : one || other;
        }

        private static boolean anyProtocol(
                SeenMessage message, String operator, String value, Predicate<String> matches) {
            boolean family = value.equalsIgnoreCase("RRC") || value.equalsIgnoreCase("NAS");
            var upper = value.toUpperCase(Locale.ROOT);
            Predicate<String> test =
                    !family || operator.contains("~")
                            ? matches
                            : it ->
                                    it.toUpperCase(Locale.ROOT).contains(upper)
                                            != operator.startsWith("!");
            if (message.decoded() == null) return test.test(message.protocol());
            var all = message.decoded().all().map(Decoded::protocol);
            return operator.startsWith("!") ? all.allMatch(test) : all.anyMatch(test);
        }

        private static boolean names(
                SeenMessage message, String operator, Predicate<String> matches) {
            if (message.decoded() == null) return matches.test(message.name());
            var all = message.decoded().all().map(Decoded::name);
            return operator.startsWith("!") ? all.allMatch(matches) : all.anyMatch(matches);
        }

        private Condition detail(String field, String operator, String value) {
            var matches = text(operator, value);
            boolean not = operator.startsWith("!");
            return (message, _) -> {
                if (message.decoded() == null) return not;
                var values =
                        message.decoded()
                                .allDetails()
                                .filter(it -> it.name().equalsIgnoreCase(field))
                                .map(Detail::value);
                return not ? values.allMatch(matches) : values.anyMatch(matches);
            };
        }

        private Condition time(String operator, String value) {
            if (operator.contains("~")) throw wrong("time takes no ~");
            try {
                if (value.matches("\\+?\\d+(\\.\\d+)?")) {
                    long nanos = Math.round(Double.parseDouble(value) * SECOND);
                    return (message, sight) ->
                            compare(
                                    operator,
                                    message.origin().epochNanos() - sight.startNanos,
                                    nanos);
                }
                if (value.matches("\\d\\d?:\\d\\d(:\\d\\d(\\.\\d+)?)?")) {
                    var padded = value.indexOf(':') == 1 ? "0" + value : value;
                    long nanos = LocalTime.parse(padded).toNanoOfDay();
                    return (message, _) ->
                            compare(
                                    operator,
                                    Math.floorMod(message.origin().epochNanos(), DAY),
                                    nanos);
                }
                var instant = Instant.parse(value.endsWith("Z") ? value : value + "Z");
                long nanos = instant.getEpochSecond() * SECOND + instant.getNano();
                return (message, _) -> compare(operator, message.origin().epochNanos(), nanos);
            } catch (DateTimeException _) {
                throw wrong(
                        "time is seconds from the start (+2.5), 15:52:30.1 or 2026-01-31T15:52:30Z in UTC, not "
                                + value);
            }
        }

        private long number(String field, String value) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException _) {
                throw wrong(field + " is a number, not " + value);
            }
        }

        private Predicate<String> text(String operator, String value) {
            var lower = value.toLowerCase(Locale.ROOT);
            return switch (operator) {
                case "=" -> it -> it.equalsIgnoreCase(value);
                case "!=" -> it -> !it.equalsIgnoreCase(value);
                case "~" -> it -> it.toLowerCase(Locale.ROOT).contains(lower);
                case "!~" -> it -> !it.toLowerCase(Locale.ROOT).contains(lower);
                default -> {
                    long number = number("a value compared by " + operator, value);
                    yield it ->
                            it.matches("\\d{1,18}")
                                    && compare(operator, Long.parseLong(it), number);
                }
            };
        }

        private static boolean compare(String operator, long left, long right) {
            return switch (operator) {
                case "=", "~" -> left == right;
                case "!=", "!~" -> left != right;
                case "<" -> left < right;
                case "<=" -> left <= right;
                case ">" -> left > right;
                default -> left >= right;
            };
        }
    }
}

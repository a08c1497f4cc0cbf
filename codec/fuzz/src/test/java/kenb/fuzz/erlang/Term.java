package kenb.fuzz.erlang;

import java.util.List;

/// Erlang's terms as Java values: integers are `Long` or `BigInteger`, lists `List`, binaries and bitstrings
/// `BitString`; atoms and tuples are these.
final class Term {
    private Term() {}

    record Atom(String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Tuple(List<Object> elements) {
        @Override
        public String toString() {
            return "{" + elements.toString() + "}";
        }
    }

    /// A record, whose name tells nothing: codecs write whatever the name, and read one that says where the type stands.
    record Fields(List<Object> values) {
        static final Atom ABSENT = new Atom("asn1_NOVALUE");

        @Override
        public String toString() {
            return "#" + values;
        }
    }

    static Atom atom(String name) {
        return new Atom(name);
    }

    static Tuple tuple(Object... elements) {
        return new Tuple(List.of(elements));
    }

    /// A character string: the list of its characters.
    static List<Object> characters(String text) {
        return text.codePoints().mapToObj(it -> (Object) (long) it).toList();
    }
}

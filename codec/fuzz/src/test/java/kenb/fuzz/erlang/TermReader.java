package kenb.fuzz.erlang;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import kenb.codec.per.BitString;
import kenb.fuzz.erlang.Term.Atom;
import kenb.fuzz.erlang.Term.Tuple;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Terms from Erlang's external term format, those that a codec's values have.
final class TermReader {
    private final ByteBuffer in;

    private TermReader(ByteBuffer in) {
        this.in = in;
    }

    static Object read(byte[] octets) {
        var in = ByteBuffer.wrap(octets);
        if ((in.get() & 0xFF) != 131) throw new IllegalArgumentException("not a term");
        return new TermReader(in).term();
    }

    private Object term() {
        int tag = in.get() & 0xFF;
        return switch (tag) {
            case 77 -> {
                int length = in.getInt();
                int inLast = in.get();
                yield BitString.of(bytes(length), length * 8 - 8 + inLast);
            }
            case 97 -> (long) (in.get() & 0xFF);
            case 98 -> (long) in.getInt();
            case 100 -> new Atom(new String(bytes(in.getShort()), ISO_8859_1));
            case 104 -> new Tuple(terms(in.get() & 0xFF));
            case 105 -> new Tuple(terms(in.getInt()));
            case 106 -> List.of();
            case 107 -> numbers(in.getShort() & 0xFFFF);
            case 108 -> {
                var elements = terms(in.getInt());
                if (in.get() != 106) throw new IllegalArgumentException("an improper list");
                yield elements;
            }
            case 109 -> {
                int length = in.getInt();
                yield BitString.of(bytes(length), length * 8);
            }
            case 110 -> integer(in.get() & 0xFF);
            case 111 -> integer(in.getInt());
            case 118 -> new Atom(new String(bytes(in.getShort()), UTF_8));
            case 119 -> new Atom(new String(bytes(in.get() & 0xFF), UTF_8));
            default -> throw new IllegalArgumentException("a term of tag " + tag);
        };
    }

    private List<Object> terms(int count) {
        var terms = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) terms.add(term());
        return terms;
    }

    /// A list of small integers comes as octets.
    private List<Object> numbers(int count) {
        var numbers = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) numbers.add((long) (in.get() & 0xFF));
        return numbers;
    }

    private Object integer(int length) {
        boolean negative = in.get() != 0;
        var magnitude = new byte[length];
        for (int i = length - 1; i >= 0; i--) magnitude[i] = in.get();
        var number = new BigInteger(negative ? -1 : 1, magnitude);
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }
}

package kenb.fuzz.erlang;

import static java.nio.charset.StandardCharsets.UTF_8;

import kenb.codec.per.BitString;
import kenb.fuzz.erlang.Term.Atom;
import kenb.fuzz.erlang.Term.Fields;
import kenb.fuzz.erlang.Term.Tuple;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

/// Terms in Erlang's external term format.
final class TermWriter {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(octets);

    private TermWriter() {}

    static byte[] write(Object term) {
        var writer = new TermWriter();
        try {
            writer.out.write(131);
            writer.term(term);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.octets.toByteArray();
    }

    private void term(Object term) throws IOException {
        switch (term) {
            case Atom(var name) -> {
                out.write(118);
                out.writeShort(name.getBytes(UTF_8).length);
                out.write(name.getBytes(UTF_8));
            }
            case Long number -> integer(BigInteger.valueOf(number));
            case BigInteger number -> integer(number);
            case BitString bits -> bits(bits);
            case Tuple(var elements) -> {
                out.write(105);
                out.writeInt(elements.size());
                for (var element : elements) term(element);
            }
            case List<?> list -> {
                if (!list.isEmpty()) {
                    out.write(108);
                    out.writeInt(list.size());
                    for (var element : list) term(element);
                }
                out.write(106);
            }
            case Fields(var values) -> {
                out.write(105);
                out.writeInt(values.size() + 1);
                term(new Atom("fields"));
                for (var value : values) term(value);
            }
            default -> throw new IllegalArgumentException("no term: " + term);
        }
    }

    private void integer(BigInteger number) throws IOException {
        if (number.bitLength() < 32) {
            out.write(98);
            out.writeInt(number.intValue());
            return;
        }
        var magnitude = number.abs().toByteArray();
        int from = magnitude[0] == 0 ? 1 : 0;
        out.write(110);
        out.write(magnitude.length - from);
        out.write(number.signum() < 0 ? 1 : 0);
        for (int i = magnitude.length - 1; i >= from; i--) out.write(magnitude[i]);
    }

    private void bits(BitString bits) throws IOException {
        var bytes = bits.toByteArray();
        int inLast = bits.lengthBits() & 7;
        out.write(inLast == 0 ? 109 : 77);
        out.writeInt(bytes.length);
        if (inLast != 0) out.write(inLast);
        out.write(bytes);
    }
}

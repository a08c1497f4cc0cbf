package kenb.codec.per;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;

/// Content octets of object identifiers (X.690 §8.19, §8.20) to arcs joined by dots, and back.
final class ObjectIdentifiers {
    private ObjectIdentifiers() {}

    static String text(byte[] content, boolean relative) {
        var arcs = new ArrayList<BigInteger>();
        var arc = BigInteger.ZERO;
        for (byte octet : content) {
            arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7F));
            if (octet >= 0) {
                if (arcs.isEmpty() && !relative) {
                    int first =
                            arc.compareTo(BigInteger.valueOf(80)) >= 0 ? 2 : arc.intValue() / 40;
                    arcs.add(BigInteger.valueOf(first));
                    arc = arc.subtract(BigInteger.valueOf(40L * first));
                }
                arcs.add(arc);
                arc = BigInteger.ZERO;
            }
        }
        return String.join(".", arcs.stream().map(BigInteger::toString).toList());
    }

    static byte[] content(String text, boolean relative) {
        var out = new ByteArrayOutputStream();
        var arcs = text.split("\\.");
        try {
            int from = 0;
            if (!relative) {
                arc(
                        out,
                        new BigInteger(arcs[0])
                                .multiply(BigInteger.valueOf(40))
                                .add(new BigInteger(arcs[1])));
                from = 2;
            }
            for (int i = from; i < arcs.length; i++) arc(out, new BigInteger(arcs[i]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new EncodeException("'" + text + "' is not an object identifier like 1.2.3");
        }
        return out.toByteArray();
    }

    private static void arc(ByteArrayOutputStream out, BigInteger arc) {
        int groups = Math.max(1, (arc.bitLength() + 6) / 7);
        for (int i = groups - 1; i >= 0; i--)
            out.write(arc.shiftRight(7 * i).intValue() & 0x7F | (i > 0 ? 0x80 : 0));
    }
}

package kenb.codec.gtpc;

import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import java.nio.charset.StandardCharsets;

/// A name as labels, each behind its length, without the zero at the end (RFC 1035 §3.1): access point names, FQDNs.
final class Labels {
    private static final int LONGEST = 63;

    private Labels() {}

    static String read(FieldReader in) {
        var name = new StringBuilder();
        while (in.hasMore()) {
            if (!name.isEmpty()) name.append('.');
            name.append(new String(in.lv("label").toByteArray(), StandardCharsets.ISO_8859_1));
        }
        return name.toString();
    }

    /// @throws IllegalArgumentException for a label that is empty or longer than 63 octets
    static void write(String name, FieldWriter out) {
        if (name.isEmpty()) return;
        for (String label : name.split("\\.", -1)) {
            byte[] octets = label.getBytes(StandardCharsets.ISO_8859_1);
            if (octets.length == 0 || octets.length > LONGEST) {
                throw new IllegalArgumentException("label '" + label + "' in '" + name + "'");
            }
            out.octet(octets.length).octets(kenb.codec.per.Octets.of(octets));
        }
    }
}

package kenb.stack.keys;

import java.util.HexFormat;
import java.util.List;

/// How a key came from another: enough to repeat the derivation by hand, except for secrets.
///
/// @param parentFingerprint of the key the function was called with
/// @param fc function code, one octet
/// @param clause e.g. `TS 33.401 A.3`
public record Derivation(
        String parentFingerprint,
        KeyPurpose parentPurpose,
        int fc,
        List<Parameter> parameters,
        String clause) {

    public Derivation {
        parameters = List.copyOf(parameters);
    }

    /// The derivation as one would write it out to repeat it by hand (TS 33.220 B.2): the key, FC, every P with its L, and the string S that the
    /// key is applied to. Keys are shown by their fingerprints, in S too.
    public String explain() {
        var text = new StringBuilder();
        var s = new StringBuilder("%02x".formatted(fc));
        text.append(clause).append('\n');
        line(text, "Key", parentPurpose.symbol() + " " + parentFingerprint, "");
        line(text, "FC", "%02x".formatted(fc), "");
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            String length = "%04x".formatted(p.lengthOctets());
            line(text, "P" + i, p.shown(), p.name());
            line(text, "L" + i, length, p.lengthOctets() + " octets");
            s.append(p.isKey() ? " <" + p.shown() + "> " : " " + p.shown() + " ").append(length);
        }
        line(text, "S", s.toString(), "");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value, String meaning) {
        text.append("  %-4s %s".formatted(name, value));
        if (!meaning.isEmpty()) text.append("  (").append(meaning).append(')');
        text.append('\n');
    }

    /// One P of the input string. A parameter that is itself a key is shown by its fingerprint.
    ///
    /// @param shown hexadecimal octets, or `key <fingerprint>`
    /// @param lengthOctets the L that follows it
    public record Parameter(String name, String shown, int lengthOctets) {
        boolean isKey() {
            return shown.startsWith("key ");
        }

        static Parameter of(String name, byte[] octets) {
            return new Parameter(name, HexFormat.of().formatHex(octets), octets.length);
        }

        static Parameter of(String name, Key key) {
            return new Parameter(name, "key " + key.fingerprint(), key.lengthOctets());
        }
    }
}

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

    /// One P of the input string. A parameter that is itself a key is shown by its fingerprint.
    ///
    /// @param shown hexadecimal octets, or `key <fingerprint>`
    /// @param lengthOctets the L that follows it
    public record Parameter(String name, String shown, int lengthOctets) {
        static Parameter of(String name, byte[] octets) {
            return new Parameter(name, HexFormat.of().formatHex(octets), octets.length);
        }

        static Parameter of(String name, Key key) {
            return new Parameter(name, "key " + key.fingerprint(), key.lengthOctets());
        }
    }
}

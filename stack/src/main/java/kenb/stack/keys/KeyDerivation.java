package kenb.stack.keys;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One call of the [Kdf] in the making: gathers the parameters twice, as octets for the function and as text for the log.
final class KeyDerivation {
    private static final int ALGORITHM_KEY_OCTETS = 16;

    private final Key parent;
    private final int fc;
    private final String clause;
    private final List<byte[]> octets = new ArrayList<>();
    private final List<Derivation.Parameter> shown = new ArrayList<>();

    private KeyDerivation(Key parent, int fc, String clause) {
        this.parent = parent;
        this.fc = fc;
        this.clause = clause;
    }

    /// @throws IllegalArgumentException when the parent is no key that this derivation starts from
    static KeyDerivation from(Key parent, int fc, String clause, KeyPurpose... allowedParents) {
        if (!Arrays.asList(allowedParents).contains(parent.purpose())) {
            throw new IllegalArgumentException(
                    clause
                            + " derives from "
                            + Arrays.toString(allowedParents)
                            + ", not from "
                            + parent);
        }
        return new KeyDerivation(parent, fc, clause);
    }

    /// @param value unsigned; @param lengthOctets 1 to 4
    KeyDerivation number(String name, long value, int lengthOctets) {
        if (value >>> (8 * lengthOctets) != 0) {
            throw new IllegalArgumentException(
                    clause
                            + ": "
                            + name
                            + " "
                            + value
                            + " does not fit "
                            + lengthOctets
                            + " octets");
        }
        byte[] eight = ByteBuffer.allocate(8).putLong(value).array();
        return octets(name, Arrays.copyOfRange(eight, 8 - lengthOctets, 8));
    }

    KeyDerivation octets(String name, byte[] value, int lengthOctets) {
        if (value.length != lengthOctets) {
            throw new IllegalArgumentException(
                    clause + ": " + name + " has " + value.length + " octets, not " + lengthOctets);
        }
        return octets(name, value.clone());
    }

    KeyDerivation octets(String name, byte[] value) {
        octets.add(value);
        shown.add(Derivation.Parameter.of(name, value));
        return this;
    }

    KeyDerivation key(String name, Key value) {
        octets.add(value.lend(byte[]::clone));
        shown.add(Derivation.Parameter.of(name, value));
        return this;
    }

    /// All 32 octets of the function.
    Key key(KeyPurpose purpose) {
        return born(purpose, run());
    }

    /// The last 16 octets: the 128 least significant bits.
    Key algorithmKey(KeyPurpose purpose) {
        byte[] full = run();
        try {
            return born(
                    purpose,
                    Arrays.copyOfRange(full, full.length - ALGORITHM_KEY_OCTETS, full.length));
        } finally {
            Arrays.fill(full, (byte) 0);
        }
    }

    private byte[] run() {
        byte[] result = parent.lend(k -> Kdf.derive(k, fc, octets));
        octets.forEach(p -> Arrays.fill(p, (byte) 0));
        return result;
    }

    private Key born(KeyPurpose purpose, byte[] result) {
        var derivation = new Derivation(parent.fingerprint(), parent.purpose(), fc, shown, clause);
        return parent.ring().born(purpose, new KeyOrigin.Derived(derivation), result);
    }
}

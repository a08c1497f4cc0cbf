package kenb.stack.keys;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/// A key in the hands of one node: 16 octets for an algorithm key, 32 for the others. Its octets are in no log and no `toString`,
/// and are zeroed by [#destroy()]. Belongs to its node's thread, as the [KeyRing] does.
public final class Key {
    private static final byte[] FINGERPRINT_LABEL = {'k', 'e', 'n', 'b', ' ', 'k', 'e', 'y'};

    private final KeyRing ring;
    private final long serial;
    private final KeyPurpose purpose;
    private final KeyOrigin origin;
    private final byte[] octets;
    private final String fingerprint;
    private final Instant birth;
    private @Nullable Instant death;

    /// Takes over the array.
    Key(
            KeyRing ring,
            long serial,
            KeyPurpose purpose,
            KeyOrigin origin,
            byte[] octets,
            Instant birth) {
        this.ring = ring;
        this.serial = serial;
        this.purpose = purpose;
        this.origin = origin;
        this.octets = octets;
        this.birth = birth;
        this.fingerprint = fingerprintOf(octets);
    }

    /// The first 8 hexadecimal digits of SHA-256("kenb key" ‖ octets): equal keys show equal fingerprints whoever holds them and
    /// whatever for; 32 bits tell nothing useful of a key of 128.
    public String fingerprint() {
        return fingerprint;
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    public KeyOrigin origin() {
        return origin;
    }

    /// The ring of the node that holds this key.
    public KeyRing ring() {
        return ring;
    }

    public Instant birth() {
        return birth;
    }

    public @Nullable Instant death() {
        return death;
    }

    public boolean isDestroyed() {
        return death != null;
    }

    public int lengthOctets() {
        return octets.length;
    }

    /// The only way by which key octets leave their node: a copy, for a message to another node or a file the user asked for.
    ///
    /// @param recipient goes to the log
    /// @throws IllegalStateException when destroyed
    public byte[] export(String recipient) {
        byte[] copy = alive().clone();
        ring.exported(this, recipient);
        return copy;
    }

    /// Lends the octets to a cipher or a derivation inside the node. The borrower must neither keep nor change the array.
    ///
    /// @throws IllegalStateException when destroyed
    public <T> T lend(Function<byte[], T> borrower) {
        return borrower.apply(alive());
    }

    /// Whether both hold the same octets, compared in constant time.
    ///
    /// @throws IllegalStateException when either is destroyed
    public boolean sameOctetsAs(Key other) {
        return MessageDigest.isEqual(alive(), other.alive());
    }

    /// Zeroes the octets; every later use throws. A second call does nothing.
    public void destroy() {
        if (death != null) return;
        Arrays.fill(octets, (byte) 0);
        death = ring.buried(this);
    }

    long serial() {
        return serial;
    }

    private byte[] alive() {
        if (death != null) throw new IllegalStateException(this + " was destroyed at " + death);
        return octets;
    }

    private static String fingerprintOf(byte[] octets) {
        MessageDigest sha = Kdf.sha256();
        sha.update(FINGERPRINT_LABEL);
        return HexFormat.of().formatHex(sha.digest(octets), 0, 4);
    }

    @Override
    public String toString() {
        return purpose.symbol() + " " + fingerprint + " of " + ring.node();
    }
}

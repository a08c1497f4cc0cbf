package kenb.stack.keys;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All keys that one node holds. Every key is born on a ring and dies on it, and the ring's log hears of both; an empty ring means
/// that nothing is left to steal. Belongs to the node's thread.
public final class KeyRing {
    private final String node;
    private final InstantSource clock;
    private final KeyLog log;
    private final Set<Key> living = new LinkedHashSet<>();
    private long births;

    /// @param node name of the node, for the log
    public KeyRing(String node, InstantSource clock, KeyLog log) {
        this.node = node;
        this.clock = clock;
        this.log = log;
    }

    /// A key from the configuration. The array is copied.
    public Key provision(KeyPurpose purpose, byte[] octets) {
        return born(purpose, new KeyOrigin.Provisioned(), octets.clone());
    }

    /// A key from a message. The array is copied.
    ///
    /// @param from the node that sent it
    public Key receive(KeyPurpose purpose, byte[] octets, String from) {
        return born(purpose, new KeyOrigin.Received(from), octets.clone());
    }

    /// A key that an authentication gave. The array is copied.
    ///
    /// @param by such as AKA
    public Key agree(KeyPurpose purpose, byte[] octets, String by) {
        return born(purpose, new KeyOrigin.Agreed(by), octets.clone());
    }

    public String node() {
        return node;
    }

    /// The keys not destroyed yet, oldest first.
    public List<Key> living() {
        return List.copyOf(living);
    }

    public void destroyAll() {
        new ArrayList<>(living).forEach(Key::destroy);
    }

    /// Takes over the array.
    Key born(KeyPurpose purpose, KeyOrigin origin, byte[] octets) {
        if (octets.length != 16 && octets.length != 32) {
            Arrays.fill(octets, (byte) 0);
            throw new IllegalArgumentException(
                    purpose.symbol() + " of " + octets.length + " octets; a key has 16 or 32");
        }
        Instant now = clock.instant();
        var key = new Key(this, ++births, purpose, origin, octets, now);
        living.add(key);
        log.keyEvent(
                new KeyEvent.Born(node, now, key.serial(), key.fingerprint(), purpose, origin));
        return key;
    }

    void exported(Key key, String recipient) {
        log.keyEvent(
                new KeyEvent.Exported(
                        node,
                        clock.instant(),
                        key.serial(),
                        key.fingerprint(),
                        key.purpose(),
                        recipient));
    }

    Instant buried(Key key) {
        Instant now = clock.instant();
        living.remove(key);
        log.keyEvent(new KeyEvent.Died(node, now, key.serial(), key.fingerprint(), key.purpose()));
        return now;
    }

    @Override
    public String toString() {
        return node + " holds " + living;
    }
}

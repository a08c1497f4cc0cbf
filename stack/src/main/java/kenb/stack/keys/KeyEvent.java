package kenb.stack.keys;

import java.time.Instant;

/// One line of a key's life. Never holds key octets.
public sealed interface KeyEvent {
    /// Name of the node that holds the key.
    String node();

    Instant time();

    /// Tells two copies of one key in one node apart; counts up from 1 within the node.
    long serial();

    String fingerprint();

    KeyPurpose purpose();

    record Born(
            String node,
            Instant time,
            long serial,
            String fingerprint,
            KeyPurpose purpose,
            KeyOrigin origin)
            implements KeyEvent {}

    /// The octets left the node.
    ///
    /// @param recipient the node, or file, they went to
    record Exported(
            String node,
            Instant time,
            long serial,
            String fingerprint,
            KeyPurpose purpose,
            String recipient)
            implements KeyEvent {}

    record Died(String node, Instant time, long serial, String fingerprint, KeyPurpose purpose)
            implements KeyEvent {}
}

package kenb.stack.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A node with a clock that moves a second at each look, and a log to look at.
final class KeyBench {
    final List<KeyEvent> log = new ArrayList<>();
    final KeyRing ring = ring("node");
    private long seconds;

    KeyRing ring(String node) {
        return new KeyRing(node, () -> Instant.ofEpochSecond(seconds++), log::add);
    }

    Key key(KeyPurpose purpose, String hex) {
        return ring.provision(purpose, HexFormat.of().parseHex(hex));
    }

    /// Octets first, first + 1 … of the length 32.
    Key counting(KeyPurpose purpose, int first) {
        byte[] octets = new byte[32];
        for (int i = 0; i < 32; i++) octets[i] = (byte) (first + i);
        return ring.provision(purpose, octets);
    }

    static String hex(Key key) {
        return key.lend(HexFormat.of()::formatHex);
    }
}

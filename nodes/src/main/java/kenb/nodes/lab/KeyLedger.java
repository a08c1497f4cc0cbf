package kenb.nodes.lab;

import kenb.stack.keys.KeyEvent;
import kenb.stack.keys.KeyLog;
import kenb.stack.keys.KeyOrigin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lives of all keys of a run: who held what, from when to when, and where it went. Fingerprints only.
public final class KeyLedger implements KeyLog {

    /// One copy of a key in one node.
    public static final class Life {
        private final KeyEvent.Born birth;
        private final List<String> recipients = new ArrayList<>();
        private @Nullable Instant death;

        private Life(KeyEvent.Born birth) {
            this.birth = birth;
        }

        public String node() {
            return birth.node();
        }

        public String name() {
            return birth.purpose().symbol();
        }

        public String fingerprint() {
            return birth.fingerprint();
        }

        public Instant born() {
            return birth.time();
        }

        public @Nullable Instant died() {
            return death;
        }

        public KeyOrigin origin() {
            return birth.origin();
        }

        /// Nodes the octets were sent to.
        public List<String> recipients() {
            return List.copyOf(recipients);
        }
    }

    private record Copy(String node, long serial) {}

    private final Map<Copy, Life> lives = new LinkedHashMap<>();

    @Override
    public synchronized void keyEvent(KeyEvent event) {
        var copy = new Copy(event.node(), event.serial());
        switch (event) {
            case KeyEvent.Born born -> lives.put(copy, new Life(born));
            case KeyEvent.Exported exported -> {
                Life life = lives.get(copy);
                if (life != null) {
                    life.recipients.add(exported.recipient());
                }
            }
            case KeyEvent.Died died -> {
                Life life = lives.get(copy);
                if (life != null) {
                    life.death = died.time();
                }
            }
        }
    }

    /// In the order of birth.
    public synchronized List<Life> lives() {
        return List.copyOf(lives.values());
    }

    public synchronized long living() {
        return lives.values().stream().filter(life -> life.death == null).count();
    }
}

package kenb.stack.gtpu;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// The tunnel ends of a node: TEID to what it stands for. TEIDs start anywhere and count up, so that an old peer's packets
/// seldom meet a new tunnel; 0 is never given (TS 29.281 §5.1). Of one thread.
public final class TunnelTable<T> {
    private final IntObjectMap<T> byTeid = new IntObjectHashMap<>();
    private int last;

    public TunnelTable(RandomGenerator random) {
        last = random.nextInt();
    }

    /// @return a free TEID, to be bound
    public int allot() {
        do {
            last++;
        } while (last == 0 || byTeid.containsKey(last));
        return last;
    }

    public void bind(int teid, T value) {
        byTeid.put(teid, value);
    }

    public @Nullable T find(int teid) {
        return byTeid.get(teid);
    }

    public void close(int teid) {
        byTeid.remove(teid);
    }

    public int size() {
        return byTeid.size();
    }
}

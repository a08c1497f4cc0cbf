package kenb.stack.gtpc;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The peers that echoes are sent to, and the restart counters they last told.
final class WatchedPeers {
    private final long intervalMillis;
    private final Map<InetSocketAddress, Peer> peers = new HashMap<>();

    private static final class Peer {
        int restartCounter = -1;
        long nextEcho;
    }

    /// @param intervalMillis 0 for no echoes
    WatchedPeers(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    void add(InetSocketAddress address, long now) {
        peers.computeIfAbsent(address, _ -> new Peer()).nextEcho = now;
    }

    void remove(InetSocketAddress address) {
        peers.remove(address);
    }

    /// Takes note of a restart counter.
    ///
    /// @return the one before; -1 where there was none, or the peer is not watched
    int told(InetSocketAddress address, int restartCounter) {
        Peer peer = peers.get(address);
        if (peer == null) return -1;
        int before = peer.restartCounter;
        peer.restartCounter = restartCounter;
        return before;
    }

    /// Who is to be sent an echo now; each is named once an interval.
    List<InetSocketAddress> due(long now) {
        var due = new ArrayList<InetSocketAddress>();
        if (intervalMillis == 0) return due;
        peers.forEach((address, peer) -> {
            if (peer.nextEcho > now) return;
            peer.nextEcho = now + intervalMillis;
            due.add(address);
        });
        return due;
    }

    /// When the next echo is due; Long.MAX_VALUE for never.
    long next() {
        long next = Long.MAX_VALUE;
        if (intervalMillis == 0) return next;
        for (Peer peer : peers.values()) next = Math.min(next, peer.nextEcho);
        return next;
    }
}

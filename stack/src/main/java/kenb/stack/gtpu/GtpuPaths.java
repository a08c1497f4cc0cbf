package kenb.stack.gtpu;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/// Supervision of GTP-U paths by Echo Requests (TS 29.281 §7.2.1, §12): a peer that does not answer one of them, N3-REQUESTS times sent, is
/// lost, and back at its next answer. Belongs to one thread; its clock comes with every call, as milliseconds that never go back.
public final class GtpuPaths {
    private final Settings settings;
    private final Output output;
    private final Map<InetSocketAddress, Path> paths = new HashMap<>();
    private int nextSequence;

    /// @param intervalMillis between echoes, not below 60,000 in a network
    /// @param t3ResponseMillis how long an answer is waited for
    /// @param n3Requests how often an echo is sent in all
    public record Settings(long intervalMillis, long t3ResponseMillis, int n3Requests) {

        /// A minute, 3 s, 3 times.
        public static Settings usual() {
            return new Settings(60_000, 3_000, 3);
        }
    }

    /// What is to be done.
    public interface Output {

        /// @param sequence 16 bits
        void echoRequest(InetSocketAddress peer, int sequence);

        void lost(InetSocketAddress peer);

        void back(InetSocketAddress peer);
    }

    private static final class Path {
        long due;
        int sequence;
        int sent;
        boolean lost;
    }

    public GtpuPaths(Settings settings, Output output) {
        this.settings = settings;
        this.output = output;
    }

    /// Begins with an echo at once.
    public void watch(InetSocketAddress peer, long now) {
        paths.computeIfAbsent(peer, _ -> new Path()).due = now;
        tick(now);
    }

    public void forget(InetSocketAddress peer) {
        paths.remove(peer);
    }

    /// An Echo Response came; one that answers nothing is passed over.
    public void echoResponse(InetSocketAddress peer, int sequence, long now) {
        Path path = paths.get(peer);
        if (path == null || path.sent == 0 || path.sequence != sequence) return;
        path.sent = 0;
        path.due = now + settings.intervalMillis();
        if (path.lost) {
            path.lost = false;
            output.back(peer);
        }
    }

    /// Time has come to `now`.
    ///
    /// @return when to call again, in the same milliseconds; Long.MAX_VALUE where no path is watched
    public long tick(long now) {
        var due = new ArrayList<InetSocketAddress>();
        paths.forEach((peer, path) -> {
            if (path.due <= now) due.add(peer);
        });
        for (InetSocketAddress peer : due) step(peer, now);
        long next = Long.MAX_VALUE;
        for (Path path : paths.values()) next = Math.min(next, path.due);
        return next;
    }

    private void step(InetSocketAddress peer, long now) {
        Path path = paths.get(peer);
        if (path == null) return;
        if (path.sent == settings.n3Requests()) {
            path.sent = 0;
            path.due = now + settings.intervalMillis();
            if (!path.lost) {
                path.lost = true;
                output.lost(peer);
            }
            return;
        }
        if (path.sent == 0) {
            path.sequence = nextSequence;
            nextSequence = nextSequence + 1 & 0xFFFF;
        }
        path.sent++;
        path.due = now + settings.t3ResponseMillis();
        output.echoRequest(peer, path.sequence);
    }
}

package kenb.stack.sctp.udp;

import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The addresses of the peer, the primary one first, and which of them to use for what (RFC 9260 §6.4, §8.1).
final class Paths {
    private final SctpSettings settings;
    private final Random random;
    private final Sockets sockets;
    private final List<Path> all = new ArrayList<>(1);
    private final Path primary;
    private Path reply;
    private @Nullable Path alternate;
    private int errors;

    /// @param udpAddress the primary address and its UDP port
    /// @param socket index of the socket that reaches it
    Paths(
            SctpSettings settings,
            Random random,
            Sockets sockets,
            int socket,
            InetSocketAddress udpAddress) {
        this.settings = settings;
        this.random = random;
        this.sockets = sockets;
        this.primary = new Path(socket, udpAddress, Path.State.ACTIVE, settings, random);
        this.reply = primary;
        all.add(primary);
    }

    int size() {
        return all.size();
    }

    Path get(int index) {
        return all.get(index);
    }

    Path primary() {
        return primary;
    }

    @Nullable Path at(InetAddress address) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).address().equals(address)) {
                return all.get(i);
            }
        }
        return null;
    }

    /// Takes the addresses a peer lists, as far as a socket reaches them; the primary one stays, whatever is listed.
    void listed(List<InetAddress> addresses) {
        all.clear();
        all.add(primary);
        reply = primary;
        alternate = null;
        for (InetAddress address : addresses) {
            int socket = sockets.towards(address);
            if (socket >= 0 && at(address) == null) {
                var udp = new InetSocketAddress(address, primary.udpAddress().getPort());
                all.add(new Path(socket, udp, Path.State.UNCONFIRMED, settings, random));
            }
        }
    }

    void begin(int packetOctets, long peerWindow) {
        all.forEach(path -> path.begin(packetOctets, peerWindow));
        alternate = null;
        errors = 0;
    }

    /// The association is up: the primary path was heard of, the others are asked (§5.4).
    void up(long nowNanos) {
        primary.alive();
        primary.rest(nowNanos);
        for (int i = 1; i < all.size(); i++) {
            all.get(i).probe(nowNanos);
        }
    }

    void stop() {
        all.forEach(Path::stop);
    }

    /// A packet came from this address: answers go there.
    void heard(Path path) {
        reply = path;
    }

    /// Where SACKs and other answers go.
    Path reply() {
        return reply;
    }

    /// Where new data goes: the primary path, another while that is inactive, the primary again where all are.
    Path forData() {
        if (primary.isActive()) {
            return primary;
        }
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).isActive()) {
                return all.get(i);
            }
        }
        return primary;
    }

    /// Where what was lost goes.
    Path forRetransmission() {
        Path chosen = alternate;
        return chosen != null && (chosen.isActive() || !forData().isActive()) ? chosen : forData();
    }

    /// Something timed out on this path: try the next one (§6.4.1).
    void turnFrom(Path path) {
        int from = all.indexOf(path);
        Path any = path;
        for (int i = 1; i < all.size(); i++) {
            Path next = all.get((from + i) % all.size());
            if (next.isActive()) {
                alternate = next;
                return;
            }
            if (any == path && next.state() == Path.State.INACTIVE) {
                any = next;
            }
        }
        alternate = path.isActive() ? path : any;
    }

    /// Nothing lost is left.
    void turnBack() {
        alternate = null;
    }

    /// What an unanswered retransmission or heartbeat comes to.
    enum Verdict {
        GOES_ON,
        UNREACHABLE,
        LOST
    }

    Verdict failed(Path path) {
        boolean counts = path.state() != Path.State.UNCONFIRMED;
        boolean gone = path.failed();
        if (counts && ++errors > settings.associationMaxRetrans()) {
            return Verdict.LOST;
        }
        return gone ? Verdict.UNREACHABLE : Verdict.GOES_ON;
    }

    /// Something sent to this address was answered.
    ///
    /// @return what the path was before
    Path.State alive(Path path) {
        errors = 0;
        return path.alive();
    }

    /// The earliest of all timers.
    long deadline() {
        long earliest = Path.NEVER;
        for (int i = 0; i < all.size(); i++) {
            Path path = all.get(i);
            earliest = Math.min(earliest, Math.min(path.dataDeadline, path.heartbeatDeadline()));
        }
        return earliest;
    }
}

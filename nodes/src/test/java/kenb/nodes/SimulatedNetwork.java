package kenb.nodes;

import io.netty.buffer.ByteBuf;

import kenb.codec.s1ap.S1apPdu;
import kenb.codec.x2ap.X2apPdu;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.s1ap.S1Reader;
import kenb.nodes.s1ap.S1Writer;
import kenb.nodes.upe.SessionMessage;
import kenb.nodes.x2ap.X2Message;
import kenb.nodes.x2ap.X2Reader;
import kenb.nodes.x2ap.X2Writer;
import kenb.stack.air.AirFrame;
import kenb.stack.air.AirFraming;
import kenb.stack.ap.ApProtocol;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Nodes on a virtual clock: what one sends reaches the other after a fixed time, in order, in one thread, as the octets it would
/// have on the wire. A test may change or drop what is on its way.
public final class SimulatedNetwork implements AutoCloseable {
    private static final long WIRE_NANOS = 100_000;
    private static final long AIR_NANOS = 1_000_000;

    private record Due(long nanos, long order, Runnable action, @Nullable ByteBuf cargo) {}

    /// Something reported.
    public record Line(String node, Notice notice) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
    private final Map<InetSocketAddress, Endpoint> air = new HashMap<>();
    private final Map<InetSocketAddress, Endpoint> gtpu = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private long nanos;
    private long order;

    /// What happens to messages on their way; null drops.
    public UnaryOperator<X2Message> x2 = UnaryOperator.identity();

    public UnaryOperator<S1Message> s1 = UnaryOperator.identity();
    public UnaryOperator<AirFrame> radio = UnaryOperator.identity();

    public long nanos() {
        return nanos;
    }

    public InstantSource clock() {
        return () -> Instant.EPOCH.plusNanos(nanos);
    }

    public List<Line> lines() {
        return lines;
    }

    /// A node and the addresses at which it is reached.
    public Endpoint add(Node node, InetSocketAddress address) {
        var endpoint = new Endpoint(node, address);
        air.put(address, endpoint);
        gtpu.put(address, endpoint);
        return endpoint;
    }

    public void connect(Endpoint from, Endpoint to, ApProtocol protocol) {
        int there = ++to.lastAssociation;
        int here = ++from.lastAssociation;
        from.peers.put(here, new Peer(to, there));
        to.peers.put(there, new Peer(from, here));
        at(0, () -> to.on(new Event.AssociationUp(there, protocol, from.address, false)));
        at(0, () -> from.on(new Event.AssociationUp(here, protocol, to.address, true)));
    }

    private void at(long delayNanos, Runnable action) {
        queue.add(new Due(nanos + delayNanos, order++, action, null));
    }

    private void at(long delayNanos, ByteBuf cargo, Runnable action) {
        queue.add(new Due(nanos + delayNanos, order++, action, cargo));
    }

    /// Goes on until the condition holds or the virtual time is over.
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = nanos + limit.toNanos();
        while (!condition.getAsBoolean()) {
            Due due = queue.poll();
            if (due == null || due.nanos > end) {
                if (due != null) {
                    queue.add(due);
                }
                nanos = end;
                return condition.getAsBoolean();
            }
            nanos = Math.max(nanos, due.nanos);
            due.action.run();
        }
        return true;
    }

    public void run(Duration time) {
        runUntil(() -> false, time);
    }

    public boolean runUntilReported(Predicate<Line> wanted, Duration limit) {
        return runUntil(() -> lines.stream().anyMatch(wanted), limit);
    }

    /// Whether a node said that a procedure ended so.
    public boolean reported(String node, Notice.Kind kind, String procedure) {
        return lines.stream().anyMatch(line(node, kind, procedure));
    }

    public static Predicate<Line> line(String node, Notice.Kind kind, String procedure) {
        return l ->
                l.node.equals(node)
                        && l.notice.kind() == kind
                        && l.notice.procedure().equals(procedure);
    }

    @Override
    public void close() {
        for (Due due : queue) {
            if (due.cargo != null) {
                due.cargo.release();
            }
        }
        queue.clear();
    }

    private record Peer(Endpoint node, int association) {}

    /// One node and its way to act.
    public final class Endpoint implements Outbox {
        private final Node node;
        private final InetSocketAddress address;
        private final Map<Integer, Peer> peers = new HashMap<>();
        private final Map<Timer, Object> timers = new HashMap<>();
        private int lastAssociation;

        /// The other side of session management.
        public Endpoint sessionPeer = this;

        private Endpoint(Node node, InetSocketAddress address) {
            this.node = node;
            this.address = address;
        }

        public void on(Event event) {
            node.on(event, this);
        }

        /// Timers running now.
        public int timers() {
            return timers.size();
        }

        @Override
        public void s1ap(int association, long ue, S1Message message) {
            Peer peer = peers.get(association);
            S1Message passed = s1.apply(message);
            if (peer != null && passed != null) {
                byte[] octets = S1Writer.write(passed).encode();
                at(
                        WIRE_NANOS,
                        () ->
                                peer.node.on(
                                        new Event.S1apReceived(
                                                peer.association,
                                                S1Reader.read(S1apPdu.decode(octets)))));
            }
        }

        @Override
        public void x2ap(int association, long ue, X2Message message) {
            Peer peer = peers.get(association);
            X2Message passed = x2.apply(message);
            if (peer != null && passed != null) {
                byte[] octets = X2Writer.write(passed).encode();
                at(
                        WIRE_NANOS,
                        () ->
                                peer.node.on(
                                        new Event.X2apReceived(
                                                peer.association,
                                                X2Reader.read(X2apPdu.decode(octets)))));
            }
        }

        @Override
        public void air(InetSocketAddress to, AirFrame frame) {
            AirFrame passed = radio.apply(frame);
            Endpoint there = air.get(to);
            if (passed == null || there == null) {
                frame.pdu().release();
                return;
            }
            ByteBuf datagram = AirFraming.write(passed);
            at(
                    AIR_NANOS,
                    datagram,
                    () -> {
                        AirFrame arrived = AirFraming.read(datagram);
                        if (arrived == null) {
                            throw new AssertionError("not an air frame");
                        }
                        there.node.onAir(address, arrived, there);
                    });
        }

        @Override
        public void gtpu(InetSocketAddress to, ByteBuf message) {
            Endpoint there = gtpu.get(to);
            if (there == null) {
                message.release();
            } else {
                at(WIRE_NANOS, message, () -> there.node.onGtpu(address, message, there));
            }
        }

        @Override
        public void session(SessionMessage message) {
            at(WIRE_NANOS, () -> sessionPeer.on(new Event.SessionReceived(message)));
        }

        @Override
        public void start(Timer timer, Duration after) {
            var run = new Object();
            timers.put(timer, run);
            at(
                    after.toNanos(),
                    () -> {
                        if (timers.get(timer) == run) {
                            timers.remove(timer);
                            on(new Event.TimerExpired(timer));
                        }
                    });
        }

        @Override
        public void stop(Timer timer) {
            timers.remove(timer);
        }

        @Override
        public void shutdown(int association) {}

        @Override
        public void report(Notice notice) {
            lines.add(new Line(node.name(), notice));
        }
    }
}

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;

/// Hosts joined by a network that loses, repeats and delays packets by a seed, on a clock of its own. No sockets, no threads.
final class SimulatedNetwork {
    static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false, true);

    private record Task(long at, long order, Runnable what) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    final Random random;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Map<InetSocketAddress, Host> hosts = new HashMap<>();
    private long now;
    private long order;
    double loss;
    double duplication;
    long delayNanos = 1_000_000;
    long jitterNanos;
    int packets;

    SimulatedNetwork(long seed) {
        random = new Random(seed);
    }

    long now() {
        return now;
    }

    void at(long nanos, Runnable what) {
        tasks.add(new Task(Math.max(nanos, now), order++, what));
    }

    Host host(String address, int udpPort, SctpSettings settings) {
        var host = new Host(new InetSocketAddress(ip(address), udpPort), settings);
        hosts.put(host.udp, host);
        return host;
    }

    static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Runs until nothing is left to do before `nanos`.
    void runUntil(long nanos) {
        while (!tasks.isEmpty() && tasks.peek().at <= nanos) {
            Task task = tasks.remove();
            now = task.at;
            task.what.run();
        }
        now = Math.max(now, nanos);
    }

    void runSeconds(long seconds) {
        runUntil(now + seconds * 1_000_000_000L);
    }

    void carry(InetSocketAddress from, InetSocketAddress to, ByteBuf packet) {
        packets++;
        int copies = random.nextDouble() < loss ? 0 : random.nextDouble() < duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            ByteBuf copy =
                    ALLOCATOR.heapBuffer(packet.readableBytes()).writeBytes(packet.duplicate());
            long jitter = jitterNanos == 0 ? 0 : (long) (random.nextDouble() * jitterNanos);
            at(
                    now + delayNanos + jitter,
                    () -> {
                        Host host = hosts.get(to);
                        if (host != null && host.hears) {
                            host.endpoint.receive(copy, from);
                            host.endpoint.flush();
                        }
                        copy.release();
                    });
        }
        packet.release();
    }

    final class Host {
        InetSocketAddress udp;
        final SctpSettings settings;
        Endpoint endpoint;
        boolean hears = true;
        final List<Side> accepted = new ArrayList<>();

        Host(InetSocketAddress udp, SctpSettings settings) {
            this.udp = udp;
            this.settings = settings;
            this.endpoint = newEndpoint();
        }

        private Endpoint newEndpoint() {
            return new Endpoint(
                    settings,
                    () -> now,
                    random,
                    ALLOCATOR,
                    (packet, to) -> {
                        if (hears) {
                            carry(udp, to, packet);
                        } else {
                            packet.release();
                        }
                    });
        }

        /// Forgets all, as after a crash.
        void crash() {
            endpoint = newEndpoint();
        }

        /// The same host behind another UDP port, as after NAT rebinding.
        void moveTo(int udpPort) {
            hosts.remove(udp);
            udp = new InetSocketAddress(udp.getAddress(), udpPort);
            hosts.put(udp, this);
        }

        void listen(int port) {
            Function<Association, AssociationOutput> accept =
                    association -> {
                        Side side = new Side(this);
                        side.association = association;
                        accepted.add(side);
                        return side;
                    };
            try {
                endpoint.listen(port, accept);
            } catch (kenb.stack.sctp.AssociationException e) {
                throw new IllegalStateException(e);
            }
        }

        Side connect(int localPort, Host to, int port) {
            Side side = new Side(this);
            try {
                side.association = endpoint.connect(localPort, port, to.udp, side);
            } catch (kenb.stack.sctp.AssociationException e) {
                throw new IllegalStateException(e);
            }
            side.require().open();
            return side;
        }
    }

    /// One end of an association: keeps what arrives.
    final class Side implements AssociationOutput {
        private final Host host;
        private final Endpoint endpoint;
        @Nullable Association association;
        final List<SctpMessage> messages = new ArrayList<>();
        final List<AssociationEvent> events = new ArrayList<>();
        boolean reads = true;
        @Nullable String failure;
        Runnable whenFreed = () -> {};
        private long wake = Long.MAX_VALUE;

        Side(Host host) {
            this.host = host;
            this.endpoint = host.endpoint;
        }

        Association require() {
            Association mine = association;
            if (mine == null) {
                throw new IllegalStateException("no association");
            }
            return mine;
        }

        boolean send(SctpMessage message) {
            Association mine = require();
            if (!mine.canSend()) {
                message.release();
                return false;
            }
            mine.send(message);
            return true;
        }

        @Override
        public void send(ByteBuf packet, InetSocketAddress to) {
            if (host.hears && host.endpoint == endpoint) {
                carry(host.udp, to, packet);
            } else {
                packet.release();
            }
        }

        @Override
        public void deliver(SctpMessage message) {
            messages.add(message);
            if (reads) {
                require().consumed(message);
            }
        }

        void readAll() {
            reads = true;
            messages.forEach(require()::consumed);
            require().flush();
        }

        @Override
        public void event(AssociationEvent event) {
            events.add(event);
            if (event instanceof AssociationEvent.Closed
                    || event instanceof AssociationEvent.Lost) {
                endpoint.forget(require());
            }
        }

        @Override
        public void setUpFailed(String reason) {
            failure = reason;
            endpoint.forget(require());
        }

        @Override
        public void sendBufferFreed() {
            at(now, whenFreed);
        }

        @Override
        public void wakeAt(long nanos) {
            wake = nanos;
            if (nanos != Long.MAX_VALUE) {
                at(
                        nanos,
                        () -> {
                            if (wake == nanos && host.endpoint == endpoint) {
                                wake = Long.MAX_VALUE;
                                require().expire();
                            }
                        });
            }
        }

        void releaseAll() {
            messages.forEach(SctpMessage::release);
            messages.clear();
        }
    }
}

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Set<InetAddress> cut = new HashSet<>();

    /// Sees each packet sent.
    Consumer<ByteBuf> tap = _ -> {};

    /// The same with where from and where to.
    interface WireTap {
        void seen(InetSocketAddress from, InetSocketAddress to, ByteBuf packet);
    }

    WireTap wireTap = (_, _, _) -> {};

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
        return host(List.of(address), udpPort, settings);
    }

    /// A host with several addresses; each reaches those of others with the same second last number.
    Host host(List<String> addresses, int udpPort, SctpSettings settings) {
        var host =
                new Host(
                        addresses.stream()
                                .map(it -> new InetSocketAddress(ip(it), udpPort))
                                .toList(),
                        settings);
        host.udps.forEach(udp -> hosts.put(udp, host));
        return host;
    }

    /// What is sent to or from this address is lost from now on, or no longer.
    void cut(String address, boolean dead) {
        if (dead) {
            cut.add(ip(address));
        } else {
            cut.remove(ip(address));
        }
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
        tap.accept(packet);
        wireTap.seen(from, to, packet);
        boolean dead = cut.contains(from.getAddress()) || cut.contains(to.getAddress());
        int copies =
                dead || random.nextDouble() < loss ? 0 : random.nextDouble() < duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            ByteBuf copy =
                    ALLOCATOR.heapBuffer(packet.readableBytes()).writeBytes(packet.duplicate());
            long jitter = jitterNanos == 0 ? 0 : (long) (random.nextDouble() * jitterNanos);
            at(
                    now + delayNanos + jitter,
                    () -> {
                        Host host = hosts.get(to);
                        if (host != null && host.hears) {
                            host.endpoint.receive(host.socket(to), copy, from);
                            host.endpoint.flush();
                        }
                        copy.release();
                    });
        }
        packet.release();
    }

    final class Host {
        InetSocketAddress udp;
        List<InetSocketAddress> udps;
        final SctpSettings settings;
        Endpoint endpoint;
        boolean hears = true;
        final List<Side> accepted = new ArrayList<>();

        Host(List<InetSocketAddress> udps, SctpSettings settings) {
            this.udp = udps.getFirst();
            this.udps = udps;
            this.settings = settings;
            this.endpoint = newEndpoint();
        }

        private Endpoint newEndpoint() {
            return new Endpoint(settings, () -> now, random, ALLOCATOR, new HostSockets(this));
        }

        int socket(InetSocketAddress to) {
            return udps.indexOf(to);
        }

        void send(int socket, ByteBuf packet, InetSocketAddress to) {
            if (hears) {
                carry(udps.get(socket), to, packet);
            } else {
                packet.release();
            }
        }

        /// Forgets all, as after a crash.
        void crash() {
            endpoint = newEndpoint();
        }

        /// The same host behind another UDP port, as after NAT rebinding.
        void moveTo(int udpPort) {
            hosts.remove(udp);
            udp = new InetSocketAddress(udp.getAddress(), udpPort);
            udps = List.of(udp);
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

    /// The sockets of a host: an address reaches those of its own network, 24 bits, or the first any other.
    private record HostSockets(Host host) implements Sockets {
        @Override
        public List<InetAddress> listedTo(InetAddress peer) {
            return host.udps.size() < 2
                    ? List.of()
                    : host.udps.stream().map(InetSocketAddress::getAddress).toList();
        }

        @Override
        public int towards(InetAddress peer) {
            for (int i = 0; i < host.udps.size(); i++) {
                if (host.udps.get(i).getAddress().getAddress()[2] == peer.getAddress()[2]) {
                    return i;
                }
            }
            return 0;
        }

        @Override
        public void send(int socket, ByteBuf packet, InetSocketAddress udpAddress) {
            host.send(socket, packet, udpAddress);
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
        public void send(int socket, ByteBuf packet, InetSocketAddress to) {
            if (host.endpoint == endpoint) {
                host.send(socket, packet, to);
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

package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/// An [Endpoint] under test at 10.0.1.1 on a virtual clock, and its peer at 10.0.1.2 played by hand: each packet in is made by the
/// test, each packet out is looked at by it.
final class Tester implements Sockets {
    static final int PORT = 36412;
    static final int PEER_PORT = 40000;
    static final InetSocketAddress PEER = at("10.0.1.2");
    static final int WINDOW = 100_000;

    /// What the peer calls itself and begins to count at.
    static final int TAG = 0x0A0B0C0D;

    static final int TSN = 0xFFFFFFF0;

    /// A packet out, when and where to.
    record Sent(long millis, int socket, InetSocketAddress to, HandPacket packet) {}

    /// Own, so that what is not released can be counted.
    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    final Endpoint endpoint;
    final ArrayDeque<Sent> sent = new ArrayDeque<>();
    final List<AssociationEvent> events = new ArrayList<>();
    final List<SctpMessage> messages = new ArrayList<>();
    List<InetAddress> localAddresses = List.of();
    boolean reads = true;
    @Nullable String failure;

    /// Tag and next TSN of the endpoint under test, once known.
    int theirTag;

    int theirTsn;
    private byte[] cookie = {};
    private long now = 1_000_000_000_000L;
    private final long start = now;
    private final List<End> ends = new ArrayList<>();

    Tester() {
        this(SctpSettings.defaults());
    }

    Tester(SctpSettings settings) {
        endpoint = new Endpoint(settings, () -> now, new Random(42), allocator, this);
    }

    static InetSocketAddress at(String address) {
        return new InetSocketAddress(SimulatedNetwork.ip(address), 9899);
    }

    // ---- the endpoint under test ----

    private final class End implements AssociationOutput {
        @Nullable Association association;
        long wake = Long.MAX_VALUE;

        @Override
        public void send(int socket, ByteBuf packet, InetSocketAddress udpAddress) {
            Tester.this.send(socket, packet, udpAddress);
        }

        @Override
        public void deliver(SctpMessage message) {
            messages.add(message);
            if (reads && association != null) {
                association.consumed(message);
            }
        }

        @Override
        public void event(AssociationEvent event) {
            events.add(event);
            if (event instanceof AssociationEvent.Closed
                    || event instanceof AssociationEvent.Lost) {
                endpoint.forget(required());
            }
        }

        @Override
        public void setUpFailed(String reason) {
            failure = reason;
            endpoint.forget(required());
        }

        @Override
        public void sendBufferFreed() {}

        @Override
        public void wakeAt(long nanos) {
            wake = nanos;
        }

        private Association required() {
            Association mine = association;
            if (mine == null) {
                throw new IllegalStateException("no association");
            }
            return mine;
        }
    }

    @Override
    public List<InetAddress> listedTo(InetAddress peer) {
        return localAddresses;
    }

    @Override
    public int towards(InetAddress peer) {
        return peer.getAddress().length == 4 ? peer.getAddress()[2] - 1 : -1;
    }

    @Override
    public void send(int socket, ByteBuf packet, InetSocketAddress udpAddress) {
        byte[] octets = ByteBufUtil.getBytes(packet);
        packet.release();
        sent.add(new Sent(millis(), socket, udpAddress, HandPacket.read(octets)));
    }

    Tester listen() {
        try {
            endpoint.listen(
                    PORT,
                    association -> {
                        var end = new End();
                        end.association = association;
                        ends.add(end);
                        return end;
                    });
        } catch (AssociationException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /// Asks for an association; its INIT is not looked at yet.
    Association connect() {
        var end = new End();
        ends.add(end);
        try {
            Association association = endpoint.connect(PORT, PEER_PORT, PEER, end);
            end.association = association;
            association.open();
            return association;
        } catch (AssociationException e) {
            throw new IllegalStateException(e);
        }
    }

    Association association() {
        return ends.getLast().required();
    }

    Association.State state() {
        return ends.isEmpty() ? Association.State.CLOSED : association().state();
    }

    // ---- time ----

    /// Milliseconds since the test began.
    long millis() {
        return (now - start) / 1_000_000;
    }

    long nanos() {
        return now;
    }

    void pass(long millis) {
        passNanos(millis * 1_000_000);
    }

    private void passNanos(long nanos) {
        long until = now + nanos;
        while (true) {
            End first = null;
            for (End end : ends) {
                if (end.wake <= until && (first == null || end.wake < first.wake)) {
                    first = end;
                }
            }
            if (first == null) {
                now = until;
                return;
            }
            now = Math.max(now, first.wake);
            first.wake = Long.MAX_VALUE;
            first.required().expire();
        }
    }

    // ---- packets in ----

    void in(HandChunk... chunks) {
        in(theirTag, chunks);
    }

    void in(int tag, HandChunk... chunks) {
        in(PEER, tag, chunks);
    }

    void in(InetSocketAddress from, int tag, HandChunk... chunks) {
        in(from, new HandPacket(PEER_PORT, PORT, tag, List.of(chunks)).octets());
    }

    void in(InetSocketAddress from, byte[] packet) {
        ByteBuf in = allocator.heapBuffer(Math.max(1, packet.length)).writeBytes(packet);
        endpoint.receive(0, in, from);
        endpoint.flush();
        in.release();
    }

    // ---- packets out ----

    /// The next packet out.
    HandPacket out() {
        return outSent().packet();
    }

    Sent outSent() {
        Sent next = sent.poll();
        if (next == null) {
            throw new AssertionError("nothing was sent");
        }
        return next;
    }

    /// The next packet out, which is of this one chunk, from and to the right ports.
    HandChunk out(int type) {
        return out(type, TAG);
    }

    HandChunk out(int type, int tag) {
        HandPacket packet = out();
        assertThat(packet.types()).containsExactly(type);
        assertThat(packet.tag()).as("verification tag").isEqualTo(tag);
        assertThat(packet.sourcePort()).isEqualTo(PORT);
        assertThat(packet.destinationPort()).isEqualTo(PEER_PORT);
        return packet.chunks().getFirst();
    }

    void nothing() {
        assertThat(sent).isEmpty();
    }

    List<HandPacket> drain() {
        List<HandPacket> all = sent.stream().map(Sent::packet).toList();
        sent.clear();
        return all;
    }

    /// All DATA chunks of the packets out.
    List<HandChunk> drainData() {
        return drain().stream().flatMap(it -> it.all(HandChunk.DATA).stream()).toList();
    }

    List<String> texts() {
        return messages.stream().map(it -> it.payload().toString(StandardCharsets.UTF_8)).toList();
    }

    // ---- as far as one wants ----

    static HandChunk init(byte[]... parameters) {
        return HandChunk.init(HandChunk.INIT, TAG, WINDOW, 10, 10, TSN, parameters);
    }

    HandChunk cookieEcho() {
        return HandChunk.of(HandChunk.COOKIE_ECHO, 0, cookie);
    }

    byte[] cookie() {
        return cookie.clone();
    }

    /// INIT in, INIT ACK out, its tag, TSN and cookie noted.
    HandChunk initiate(byte[]... parameters) {
        in(0, init(parameters));
        return noteInitAck(out(HandChunk.INIT_ACK));
    }

    HandChunk noteInitAck(HandChunk ack) {
        theirTag = ack.u32(4);
        theirTsn = ack.u32(16);
        cookie = parameter(ack, 7).value();
        return ack;
    }

    static HandChunk.Item parameter(HandChunk init, int type) {
        return init.parameters().stream()
                .filter(it -> it.code() == type)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no parameter " + type));
    }

    /// Set up by the peer.
    Tester up(byte[]... parameters) {
        listen();
        initiate(parameters);
        in(cookieEcho());
        out(HandChunk.COOKIE_ACK);
        assertThat(state()).isEqualTo(Association.State.ESTABLISHED);
        return this;
    }

    /// Set up by the endpoint under test.
    Tester upByConnect() {
        connect();
        noteInit(out(HandChunk.INIT, 0));
        in(initAck());
        out(HandChunk.COOKIE_ECHO);
        in(HandChunk.of(HandChunk.COOKIE_ACK));
        assertThat(state()).isEqualTo(Association.State.ESTABLISHED);
        return this;
    }

    void noteInit(HandChunk init) {
        theirTag = init.u32(4);
        theirTsn = init.u32(16);
    }

    static HandChunk initAck(byte[]... more) {
        byte[] cookie = HandChunk.item(7, "a cookie".getBytes(StandardCharsets.UTF_8));
        return HandChunk.init(
                HandChunk.INIT_ACK, TAG, WINDOW, 10, 10, TSN, cookie, HandChunk.join(more));
    }

    /// An association in a state, nothing out that was not looked at.
    static Tester in(Association.State state) {
        return in(state, SctpSettings.defaults());
    }

    static Tester in(Association.State state, SctpSettings settings) {
        var tester = new Tester(settings);
        switch (state) {
            case CLOSED -> tester.listen();
            case COOKIE_WAIT -> {
                tester.connect();
                tester.noteInit(tester.out(HandChunk.INIT, 0));
            }
            case COOKIE_ECHOED -> {
                tester.connect();
                tester.noteInit(tester.out(HandChunk.INIT, 0));
                tester.in(initAck());
                tester.out(HandChunk.COOKIE_ECHO);
            }
            case ESTABLISHED -> tester.up();
            case SHUTDOWN_PENDING -> {
                tester.up();
                tester.say("unacknowledged");
                tester.out(HandChunk.DATA);
                tester.shutdown();
            }
            case SHUTDOWN_SENT -> {
                tester.up();
                tester.shutdown();
                tester.out(HandChunk.SHUTDOWN);
            }
            case SHUTDOWN_RECEIVED -> {
                tester.up();
                tester.say("unacknowledged");
                tester.out(HandChunk.DATA);
                tester.in(HandChunk.shutdown(tester.theirTsn - 1));
            }
            case SHUTDOWN_ACK_SENT -> {
                tester.up();
                tester.in(HandChunk.shutdown(tester.theirTsn - 1));
                tester.out(HandChunk.SHUTDOWN_ACK);
            }
        }
        tester.nothing();
        assertThat(tester.state()).isEqualTo(state);
        return tester;
    }

    void shutdown() {
        association().shutdown();
        association().flush();
    }

    void say(String text) {
        queue(0, false, text.getBytes(StandardCharsets.UTF_8));
        association().flush();
    }

    /// Sends messages of zeros.
    void say(int count, int octets) {
        for (int i = 0; i < count; i++) {
            queue(0, false, new byte[octets]);
        }
        association().flush();
    }

    void queue(int stream, boolean unordered, byte[] octets) {
        ByteBuf payload = allocator.heapBuffer(octets.length).writeBytes(octets);
        association().send(new SctpMessage(stream, 18, unordered, payload));
    }

    void acknowledge(int tsn) {
        in(HandChunk.sack(tsn, WINDOW));
    }

    boolean happened(Predicate<AssociationEvent> which) {
        return events.stream().anyMatch(which);
    }

    /// Octets of buffers not released yet.
    long heldOctets() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    void releaseMessages() {
        messages.forEach(SctpMessage::release);
        messages.clear();
    }
}

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

import kenb.stack.sctp.AssociationException;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

import javax.crypto.Mac;

/// All associations and listening ports behind one UDP address: finds the association of a packet, answers INIT without keeping
/// state, and packets that belong to none (RFC 9260 §5, §8.4, §8.5). A plain class like [Association], single-threaded.
final class Endpoint {
    private static final int EPHEMERAL_FIRST = 49152;
    private static final int MAX_PORT = 65535;
    private static final int KEY_OCTETS = 32;
    private static final int COOKIE_LIFE_CAP_MILLIS = 60_000;

    /// Sends a packet that belongs to no association; takes it over.
    interface Sender {
        void send(ByteBuf packet, InetSocketAddress udpAddress);
    }

    /// Tells associations of the same peer host apart: its SCTP port, and its UDP port as there may be several hosts behind a NAT.
    private record Peer(InetAddress address, int udpPort, int peerPort, int localPort) {}

    private final SctpSettings settings;
    private final LongSupplier clock;
    private final Random random;
    private final ByteBufAllocator allocator;
    private final Sender sender;
    private final CRC32C crc = new CRC32C();
    private final Mac cookieMac;
    private final Map<Integer, Function<Association, AssociationOutput>> listeners =
            new HashMap<>();
    private final Map<Integer, Association> byTag = new HashMap<>();
    private final Map<Peer, Association> byPeer = new HashMap<>();
    private final Map<Association, Peer> peers = new HashMap<>();
    private final List<Association> touched = new ArrayList<>();
    private long badChecksums;
    private long outOfTheBlue;

    Endpoint(
            SctpSettings settings,
            LongSupplier clock,
            Random random,
            ByteBufAllocator allocator,
            Sender sender) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.allocator = allocator;
        this.sender = sender;
        byte[] key = new byte[KEY_OCTETS];
        random.nextBytes(key);
        this.cookieMac = StateCookie.mac(key);
    }

    /// Packets dropped for their checksum.
    long badChecksums() {
        return badChecksums;
    }

    /// Packets that belonged to no association (§8.4).
    long outOfTheBlue() {
        return outOfTheBlue;
    }

    int associations() {
        return byTag.size();
    }

    /// Accepts associations to a port; `accepted` is told of each, before anything arrives on it, and says where its output goes.
    void listen(int port, Function<Association, AssociationOutput> accepted)
            throws AssociationException {
        if (listeners.putIfAbsent(port, accepted) != null) {
            throw new AssociationException("SCTP port " + port + " is listened to already");
        }
    }

    void unlisten(int port) {
        listeners.remove(port);
    }

    /// Makes an association to be set up; the caller opens it.
    ///
    /// @param localPort SCTP port, 0 for a free one
    /// @param udpAddress the peer's address and UDP port
    Association connect(
            int localPort, int peerPort, InetSocketAddress udpAddress, AssociationOutput output)
            throws AssociationException {
        int port = localPort == 0 ? freePort(peerPort, udpAddress) : localPort;
        var peer = new Peer(udpAddress.getAddress(), udpAddress.getPort(), peerPort, port);
        if (byPeer.containsKey(peer)) {
            throw new AssociationException(
                    "an association from port " + port + " to " + udpAddress + " is there already");
        }
        if (byTag.size() >= settings.maxAssociations()) {
            throw new AssociationException(byTag.size() + " associations, no more are allowed");
        }
        Association association = make(port, peerPort, udpAddress, freeTag(), output);
        register(association, peer);
        return association;
    }

    private Association make(
            int localPort, int peerPort, InetSocketAddress udp, int tag, AssociationOutput output) {
        return new Association(
                settings, clock, random, allocator, crc, localPort, peerPort, udp, tag, output);
    }

    private int freePort(int peerPort, InetSocketAddress udp) throws AssociationException {
        int span = MAX_PORT - EPHEMERAL_FIRST + 1;
        int offset = random.nextInt(span);
        for (int i = 0; i < span; i++) {
            int port = EPHEMERAL_FIRST + (offset + i) % span;
            if (!listeners.containsKey(port)
                    && !byPeer.containsKey(
                            new Peer(udp.getAddress(), udp.getPort(), peerPort, port))) {
                return port;
            }
        }
        throw new AssociationException("no free SCTP port towards " + udp);
    }

    private int freeTag() {
        int tag;
        do {
            tag = random.nextInt();
        } while (tag == 0 || byTag.containsKey(tag));
        return tag;
    }

    private void register(Association association, Peer peer) {
        byTag.put(association.localTag(), association);
        byPeer.put(peer, association);
        peers.put(association, peer);
    }

    /// Forgets an association that has closed.
    void forget(Association association) {
        byTag.remove(association.localTag(), association);
        Peer peer = peers.remove(association);
        if (peer != null) {
            byPeer.remove(peer, association);
        }
    }

    /// Takes the payload of a UDP datagram; the caller keeps it. Call [#flush()] after the last of a batch.
    void receive(ByteBuf packet, InetSocketAddress from) {
        if (packet.readableBytes() < Wire.COMMON_HEADER || !Wire.checksumMatches(packet, crc)) {
            badChecksums++;
            return;
        }
        int tag = Wire.verificationTag(packet);
        int localPort = Wire.destinationPort(packet);
        int peerPort = Wire.sourcePort(packet);
        int first = Wire.firstChunk(packet);
        if (first == Wire.INIT) {
            initReceived(packet, from, tag, peerPort, localPort);
            return;
        }
        if (first == Wire.COOKIE_ECHO) {
            cookieEchoed(packet, from, tag, peerPort, localPort);
            return;
        }
        Association association = byTag.get(tag);
        if (association != null
                && association.localPort() == localPort
                && association.peerPort() == peerPort
                && association.hasPeer(from.getAddress())
                && !(isReflected(packet, first)
                        && association.peerTag() != association.localTag())) {
            // §8.5.1 E: a SHUTDOWN ACK before the association is up belongs to an older one.
            if (first != Wire.SHUTDOWN_ACK || isUp(association)) {
                hand(association, packet, from);
                return;
            }
        }
        if (isReflected(packet, first)) {
            association =
                    byPeer.get(new Peer(from.getAddress(), from.getPort(), peerPort, localPort));
            if (association != null && association.peerTag() == tag && tag != 0) {
                hand(association, packet, from);
                return;
            }
        }
        outOfTheBlue(packet, from, tag, peerPort, localPort);
    }

    private static boolean isUp(Association association) {
        return association.state() != Association.State.COOKIE_WAIT
                && association.state() != Association.State.COOKIE_ECHOED;
    }

    private static boolean isReflected(ByteBuf packet, int first) {
        return (first == Wire.ABORT || first == Wire.SHUTDOWN_COMPLETE)
                && (packet.getByte(packet.readerIndex() + Wire.COMMON_HEADER + 1) & Wire.REFLECTED)
                        != 0;
    }

    private void hand(Association association, ByteBuf packet, InetSocketAddress from) {
        association.receive(packet, from);
        touch(association);
    }

    private void touch(Association association) {
        if (association.isClosed()) {
            association.flush();
        } else if (touched.isEmpty() || touched.getLast() != association) {
            touched.add(association);
        }
    }

    /// Lets the associations that got packets send what is due.
    void flush() {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).flush();
        }
        touched.clear();
    }

    // ---- INIT and COOKIE ECHO ----

    private void initReceived(
            ByteBuf packet, InetSocketAddress from, int tag, int peerPort, int localPort) {
        int at = packet.readerIndex() + Wire.COMMON_HEADER;
        int length = packet.getUnsignedShort(at + 2);
        // INIT is alone in its packet and carries no tag (§8.5.1 A).
        if (tag != 0
                || at + length > packet.writerIndex()
                || packet.writerIndex() - at - length > 3) {
            return;
        }
        InitChunk init = InitChunk.decode(packet, at, length);
        if (init == null || init.tag() == 0) {
            return;
        }
        if (init.outStreams() == 0 || init.inStreams() == 0) {
            refuse(
                    from,
                    init.tag(),
                    peerPort,
                    localPort,
                    Causes.of(Wire.CAUSE_INVALID_PARAMETER, none()));
            return;
        }
        if (init.hostName()) {
            refuse(
                    from,
                    init.tag(),
                    peerPort,
                    localPort,
                    Causes.of(Wire.CAUSE_UNRESOLVABLE_ADDRESS, none()));
            return;
        }
        Association there =
                byPeer.get(new Peer(from.getAddress(), from.getPort(), peerPort, localPort));
        if (there == null) {
            if (!listeners.containsKey(localPort)) {
                outOfTheBlue++;
                refuse(from, init.tag(), peerPort, localPort, none());
            } else if (byTag.size() >= settings.maxAssociations()) {
                refuse(
                        from,
                        init.tag(),
                        peerPort,
                        localPort,
                        Causes.of(Wire.CAUSE_OUT_OF_RESOURCE, none()));
            } else {
                acknowledgeInit(init, from, peerPort, localPort, freeTag(), random.nextInt(), 0, 0);
            }
            return;
        }
        switch (there.state()) {
            case COOKIE_WAIT -> // §5.2.1
                    acknowledgeInit(
                            init,
                            from,
                            peerPort,
                            localPort,
                            there.localTag(),
                            there.localTsn(),
                            0,
                            0);
            case COOKIE_ECHOED ->
                    acknowledgeInit(
                            init,
                            from,
                            peerPort,
                            localPort,
                            there.localTag(),
                            there.localTsn(),
                            there.localTag(),
                            there.peerTag());
            case SHUTDOWN_ACK_SENT -> {
                there.repeatShutdownAck();
                touch(there);
            }
            default -> // §5.2.2
                    acknowledgeInit(
                            init,
                            from,
                            peerPort,
                            localPort,
                            freeTag(),
                            random.nextInt(),
                            there.localTag(),
                            there.peerTag());
        }
    }

    private static byte[] none() {
        return new byte[0];
    }

    private void acknowledgeInit(
            InitChunk init,
            InetSocketAddress from,
            int peerPort,
            int localPort,
            int localTag,
            int localTsn,
            int localTieTag,
            int peerTieTag) {
        long extension = Math.min(init.cookieExtensionMillis(), COOKIE_LIFE_CAP_MILLIS);
        byte[] cookie =
                new StateCookie(
                                clock.getAsLong(),
                                settings.cookieLife().toNanos() + extension * 1_000_000,
                                localPort,
                                peerPort,
                                from.getPort(),
                                from.getAddress(),
                                localTag,
                                init.tag(),
                                localTsn,
                                init.initialTsn(),
                                Math.min(settings.outStreams(), init.inStreams()),
                                Math.min(settings.maxInStreams(), init.outStreams()),
                                init.receiverWindow(),
                                localTieTag,
                                peerTieTag,
                                init.addresses())
                        .encode(cookieMac);
        int reported = init.unrecognized().length;
        int parameters = 4 + Wire.padded(cookie.length) + (reported == 0 ? 0 : reported);
        ByteBuf packet =
                allocator.directBuffer(
                        Wire.COMMON_HEADER + InitChunk.FIXED_LENGTH + parameters + 8);
        Wire.writeHeader(packet, localPort, peerPort, init.tag());
        int at = packet.writerIndex();
        InitChunk.encodeFixed(
                packet,
                Wire.INIT_ACK,
                parameters,
                localTag,
                settings.receiveBufferOctets(),
                settings.outStreams(),
                settings.maxInStreams(),
                localTsn);
        InitChunk.encodeParameter(packet, InitChunk.STATE_COOKIE, cookie);
        reportUnrecognized(packet, init.unrecognized());
        packet.setShort(at + 2, packet.writerIndex() - at);
        Wire.seal(packet, crc);
        sender.send(packet, from);
    }

    /// Each parameter not recognized goes back in one of type 8 (§3.3.3).
    private static void reportUnrecognized(ByteBuf packet, byte[] parameters) {
        for (int at = 0; at < parameters.length; ) {
            int size = Wire.padded((parameters[at + 2] & 0xFF) << 8 | parameters[at + 3] & 0xFF);
            packet.writeShort(InitChunk.UNRECOGNIZED).writeShort(4 + size);
            packet.writeBytes(parameters, at, size);
            at += size;
        }
    }

    private void refuse(InetSocketAddress to, int tag, int peerPort, int localPort, byte[] causes) {
        abort(to, tag, 0, peerPort, localPort, causes);
    }

    private void abort(
            InetSocketAddress to, int tag, int flags, int peerPort, int localPort, byte[] causes) {
        single(to, tag, peerPort, localPort, Wire.ABORT, flags, causes);
    }

    /// Sends a packet of one chunk.
    private void single(
            InetSocketAddress to,
            int tag,
            int peerPort,
            int localPort,
            int type,
            int flags,
            byte[] value) {
        int length = Wire.CHUNK_HEADER + value.length;
        ByteBuf packet = allocator.directBuffer(Wire.COMMON_HEADER + Wire.padded(length));
        Wire.writeHeader(packet, localPort, peerPort, tag);
        Wire.writeChunkHeader(packet, type, flags, length);
        packet.writeBytes(value);
        Wire.pad(packet, length);
        Wire.seal(packet, crc);
        sender.send(packet, to);
    }

    private void cookieEchoed(
            ByteBuf packet, InetSocketAddress from, int tag, int peerPort, int localPort) {
        int at = packet.readerIndex() + Wire.COMMON_HEADER;
        int length = packet.getUnsignedShort(at + 2);
        if (length < Wire.CHUNK_HEADER || at + length > packet.writerIndex()) {
            return;
        }
        StateCookie cookie =
                StateCookie.decode(
                        ByteBufUtil.getBytes(
                                packet, at + Wire.CHUNK_HEADER, length - Wire.CHUNK_HEADER),
                        cookieMac);
        // Ours, for these ports, this tag and this host (§5.1.5)? Otherwise nothing is said.
        if (cookie == null
                || cookie.localTag() != tag
                || cookie.localPort() != localPort
                || cookie.peerPort() != peerPort
                || !cookie.peerAddress().equals(from.getAddress())) {
            return;
        }
        Peer peer = new Peer(cookie.peerAddress(), cookie.peerUdpPort(), peerPort, localPort);
        Association there = byTag.get(tag);
        if (there == null) {
            there = byPeer.get(peer);
        }
        long age = clock.getAsLong() - cookie.createdNanos();
        boolean known =
                there != null && there.localTag() == tag && there.peerTag() == cookie.peerTag();
        if (age > cookie.lifeNanos() && !known) {
            int staleMicros = (int) Math.min((age - cookie.lifeNanos()) / 1000, 0xFFFFFFFFL);
            byte[] cause = Causes.ofInt(Wire.CAUSE_STALE_COOKIE, staleMicros);
            single(from, cookie.peerTag(), peerPort, localPort, Wire.ERROR, 0, cause);
            return;
        }
        if (there != null) {
            int oldTag = there.localTag();
            boolean goOn = there.cookieReceived(cookie);
            if (there.localTag() != oldTag) {
                byTag.remove(oldTag, there);
                byTag.put(there.localTag(), there);
            }
            if (goOn) {
                there.receive(packet, from);
            }
            touch(there);
            return;
        }
        accept(cookie, peer, packet, from);
    }

    private void accept(StateCookie cookie, Peer peer, ByteBuf packet, InetSocketAddress from) {
        var accepted = listeners.get(peer.localPort());
        if (accepted == null || byTag.size() >= settings.maxAssociations()) {
            byte[] causes =
                    accepted == null ? none() : Causes.of(Wire.CAUSE_OUT_OF_RESOURCE, none());
            refuse(from, cookie.peerTag(), peer.peerPort(), peer.localPort(), causes);
            return;
        }
        var later = new LateOutput();
        Association association =
                make(peer.localPort(), peer.peerPort(), from, cookie.localTag(), later);
        later.output = accepted.apply(association);
        register(association, peer);
        association.accept(cookie);
        association.receive(packet, from);
        touch(association);
    }

    // ---- out of the blue ----

    private void outOfTheBlue(
            ByteBuf packet, InetSocketAddress from, int tag, int peerPort, int localPort) {
        outOfTheBlue++;
        if (from.getAddress().isMulticastAddress() || from.getAddress().isAnyLocalAddress()) {
            return;
        }
        int at = packet.readerIndex() + Wire.COMMON_HEADER;
        int first = Wire.firstChunk(packet);
        while (packet.writerIndex() - at >= Wire.CHUNK_HEADER) {
            int type = packet.getUnsignedByte(at);
            int length = packet.getUnsignedShort(at + 2);
            boolean silent =
                    length < Wire.CHUNK_HEADER
                            || type == Wire.ABORT
                            || type == Wire.SHUTDOWN_COMPLETE
                            || type == Wire.COOKIE_ACK
                            || type == Wire.ERROR
                                    && Causes.firstCode(packet, at, length)
                                            == Wire.CAUSE_STALE_COOKIE;
            if (silent) {
                return;
            }
            at += Wire.padded(length);
        }
        if (first == Wire.SHUTDOWN_ACK) {
            single(from, tag, peerPort, localPort, Wire.SHUTDOWN_COMPLETE, Wire.REFLECTED, none());
        } else if (first >= 0) {
            abort(from, tag, Wire.REFLECTED, peerPort, localPort, none());
        }
    }

    /// Aborts all associations.
    void abortAll(String reason) {
        for (Association association : List.copyOf(byTag.values())) {
            association.abort(reason);
            association.flush();
        }
    }

    @Nullable Association byTag(int tag) {
        return byTag.get(tag);
    }
}

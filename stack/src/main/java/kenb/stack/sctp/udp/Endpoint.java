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
import java.util.Arrays;
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
    private static final byte[] NONE = {};

    /// Tells associations of the same peer host apart: its SCTP port, and its UDP port as there may be several hosts behind a NAT.
    private record Peer(InetAddress address, int udpPort, int peerPort, int localPort) {}

    private final SctpSettings settings;
    private final LongSupplier clock;
    private final Random random;
    private final ByteBufAllocator allocator;
    private final Sockets sockets;
    private final CRC32C crc = new CRC32C();
    private Mac cookieMac;
    private Mac olderCookieMac;
    private long cookieKeyMadeNanos;
    private final Map<Integer, Function<Association, AssociationOutput>> listeners =
            new HashMap<>();
    private final Map<Integer, Association> byTag = new HashMap<>();
    private final Map<Peer, Association> byPeer = new HashMap<>();
    private final Map<Association, Peer[]> peers = new HashMap<>();
    private final List<Association> touched = new ArrayList<>();
    private long badChecksums;
    private long outOfTheBlue;
    private long wrongTags;

    Endpoint(
            SctpSettings settings,
            LongSupplier clock,
            Random random,
            ByteBufAllocator allocator,
            Sockets sockets) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.allocator = allocator;
        this.sockets = sockets;
        this.cookieMac = newCookieMac();
        this.olderCookieMac = cookieMac;
        this.cookieKeyMadeNanos = clock.getAsLong();
    }

    private Mac newCookieMac() {
        byte[] key = new byte[KEY_OCTETS];
        random.nextBytes(key);
        Mac mac = StateCookie.mac(key);
        Arrays.fill(key, (byte) 0);
        return mac;
    }

    /// The key of new cookies; it changes when the longest-lived cookies of the one before it are stale (§5.1.3).
    private Mac cookieMac() {
        long now = clock.getAsLong();
        long life = settings.cookieLife().toNanos() + COOKIE_LIFE_CAP_MILLIS * 1_000_000L;
        if (now - cookieKeyMadeNanos > 2 * life) {
            olderCookieMac = cookieMac;
            cookieMac = newCookieMac();
            cookieKeyMadeNanos = now;
        }
        return cookieMac;
    }

    /// Packets dropped for their checksum.
    long badChecksums() {
        return badChecksums;
    }

    /// Packets that belonged to no association (§8.4).
    long outOfTheBlue() {
        return outOfTheBlue;
    }

    /// Packets dropped because they bore a tag other than that of their association (§8.5).
    long wrongTags() {
        return wrongTags;
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
        int socket = sockets.towards(udpAddress.getAddress());
        if (socket < 0) {
            throw new AssociationException(
                    "no local address of the family of "
                            + udpAddress.getAddress().getHostAddress());
        }
        int port = localPort == 0 ? freePort(peerPort, udpAddress) : localPort;
        var peer = new Peer(udpAddress.getAddress(), udpAddress.getPort(), peerPort, port);
        if (byPeer.containsKey(peer)) {
            throw new AssociationException(
                    "an association from port " + port + " to " + udpAddress + " is there already");
        }
        if (byTag.size() >= settings.maxAssociations()) {
            throw new AssociationException(byTag.size() + " associations, no more are allowed");
        }
        Association association = make(port, peerPort, socket, udpAddress, freeTag(), output);
        register(association);
        return association;
    }

    private Association make(
            int localPort,
            int peerPort,
            int socket,
            InetSocketAddress udp,
            int tag,
            AssociationOutput output) {
        return new Association(
                settings, clock, random, allocator, crc, sockets, localPort, peerPort, socket, udp,
                tag, output);
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

    private void register(Association association) {
        byTag.put(association.localTag(), association);
        registerPeers(association);
    }

    /// An association is found by each address of its peer; who has an address first keeps it.
    private void registerPeers(Association association) {
        List<InetSocketAddress> addresses = association.udpAddresses();
        var keys = new Peer[addresses.size()];
        for (int i = 0; i < keys.length; i++) {
            InetSocketAddress udp = addresses.get(i);
            keys[i] =
                    new Peer(
                            udp.getAddress(),
                            udp.getPort(),
                            association.peerPort(),
                            association.localPort());
            byPeer.putIfAbsent(keys[i], association);
        }
        peers.put(association, keys);
    }

    private void forgetPeers(Association association) {
        Peer[] keys = peers.remove(association);
        if (keys != null) {
            for (Peer key : keys) {
                byPeer.remove(key, association);
            }
        }
    }

    /// Tag, addresses or a UDP port of it may have changed.
    private void renew(Association association, int oldTag) {
        if (association.localTag() != oldTag) {
            byTag.remove(oldTag, association);
            byTag.put(association.localTag(), association);
        }
        forgetPeers(association);
        registerPeers(association);
    }

    /// Forgets an association that has closed.
    void forget(Association association) {
        byTag.remove(association.localTag(), association);
        forgetPeers(association);
    }

    /// Takes the payload of a UDP datagram; the caller keeps it. Call [#flush()] after the last of a batch.
    ///
    /// @param socket index of the socket it came to
    void receive(int socket, ByteBuf packet, InetSocketAddress from) {
        if (packet.readableBytes() < Wire.COMMON_HEADER || !Wire.checksumMatches(packet, crc)) {
            badChecksums++;
            return;
        }
        int tag = Wire.verificationTag(packet);
        int localPort = Wire.destinationPort(packet);
        int peerPort = Wire.sourcePort(packet);
        int first = Wire.firstChunk(packet);
        if (first == Wire.INIT) {
            initReceived(packet, socket, from, tag, peerPort, localPort);
            return;
        }
        int cookieAt = cookieAt(packet, first);
        if (cookieAt >= 0) {
            cookieEchoed(packet, cookieAt, socket, from, tag, peerPort, localPort);
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
        association = byPeer.get(new Peer(from.getAddress(), from.getPort(), peerPort, localPort));
        if (association == null) {
            if (tag == 0) { // §8.5.1 A: for INIT only
                outOfTheBlue++;
            } else {
                outOfTheBlue(packet, socket, from, tag, peerPort, localPort);
            }
        } else if (isReflected(packet, first) && association.peerTag() == tag && tag != 0) {
            hand(association, packet, from);
        } else if (first == Wire.SHUTDOWN_ACK && !isUp(association) && tag != 0) { // §8.5.1 E
            outOfTheBlue(packet, socket, from, tag, peerPort, localPort);
        } else {
            wrongTags++; // §8.5: dropped in silence
        }
    }

    /// Where a COOKIE ECHO begins, first in its packet or behind an AUTH chunk; -1 where there is none.
    private static int cookieAt(ByteBuf packet, int first) {
        int at = packet.readerIndex() + Wire.COMMON_HEADER;
        if (first == Wire.AUTH) {
            at += Wire.padded(packet.getUnsignedShort(at + 2));
            if (packet.writerIndex() - at < Wire.CHUNK_HEADER) {
                return -1;
            }
        } else if (first < 0) {
            return -1;
        }
        return packet.getUnsignedByte(at) == Wire.COOKIE_ECHO ? at : -1;
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
        if (association.heardFrom(from)) {
            renew(association, association.localTag());
        }
        int addresses = association.addresses();
        association.receive(packet);
        if (association.addresses() != addresses && !association.isClosed()) { // listed in INIT ACK
            renew(association, association.localTag());
        }
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
            ByteBuf packet,
            int socket,
            InetSocketAddress from,
            int tag,
            int peerPort,
            int localPort) {
        int at = packet.readerIndex() + Wire.COMMON_HEADER;
        int length = packet.getUnsignedShort(at + 2);
        // INIT is alone in its packet and carries no tag (§8.5.1 A).
        if (tag != 0
                || !isUnicast(from)
                || at + length > packet.writerIndex()
                || packet.writerIndex() - at - length > 3) {
            return;
        }
        InitChunk init = InitChunk.decode(packet, at, length);
        if (init == null || init.tag() == 0) {
            return;
        }
        if (!init.isUsable()) {
            refuse(
                    socket,
                    from,
                    init.tag(),
                    peerPort,
                    localPort,
                    Causes.of(Wire.CAUSE_INVALID_PARAMETER, NONE));
            return;
        }
        if (init.hostName()) {
            refuse(
                    socket,
                    from,
                    init.tag(),
                    peerPort,
                    localPort,
                    Causes.of(Wire.CAUSE_UNRESOLVABLE_ADDRESS, NONE));
            return;
        }
        Association there =
                byPeer.get(new Peer(from.getAddress(), from.getPort(), peerPort, localPort));
        if (there == null) {
            if (!listeners.containsKey(localPort)) {
                outOfTheBlue++;
                refuse(socket, from, init.tag(), peerPort, localPort, NONE);
            } else if (byTag.size() >= settings.maxAssociations()) {
                refuse(
                        socket,
                        from,
                        init.tag(),
                        peerPort,
                        localPort,
                        Causes.of(Wire.CAUSE_OUT_OF_RESOURCE, NONE));
            } else {
                acknowledgeInit(
                        init,
                        socket,
                        from,
                        peerPort,
                        localPort,
                        freeTag(),
                        random.nextInt(),
                        0,
                        0,
                        newVector());
            }
            return;
        }
        if (hasNewAddress(
                init,
                there)) { // §5.2.4.1: nobody may take an association over by an address of his own
            refuse(
                    socket,
                    from,
                    init.tag(),
                    peerPort,
                    localPort,
                    Causes.of(
                            Wire.CAUSE_RESTART_WITH_NEW_ADDRESSES,
                            InitChunk.parameters(init.addresses(), 0, NONE)));
            return;
        }
        switch (there.state()) {
            case COOKIE_WAIT -> // §5.2.1
                    acknowledgeInit(
                            init,
                            socket,
                            from,
                            peerPort,
                            localPort,
                            there.localTag(),
                            there.localTsn(),
                            0,
                            0,
                            there.localVector());
            case COOKIE_ECHOED ->
                    acknowledgeInit(
                            init,
                            socket,
                            from,
                            peerPort,
                            localPort,
                            there.localTag(),
                            there.localTsn(),
                            there.localTieTag(),
                            there.peerTieTag(),
                            there.localVector());
            case SHUTDOWN_ACK_SENT -> {
                there.repeatShutdownAck();
                touch(there);
            }
            default -> // §5.2.2
                    acknowledgeInit(
                            init,
                            socket,
                            from,
                            peerPort,
                            localPort,
                            freeTag(),
                            random.nextInt(),
                            there.localTieTag(),
                            there.peerTieTag(),
                            newVector());
        }
    }

    private boolean hasNewAddress(InitChunk init, Association there) {
        if (there.state() == Association.State.COOKIE_WAIT) {
            return false; // the peer's addresses are not known yet
        }
        for (InetAddress address : init.addresses()) {
            if (!there.hasPeer(address) && sockets.towards(address) >= 0) {
                return true;
            }
        }
        return false;
    }

    private byte[] newVector() {
        return settings.authenticatedChunks().isEmpty()
                ? NONE
                : ChunkAuthentication.offer(random, settings.authenticatedChunks());
    }

    private void acknowledgeInit(
            InitChunk init,
            int socket,
            InetSocketAddress from,
            int peerPort,
            int localPort,
            int localTag,
            int localTsn,
            int localTieTag,
            int peerTieTag,
            byte[] localVector) {
        if (localVector.length > 0
                && ChunkAuthentication.agree(localVector, init.authentication()) == null) {
            refuse(
                    socket,
                    from,
                    init.tag(),
                    peerPort,
                    localPort,
                    Causes.text(Wire.CAUSE_PROTOCOL_VIOLATION, "SCTP-AUTH is asked for here"));
            return;
        }
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
                                init.addresses(),
                                localVector,
                                localVector.length == 0 ? NONE : init.authentication())
                        .encode(cookieMac());
        byte[] offered = InitChunk.parameters(sockets.listedTo(from.getAddress()), 0, localVector);
        int reported = init.unrecognized().length;
        int parameters = 4 + Wire.padded(cookie.length) + offered.length + 2 * reported;
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
        packet.writeBytes(offered);
        reportUnrecognized(packet, init.unrecognized());
        packet.setShort(at + 2, packet.writerIndex() - at);
        Wire.seal(packet, crc);
        sockets.send(socket, packet, from);
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

    private void refuse(
            int socket, InetSocketAddress to, int tag, int peerPort, int localPort, byte[] causes) {
        single(socket, to, tag, peerPort, localPort, Wire.ABORT, 0, causes);
    }

    /// Sends a packet of one chunk.
    private void single(
            int socket,
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
        sockets.send(socket, packet, to);
    }

    private void cookieEchoed(
            ByteBuf packet,
            int at,
            int socket,
            InetSocketAddress from,
            int tag,
            int peerPort,
            int localPort) {
        int length = packet.getUnsignedShort(at + 2);
        if (length < Wire.CHUNK_HEADER || at + length > packet.writerIndex()) {
            return;
        }
        byte[] value =
                ByteBufUtil.getBytes(packet, at + Wire.CHUNK_HEADER, length - Wire.CHUNK_HEADER);
        StateCookie cookie = StateCookie.decode(value, cookieMac);
        if (cookie == null && cookieMac != olderCookieMac) {
            cookie = StateCookie.decode(value, olderCookieMac);
        }
        // Ours, for these ports, this tag and this host (§5.1.5)? Otherwise nothing is said.
        if (cookie == null
                || cookie.localTag() != tag
                || cookie.localPort() != localPort
                || cookie.peerPort() != peerPort
                || !isOf(cookie, from.getAddress())) {
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
            single(socket, from, cookie.peerTag(), peerPort, localPort, Wire.ERROR, 0, cause);
            return;
        }
        if (there != null) {
            int oldTag = there.localTag();
            there.heardFrom(from);
            boolean goOn = there.cookieReceived(cookie);
            renew(there, oldTag);
            if (goOn) {
                there.receive(packet);
            }
            touch(there);
            return;
        }
        accept(cookie, peer, packet, socket, from);
    }

    private static boolean isOf(StateCookie cookie, InetAddress address) {
        return cookie.peerAddress().equals(address) || cookie.peerAddresses().contains(address);
    }

    private void accept(
            StateCookie cookie, Peer peer, ByteBuf packet, int socket, InetSocketAddress from) {
        var accepted = listeners.get(peer.localPort());
        if (accepted == null || byTag.size() >= settings.maxAssociations()) {
            byte[] causes = accepted == null ? NONE : Causes.of(Wire.CAUSE_OUT_OF_RESOURCE, NONE);
            refuse(socket, from, cookie.peerTag(), peer.peerPort(), peer.localPort(), causes);
            return;
        }
        var later = new LateOutput();
        Association association =
                make(peer.localPort(), peer.peerPort(), socket, from, cookie.localTag(), later);
        later.output = accepted.apply(association);
        byTag.put(association.localTag(), association);
        association.accept(cookie);
        registerPeers(association);
        association.receive(packet);
        touch(association);
    }

    // ---- out of the blue ----

    private void outOfTheBlue(
            ByteBuf packet,
            int socket,
            InetSocketAddress from,
            int tag,
            int peerPort,
            int localPort) {
        outOfTheBlue++;
        if (!isUnicast(from)) {
            return;
        }
        int at = packet.readerIndex() + Wire.COMMON_HEADER;
        int first = Wire.firstChunk(packet);
        boolean shutdownAck = false;
        while (packet.writerIndex() - at >= Wire.CHUNK_HEADER) {
            int type = packet.getUnsignedByte(at);
            int length = packet.getUnsignedShort(at + 2);
            boolean silent =
                    length < Wire.CHUNK_HEADER
                            || at + length > packet.writerIndex()
                            || type == Wire.ABORT
                            || type == Wire.SHUTDOWN_COMPLETE
                            || type == Wire.COOKIE_ACK
                            || type == Wire.ERROR
                                    && Causes.firstCode(packet, at, length)
                                            == Wire.CAUSE_STALE_COOKIE;
            if (silent) {
                return;
            }
            shutdownAck |= type == Wire.SHUTDOWN_ACK;
            at += Wire.padded(length);
        }
        if (shutdownAck) {
            single(
                    socket,
                    from,
                    tag,
                    peerPort,
                    localPort,
                    Wire.SHUTDOWN_COMPLETE,
                    Wire.REFLECTED,
                    NONE);
        } else if (first >= 0) {
            single(socket, from, tag, peerPort, localPort, Wire.ABORT, Wire.REFLECTED, NONE);
        }
    }

    private static boolean isUnicast(InetSocketAddress from) {
        return !from.getAddress().isMulticastAddress() && !from.getAddress().isAnyLocalAddress();
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

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationKey;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/// One SCTP association as a state machine (RFC 9260 §4): packets, expiries and messages in; packets, messages, events and
/// wake-up times out. Not thread-safe; its owner calls [#flush()] after each batch of calls, which sends what is due.
final class Association {
    /// RFC 9260 §4.
    enum State {
        CLOSED,
        COOKIE_WAIT,
        COOKIE_ECHOED,
        ESTABLISHED,
        SHUTDOWN_PENDING,
        SHUTDOWN_SENT,
        SHUTDOWN_RECEIVED,
        SHUTDOWN_ACK_SENT
    }

    private static final long NEVER = Path.NEVER;
    private static final byte[] NO_PARAMETERS = {};
    private static final String NO_AUTHENTICATION =
            "the peer does not offer SCTP-AUTH, which the setting authenticatedChunks asks for";

    private final SctpSettings settings;
    private final LongSupplier clock;
    private final Random random;
    private final AssociationOutput output;
    private final Sockets sockets;
    private final Paths paths;
    private final PacketWriter packets;
    private final Reception reception;
    private final int localPort;
    private final int peerPort;

    private State state = State.CLOSED;
    private boolean wasUp;
    private boolean busy;
    private int localTag;
    private int localTsn;
    private int localTieTag;
    private int peerTieTag;
    private byte[] localVector;
    private @Nullable ChunkAuthentication authentication;
    private byte @Nullable [] cookie;
    private int cookieExtensionMillis;
    private int initTransmissions;
    private boolean retriedStaleCookie;
    private long notGenuine;
    private long initSentNanos;

    private Outbound outbound;
    private boolean sendBufferFull;

    private long setUpDeadline = NEVER;
    private long shutdownDeadline = NEVER;
    private long guardDeadline = NEVER;
    private long reportedDeadline = NEVER;

    /// @param socket index of the local socket to begin with
    /// @param udpAddress where the peer's packets go to begin with: its address and its UDP port
    /// @param localTag verification tag of this side, not zero
    Association(
            SctpSettings settings,
            LongSupplier clock,
            Random random,
            ByteBufAllocator allocator,
            CRC32C crc,
            Sockets sockets,
            int localPort,
            int peerPort,
            int socket,
            InetSocketAddress udpAddress,
            int localTag,
            AssociationOutput output) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.output = output;
        this.sockets = sockets;
        this.localPort = localPort;
        this.peerPort = peerPort;
        this.localTag = localTag;
        this.localTsn = random.nextInt();
        renewTieTags();
        this.localVector =
                settings.authenticatedChunks().isEmpty()
                        ? NO_PARAMETERS
                        : ChunkAuthentication.offer(random, settings.authenticatedChunks());
        this.paths = new Paths(settings, random, sockets, socket, udpAddress);
        this.packets =
                new PacketWriter(
                        allocator,
                        crc,
                        output,
                        localPort,
                        peerPort,
                        settings.pmtuOctets(),
                        paths.primary());
        this.outbound = new Outbound(paths, packets.capacity(), settings.noDelay(), 0, localTsn, 0);
        this.reception =
                new Reception(settings, clock, allocator, packets.capacity(), output::deliver);
    }

    State state() {
        return state;
    }

    int localTag() {
        return localTag;
    }

    int peerTag() {
        return packets.peerTag();
    }

    /// Initial TSN of this side.
    int localTsn() {
        return localTsn;
    }

    /// The first half of a nonce that names this association in cookies: its tags themselves would tell them to whoever sends an INIT
    /// (RFC 9260 §5.2.2). Never zero.
    int localTieTag() {
        return localTieTag;
    }

    int peerTieTag() {
        return peerTieTag;
    }

    private void renewTieTags() {
        localTieTag = random.nextInt() | 1;
        peerTieTag = random.nextInt();
    }

    int localPort() {
        return localPort;
    }

    int peerPort() {
        return peerPort;
    }

    /// Key vector of this side, to be offered again where INITs cross; empty without SCTP-AUTH.
    byte[] localVector() {
        return localVector;
    }

    /// The peer's primary address with its UDP port, as last learnt.
    InetSocketAddress udpAddress() {
        return paths.primary().udpAddress();
    }

    /// The peer's primary address with its SCTP port.
    InetSocketAddress peerAddress() {
        return sctpAddress(paths.primary());
    }

    private InetSocketAddress sctpAddress(Path path) {
        return new InetSocketAddress(path.address(), peerPort);
    }

    /// How many addresses of the peer are known.
    int addresses() {
        return paths.size();
    }

    /// The UDP addresses the peer is reached at, the primary one first.
    List<InetSocketAddress> udpAddresses() {
        List<InetSocketAddress> addresses = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            addresses.add(paths.get(i).udpAddress());
        }
        return addresses;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    int inStreams() {
        return reception.streams();
    }

    int outStreams() {
        return outbound.streams();
    }

    // ---- set-up ----

    /// Begins to set the association up: sends INIT.
    void open() {
        state = State.COOKIE_WAIT;
        sendInit();
        flush();
    }

    private void sendInit() {
        packets.peerTag(0);
        byte[] parameters =
                InitChunk.parameters(
                        sockets.listedTo(paths.primary().address()),
                        cookieExtensionMillis,
                        localVector);
        int length = InitChunk.FIXED_LENGTH + parameters.length;
        ByteBuf packet = packets.with(Wire.INIT, length);
        InitChunk.encodeFixed(
                packet,
                Wire.INIT,
                parameters.length,
                localTag,
                settings.receiveBufferOctets(),
                settings.outStreams(),
                settings.maxInStreams(),
                localTsn);
        packet.writeBytes(parameters);
        packets.finish();
        setUpTransmitted();
    }

    private void sendCookieEcho() {
        byte[] value = cookie;
        if (value != null) {
            packets.chunk(Wire.COOKIE_ECHO, 0, value);
        }
        setUpTransmitted();
    }

    private void setUpTransmitted() {
        initTransmissions++;
        initSentNanos = clock.getAsLong();
        setUpDeadline = initSentNanos + paths.primary().rto().nanos();
    }

    private void setUpTimedOut() {
        if (initTransmissions > settings.maxInitRetransmits()) {
            fail(
                    (state == State.COOKIE_WAIT ? "INIT" : "COOKIE ECHO")
                            + " unanswered after "
                            + initTransmissions
                            + " tries: is the peer up, and is "
                            + udpAddress().getPort()
                            + " its UDP encapsulation port?");
            return;
        }
        paths.primary().rto().backOff();
        if (state == State.COOKIE_WAIT) {
            sendInit();
        } else {
            sendCookieEcho();
        }
    }

    private void initAckReceived(ByteBuf packet, int at, int length) {
        if (state != State.COOKIE_WAIT) {
            return;
        }
        InitChunk ack = InitChunk.decode(packet, at, length);
        byte[] invalid = Causes.of(Wire.CAUSE_INVALID_PARAMETER, NO_PARAMETERS);
        if (ack == null || ack.tag() == 0) { // §3.3.3: answered under the tag of the packet itself
            packets.peerTag(localTag);
            packets.chunk(Wire.ABORT, Wire.REFLECTED, invalid);
            fail("malformed INIT ACK");
            return;
        }
        packets.peerTag(ack.tag());
        if (!ack.isUsable()) {
            abort(invalid, "INIT ACK without streams or window");
            return;
        }
        byte[] stateCookie = ack.cookie();
        if (stateCookie == null) {
            // One missing parameter, the State Cookie: count(32) ‖ type(16).
            byte[] missing = {0, 0, 0, 1, 0, 7};
            abort(Causes.of(Wire.CAUSE_MISSING_PARAMETER, missing), "INIT ACK without a cookie");
            return;
        }
        if (ack.hostName()) {
            abort(
                    Causes.of(Wire.CAUSE_UNRESOLVABLE_ADDRESS, NO_PARAMETERS),
                    "host name in INIT ACK");
            return;
        }
        if (!agree(localVector, ack.authentication())) {
            abort(Causes.text(Wire.CAUSE_PROTOCOL_VIOLATION, NO_AUTHENTICATION), NO_AUTHENTICATION);
            return;
        }
        if (initTransmissions == 1) {
            paths.primary().rto().sample(clock.getAsLong() - initSentNanos);
        }
        paths.listed(ack.addresses());
        prepare(
                Math.min(settings.outStreams(), ack.inStreams()),
                Math.min(settings.maxInStreams(), ack.outStreams()),
                ack.initialTsn(),
                ack.receiverWindow());
        cookie = stateCookie;
        state = State.COOKIE_ECHOED;
        initTransmissions = 0;
        sendCookieEcho();
        if (ack.unrecognized().length > 0) {
            packets.chunk(
                    Wire.ERROR,
                    0,
                    Causes.of(Wire.CAUSE_UNRECOGNIZED_PARAMETERS, ack.unrecognized()));
        }
    }

    /// @return false where chunks are to be authenticated and the peer can't
    private boolean agree(byte[] local, byte[] peer) {
        localVector = local;
        authentication = ChunkAuthentication.agree(local, peer);
        packets.authentication(authentication);
        return local.length == 0 || authentication != null;
    }

    private void prepare(int outStreams, int inStreams, int peerTsn, long peerWindow) {
        outbound.release();
        outbound =
                new Outbound(
                        paths,
                        packets.capacity(),
                        settings.noDelay(),
                        outStreams,
                        localTsn,
                        peerWindow);
        reception.begin(inStreams, peerTsn);
    }

    /// A listener's cookie came back: established at once, COOKIE ACK sent.
    void accept(StateCookie accepted) {
        adopt(accepted);
        packets.bare(Wire.COOKIE_ACK, 0);
        up();
    }

    private void adopt(StateCookie cookie) {
        localTsn = cookie.localTsn();
        localTag = cookie.localTag();
        renewTieTags();
        packets.peerTag(cookie.peerTag());
        agree(cookie.localVector(), cookie.peerVector());
        paths.listed(cookie.listedWithout(paths.primary().address()));
        prepare(cookie.outStreams(), cookie.inStreams(), cookie.peerTsn(), cookie.peerWindow());
    }

    private void up() {
        state = State.ESTABLISHED;
        wasUp = true;
        cookie = null;
        setUpDeadline = NEVER;
        long now = clock.getAsLong();
        paths.primary().lastDataNanos = now;
        paths.up(now);
        output.event(new AssociationEvent.Up(reception.streams(), outbound.streams()));
    }

    /// RFC 9260 §5.2.4: a cookie for an association that is there already. The owner has checked signature and address.
    ///
    /// @return false where the packet is to be dropped
    boolean cookieReceived(StateCookie echoed) {
        boolean localMatches = echoed.localTag() == localTag;
        boolean peerMatches = echoed.peerTag() == packets.peerTag();
        if (localMatches && peerMatches) { // D
            if (state == State.COOKIE_ECHOED) {
                packets.bare(Wire.COOKIE_ACK, 0);
                up();
            } else if (state != State.COOKIE_WAIT) {
                packets.bare(Wire.COOKIE_ACK, 0);
            }
            return true;
        }
        if (localMatches) { // B
            if (state == State.COOKIE_WAIT || state == State.COOKIE_ECHOED) {
                accept(echoed);
            } else {
                restart(echoed);
            }
            return true;
        }
        boolean tiesMatch =
                echoed.localTieTag() == localTieTag && echoed.peerTieTag() == peerTieTag;
        if (!peerMatches && tiesMatch && echoed.localTieTag() != 0) { // A
            if (state == State.SHUTDOWN_ACK_SENT) {
                packets.bare(Wire.SHUTDOWN_ACK, 0);
                packets.chunk(
                        Wire.ERROR,
                        0,
                        Causes.of(Wire.CAUSE_COOKIE_WHILE_SHUTTING_DOWN, NO_PARAMETERS));
                return false;
            }
            restart(echoed);
            return true;
        }
        return false; // C and what the table does not have
    }

    private void restart(StateCookie echoed) {
        int lost = outbound.release();
        adopt(echoed);
        shutdownDeadline = NEVER;
        guardDeadline = NEVER;
        boolean closing = state != State.ESTABLISHED;
        state = State.ESTABLISHED;
        packets.bare(Wire.COOKIE_ACK, 0);
        paths.up(clock.getAsLong());
        output.event(new AssociationEvent.Restarted(lost));
        freed();
        if (closing) {
            shutdown();
        }
    }

    private void staleCookie(ByteBuf packet, int at, int length) {
        if (retriedStaleCookie || length < 12) {
            fail("the peer held our cookie stale");
            return;
        }
        retriedStaleCookie = true;
        long staleMicros = packet.getUnsignedInt(at + 8);
        cookieExtensionMillis = (int) Math.min(2 * (staleMicros / 1000 + 1), Integer.MAX_VALUE);
        authentication = null;
        packets.authentication(null);
        cookie = null;
        initTransmissions = 0;
        state = State.COOKIE_WAIT;
        sendInit();
    }

    // ---- packets in ----

    /// Whether this is an address of the peer.
    boolean hasPeer(InetAddress address) {
        return paths.at(address) != null;
    }

    /// A packet with the right tag came from here: a new UDP port is adopted (RFC 6951 §5.4).
    ///
    /// @return whether the port was new
    boolean heardFrom(InetSocketAddress from) {
        Path path = paths.at(from.getAddress());
        if (path == null) {
            return false;
        }
        paths.heard(path);
        if (path.udpAddress().getPort() == from.getPort()) {
            return false;
        }
        packets.finish();
        path.udpPort(from.getPort());
        return true;
    }

    /// Takes a packet whose checksum and ports are right and whose tag is this side's; the caller keeps it and has called
    /// [#heardFrom].
    void receive(ByteBuf packet) {
        if (isClosed()) {
            return;
        }
        packets.towards(paths.reply());
        boolean outermost = !busy;
        busy = true;
        reception.packetBegins();
        boolean authenticated = false;
        int at = packet.readerIndex() + Wire.COMMON_HEADER;
        int end = packet.writerIndex();
        while (end - at >= Wire.CHUNK_HEADER && !isClosed()) {
            int length = packet.getUnsignedShort(at + 2);
            if (length < Wire.CHUNK_HEADER || at + length > end) {
                abort(
                        Causes.text(Wire.CAUSE_PROTOCOL_VIOLATION, "chunk length"),
                        "malformed chunk length");
                break;
            }
            ChunkAuthentication agreed = authentication;
            int type = packet.getUnsignedByte(at);
            if (agreed != null && type == Wire.AUTH) {
                if (!isGenuine(agreed, packet, at, length)) {
                    break;
                }
                authenticated = true;
            } else if ((agreed == null || authenticated || !agreed.isWanted(type))
                    && !chunk(packet, at, length, type)) {
                break;
            }
            at += Wire.padded(length);
        }
        if (!isClosed() && reception.packetEnds() && state == State.SHUTDOWN_SENT) {
            // §9.2: SACK and SHUTDOWN at once
            reception.writeSack(packets);
            sendShutdown();
        }
        busy = !outermost;
    }

    private boolean isGenuine(ChunkAuthentication agreed, ByteBuf packet, int at, int length) {
        ChunkAuthentication.Verdict verdict = agreed.verify(packet, at, length);
        if (verdict == ChunkAuthentication.Verdict.UNSUPPORTED_HMAC) {
            byte[] id = {packet.getByte(at + 6), packet.getByte(at + 7)};
            packets.chunk(Wire.ERROR, 0, Causes.of(ChunkAuthentication.CAUSE_UNSUPPORTED_HMAC, id));
        }
        if (verdict != ChunkAuthentication.Verdict.GOOD) {
            notGenuine++;
        }
        return verdict == ChunkAuthentication.Verdict.GOOD;
    }

    /// Packets dropped because their AUTH chunk was wrong.
    long notGenuine() {
        return notGenuine;
    }

    /// @return whether to go on with the packet
    private boolean chunk(ByteBuf packet, int at, int length, int type) {
        int flags = packet.getUnsignedByte(at + 1);
        switch (type) {
            case Wire.DATA -> dataReceived(packet, at, length, flags);
            case Wire.SACK -> sackReceived(packet, at, length);
            case Wire.INIT_ACK -> initAckReceived(packet, at, length);
            case Wire.COOKIE_ACK -> {
                if (state == State.COOKIE_ECHOED) {
                    if (initTransmissions == 1) {
                        paths.primary().rto().sample(clock.getAsLong() - initSentNanos);
                    }
                    up();
                }
            }
            case Wire.HEARTBEAT -> heartbeatReceived(packet, at, length);
            case Wire.HEARTBEAT_ACK -> {
                for (int i = 0; i < paths.size(); i++) {
                    if (paths.get(i).answered(packet, at, length, clock.getAsLong())) {
                        peerAlive(paths.get(i));
                    }
                }
            }
            case Wire.ABORT -> lost("aborted by the peer: " + Causes.describe(packet, at, length));
            case Wire.ERROR -> errorReceived(packet, at, length);
            case Wire.SHUTDOWN -> shutdownReceived(packet, at, length);
            case Wire.SHUTDOWN_ACK -> {
                if (state == State.SHUTDOWN_SENT || state == State.SHUTDOWN_ACK_SENT) {
                    packets.finish(); // it goes alone, §6.10
                    packets.bare(Wire.SHUTDOWN_COMPLETE, 0);
                    close(new AssociationEvent.Closed());
                }
            }
            case Wire.SHUTDOWN_COMPLETE -> {
                if (state == State.SHUTDOWN_ACK_SENT) {
                    close(new AssociationEvent.Closed());
                }
            }
            case Wire.INIT, Wire.COOKIE_ECHO -> {} // the endpoint's business
            default -> {
                // The two high bits of the type say whether to report and whether to go on (§3.2).
                if ((type & 0x40) != 0 && state != State.COOKIE_WAIT) {
                    int most = Math.min(length, packets.capacity() - 8);
                    packets.chunk(
                            Wire.ERROR,
                            0,
                            Causes.echo(Wire.CAUSE_UNRECOGNIZED_CHUNK, packet, at, most));
                }
                return (type & 0x80) != 0;
            }
        }
        return true;
    }

    private void dataReceived(ByteBuf packet, int at, int length, int flags) {
        if (!canReceive()) {
            return;
        }
        Reception.Fault fault = reception.data(packet, at, length, flags);
        if (fault == null) {
            return;
        }
        if (fault.fatal()) {
            abort(fault.cause(), fault.reason());
        } else {
            packets.chunk(Wire.ERROR, 0, fault.cause());
        }
    }

    /// The owner has read a delivered message: the receive window opens again.
    void consumed(SctpMessage message) {
        reception.consumed(message);
    }

    private boolean canReceive() {
        return state == State.ESTABLISHED
                || state == State.SHUTDOWN_PENDING
                || state == State.SHUTDOWN_SENT;
    }

    private void sackReceived(ByteBuf packet, int at, int length) {
        if (outbound.streams() == 0 || state == State.COOKIE_WAIT || state == State.COOKIE_ECHOED) {
            return;
        }
        int gaps = length < 16 ? 0 : packet.getUnsignedShort(at + 12);
        int duplicates = length < 16 ? 0 : packet.getUnsignedShort(at + 14);
        if (length < 16 + 4 * (gaps + duplicates)) {
            abort(Causes.text(Wire.CAUSE_PROTOCOL_VIOLATION, "short SACK"), "malformed SACK");
            return;
        }
        acknowledge(packet.getInt(at + 4), packet.getUnsignedInt(at + 8), packet, at + 16, gaps);
    }

    private void acknowledge(
            int cumulativeTsn, long window, ByteBuf packet, int gapsAt, int gapCount) {
        long now = clock.getAsLong();
        boolean probing = outbound.peerWindowClosed();
        switch (outbound.acknowledge(cumulativeTsn, window, packet, gapsAt, gapCount, now)) {
            case IMPOSSIBLE ->
                    abort(
                            Causes.text(
                                    Wire.CAUSE_PROTOCOL_VIOLATION, "acknowledged a TSN not sent"),
                            "the peer acknowledged what was not sent");
            case OLD -> {}
            case NO_PROGRESS -> {
                if (probing) { // §6.1 A: a closed window is not a dead peer
                    peerAlive(paths.forData());
                }
                timeRenegedData(now);
            }
            case PROGRESS -> {
                for (int i = 0; i < paths.size(); i++) {
                    Path path = paths.get(i);
                    if (path.newlyAcked > 0) {
                        peerAlive(path);
                    }
                    if (path.flightOctets == 0) {
                        path.dataDeadline = NEVER;
                    } else if (path.oldestAcked) {
                        path.dataDeadline = now + path.rto().nanos();
                    }
                }
                timeRenegedData(now);
                freed();
            }
        }
    }

    /// What was reported and no longer is may be all that is under way (§6.2.1 D iii).
    private void timeRenegedData(long now) {
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            if (path.flightOctets > 0 && path.dataDeadline == NEVER) {
                path.dataDeadline = now + path.rto().nanos();
            }
        }
    }

    private void freed() {
        if (sendBufferFull && outbound.bufferedOctets() <= settings.sendBufferOctets() / 4 * 3) {
            sendBufferFull = false;
            output.sendBufferFreed();
        }
    }

    private void heartbeatReceived(ByteBuf packet, int at, int length) {
        if (state == State.COOKIE_WAIT || Wire.padded(length) > packets.capacity()) {
            return;
        }
        ByteBuf answer = packets.with(Wire.HEARTBEAT_ACK, Wire.padded(length));
        Wire.writeChunkHeader(answer, Wire.HEARTBEAT_ACK, 0, length);
        answer.writeBytes(packet, at + Wire.CHUNK_HEADER, length - Wire.CHUNK_HEADER);
        Wire.pad(answer, length);
    }

    private void errorReceived(ByteBuf packet, int at, int length) {
        int code = Causes.firstCode(packet, at, length);
        if (code == Wire.CAUSE_STALE_COOKIE) {
            if (state == State.COOKIE_ECHOED) { // elsewhere dropped, §5.2.6
                staleCookie(packet, at, length);
            }
        } else if (wasUp) {
            output.event(new AssociationEvent.PeerError(code, Causes.describe(packet, at, length)));
        }
    }

    private void peerAlive(Path path) {
        switch (paths.alive(path)) {
            case ACTIVE -> {}
            case INACTIVE -> output.event(new AssociationEvent.PathReachable(sctpAddress(path)));
            case UNCONFIRMED -> output.event(new AssociationEvent.PathConfirmed(sctpAddress(path)));
        }
    }

    // ---- sending ----

    /// Whether a message can be taken over now; where not for want of room, `sendBufferFreed` tells when.
    boolean canSend() {
        boolean full = outbound.bufferedOctets() >= settings.sendBufferOctets();
        sendBufferFull |= full;
        return state == State.ESTABLISHED && !full;
    }

    /// Why a message can never be sent, or null where it can.
    @Nullable String refusal(SctpMessage message) {
        int octets = message.payload().readableBytes();
        if (state != State.ESTABLISHED) {
            return "the association is shutting down";
        }
        if (message.streamId() < 0 || message.streamId() >= outbound.streams()) {
            return "stream "
                    + message.streamId()
                    + ": 0 to "
                    + (outbound.streams() - 1)
                    + " were agreed";
        }
        if (octets == 0) {
            return "an empty message can't be sent";
        }
        return octets > settings.maxMessageOctets()
                ? "message of " + octets + " octets, at most " + settings.maxMessageOctets()
                : null;
    }

    /// Adds, takes into use or forgets a shared key of SCTP-AUTH.
    ///
    /// @return why not, or null where it is done
    @Nullable String key(AssociationKey change) {
        ChunkAuthentication agreed = authentication;
        if (agreed == null) {
            return "SCTP-AUTH is not agreed: set authenticatedChunks on both sides";
        }
        packets.finish();
        return switch (change) {
            case AssociationKey.Add(int id, byte[] secret) -> {
                agreed.put(id, secret);
                Arrays.fill(secret, (byte) 0);
                yield null;
            }
            case AssociationKey.Use(int id) -> agreed.use(id) ? null : "no shared key " + id;
            case AssociationKey.Remove(int id) ->
                    agreed.remove(id) ? null : "shared key " + id + " is in use";
        };
    }

    /// Takes a message over that is not refused; it goes out on `flush`.
    void send(SctpMessage message) {
        outbound.add(message);
    }

    /// Sends what is due: SACK, retransmissions, new data, and what shutting down needs. Does nothing in the midst of a packet.
    void flush() {
        if (busy) {
            return;
        }
        if (!isClosed()) {
            if (reception.isSackDue() && canReceive()) {
                packets.towards(paths.reply());
                reception.writeSack(packets);
            }
            if (wasUp) {
                transmit();
                proceedWithShutdown();
            }
            packets.finish();
        }
        long deadline = nextDeadline();
        if (deadline != reportedDeadline) {
            reportedDeadline = deadline;
            output.wakeAt(deadline);
        }
    }

    private void transmit() {
        if (outbound.isEmpty()) {
            return;
        }
        if (outbound.hasLost()) {
            transmit(paths.forRetransmission());
        }
        transmit(paths.forData());
    }

    private void transmit(Path path) {
        long now = clock.getAsLong();
        if (path.flightOctets == 0 && now - path.lastDataNanos > path.rto().nanos()) {
            path.congestion().idle();
        }
        path.renewBurst();
        packets.towards(path);
        while (true) {
            int room = packets.room();
            OutChunk chunk = null;
            if (reception.hasUnacked()
                    && !packets.hasData()
                    && path == paths.reply()
                    && canReceive()) {
                int sack = reception.sackLength();
                chunk = sack > room ? null : outbound.next(path, room - sack, false, now);
                if (chunk != null) {
                    reception.writeSack(packets);
                }
            }
            if (chunk == null) {
                chunk = outbound.next(path, room, packets.hasData(), now);
            }
            if (chunk != null) {
                chunk.writeTo(packets.with(Wire.DATA, chunk.wireLength()));
                path.lastDataNanos = now;
                if (path.dataDeadline == NEVER || outbound.isOldest(chunk)) {
                    path.dataDeadline = now + path.rto().nanos();
                }
            } else if (packets.isEmpty()) {
                return;
            } else {
                packets.finish();
            }
        }
    }

    // ---- the end ----

    /// Ends in good order once all is acknowledged (§9.2); before the set-up is through, at once.
    void shutdown() {
        switch (state) {
            case COOKIE_WAIT, COOKIE_ECHOED -> fail("closed before it was established");
            case ESTABLISHED -> state = State.SHUTDOWN_PENDING;
            default -> {}
        }
    }

    private void proceedWithShutdown() {
        if (!outbound.isEmpty()) {
            return;
        }
        if (state == State.SHUTDOWN_PENDING) {
            state = State.SHUTDOWN_SENT;
            // T5-shutdown-guard: from the first SHUTDOWN on; data before it has the time it needs.
            guardDeadline = clock.getAsLong() + 5 * settings.rtoMax().toNanos();
            paths.stop();
            packets.towards(paths.forData());
            if (reception.hasUnacked()) {
                reception.writeSack(packets);
            }
            sendShutdown();
        } else if (state == State.SHUTDOWN_RECEIVED) {
            packets.towards(paths.forData());
            sendShutdownAck();
        }
    }

    private void sendShutdown() {
        ByteBuf packet = packets.with(Wire.SHUTDOWN, 8);
        Wire.writeChunkHeader(packet, Wire.SHUTDOWN, 0, 8);
        packet.writeInt(reception.cumulative());
        shutdownDeadline = clock.getAsLong() + paths.forRetransmission().rto().nanos();
    }

    private void sendShutdownAck() {
        state = State.SHUTDOWN_ACK_SENT;
        paths.stop();
        packets.bare(Wire.SHUTDOWN_ACK, 0);
        shutdownDeadline = clock.getAsLong() + paths.forRetransmission().rto().nanos();
    }

    private void shutdownReceived(ByteBuf packet, int at, int length) {
        if (state == State.COOKIE_WAIT || state == State.COOKIE_ECHOED || length < 8) {
            return;
        }
        acknowledge(packet.getInt(at + 4), -1, packet, at, 0);
        switch (state) {
            case ESTABLISHED -> {
                state = State.SHUTDOWN_RECEIVED;
                output.event(new AssociationEvent.PeerShutdown());
            }
            case SHUTDOWN_PENDING -> state = State.SHUTDOWN_RECEIVED;
            case SHUTDOWN_SENT -> sendShutdownAck();
            case SHUTDOWN_ACK_SENT -> repeatShutdownAck(); // the peer missed it
            default -> {}
        }
    }

    /// An INIT or a SHUTDOWN came while this side waits for SHUTDOWN COMPLETE (§9.2): the peer missed the SHUTDOWN ACK.
    void repeatShutdownAck() {
        packets.bare(Wire.SHUTDOWN_ACK, 0);
    }

    private void shutdownTimedOut() {
        Path path = paths.forRetransmission();
        if (countFailure(path)) {
            return;
        }
        paths.turnFrom(path);
        packets.towards(paths.forRetransmission());
        if (state == State.SHUTDOWN_SENT) {
            sendShutdown();
        } else {
            sendShutdownAck();
        }
    }

    /// Ends at once with an ABORT to the peer.
    void abort(String reason) {
        abort(Causes.text(Wire.CAUSE_USER_ABORT, reason), "aborted here: " + reason);
    }

    private void abort(byte[] cause, String reason) {
        if (isClosed()) {
            return;
        }
        if (packets.peerTag() != 0) {
            packets.chunk(Wire.ABORT, 0, cause);
        }
        fail(reason);
    }

    private void lost(String reason) {
        fail(reason);
    }

    private void fail(String reason) {
        if (wasUp) {
            close(new AssociationEvent.Lost(reason));
        } else {
            end();
            output.setUpFailed(reason);
        }
    }

    private void close(AssociationEvent event) {
        end();
        output.event(event);
    }

    private void end() {
        state = State.CLOSED;
        packets.finish();
        outbound.release();
        reception.release();
        paths.stop();
        setUpDeadline = NEVER;
        shutdownDeadline = NEVER;
        guardDeadline = NEVER;
    }

    // ---- time ----

    private long nextDeadline() {
        return Math.min(
                Math.min(setUpDeadline, reception.sackDeadline()),
                Math.min(Math.min(shutdownDeadline, guardDeadline), paths.deadline()));
    }

    /// Does what time asks for. Calls before the time told by `wakeAt` are harmless.
    void expire() {
        long now = clock.getAsLong();
        reportedDeadline = NEVER;
        busy = true;
        if (setUpDeadline <= now) {
            setUpTimedOut();
        }
        if (guardDeadline <= now) {
            abort(
                    Causes.text(Wire.CAUSE_USER_ABORT, "shutdown took too long"),
                    "shutdown not done after "
                            + TimeUnit.NANOSECONDS.toSeconds(5 * settings.rtoMax().toNanos())
                            + " s");
        }
        if (shutdownDeadline <= now) {
            shutdownTimedOut();
        }
        for (int i = 0; i < paths.size() && !isClosed(); i++) {
            Path path = paths.get(i);
            if (path.dataDeadline <= now) {
                dataTimedOut(path);
            }
            if (path.heartbeatDeadline() <= now && !isClosed()) {
                heartbeatTimedOut(path, now);
            }
        }
        if (reception.sackDeadline() <= now) {
            reception.sackDelayIsOver();
        }
        busy = false;
        flush();
    }

    private void dataTimedOut(Path path) {
        path.dataDeadline = NEVER;
        if (countFailure(path)) {
            return;
        }
        outbound.timeout(path);
        paths.turnFrom(path);
    }

    private void heartbeatTimedOut(Path path, long now) {
        if (path.isAwaiting()) {
            path.rest(now);
            countFailure(path);
        } else if (path.flightOctets > 0) {
            path.rest(now);
        } else {
            path.writeHeartbeat(packets, now);
        }
    }

    /// @return whether that was the end of the association
    private boolean countFailure(Path path) {
        switch (paths.failed(path)) {
            case GOES_ON -> {
                return false;
            }
            case UNREACHABLE -> {
                output.event(new AssociationEvent.PathUnreachable(sctpAddress(path)));
                return isClosed();
            }
            case LOST -> {
                lost(
                        "the peer does not answer: "
                                + (settings.associationMaxRetrans() + 1)
                                + " tries without acknowledgement");
                return true;
            }
        }
        return false;
    }
}

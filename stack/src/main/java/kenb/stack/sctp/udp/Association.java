package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    private static final long NEVER = PathMonitor.NEVER;
    private static final int SACK_EVERY_PACKETS = 2;
    private static final byte[] NO_PARAMETERS = {};

    /// Memory besides the payload that an unread message is charged for.
    private static final int MESSAGE_OVERHEAD = 32;

    private final SctpSettings settings;
    private final LongSupplier clock;
    private final Random random;
    private final ByteBufAllocator allocator;
    private final AssociationOutput output;
    private final PacketWriter packets;
    private final PathMonitor path;
    private final int localPort;
    private final int peerPort;

    private State state = State.CLOSED;
    private boolean wasUp;
    private boolean busy;
    private int localTag;
    private int localTsn;
    private List<InetAddress> peerAddresses = List.of();
    private byte @Nullable [] cookie;
    private byte[] initParameters = NO_PARAMETERS;
    private int initTransmissions;
    private boolean retriedStaleCookie;
    private long initSentNanos;

    private Outbound outbound;
    private Inbound inbound;
    private ReceivedTsns received;
    private boolean sendBufferFull;
    private long lastDataNanos;

    private int unreadOctets;
    private int advertisedWindow;
    private int packetsUnacked;
    private boolean sackDue;
    private boolean packetHadData;

    private long setUpDeadline = NEVER;
    private long dataDeadline = NEVER;
    private long sackDeadline = NEVER;
    private long shutdownDeadline = NEVER;
    private long guardDeadline = NEVER;
    private long reportedDeadline = NEVER;

    /// @param udpAddress where the peer's packets go: its address and its UDP port
    /// @param localTag verification tag of this side, not zero
    Association(
            SctpSettings settings,
            LongSupplier clock,
            Random random,
            ByteBufAllocator allocator,
            CRC32C crc,
            int localPort,
            int peerPort,
            InetSocketAddress udpAddress,
            int localTag,
            AssociationOutput output) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.allocator = allocator;
        this.output = output;
        this.localPort = localPort;
        this.peerPort = peerPort;
        this.localTag = localTag;
        this.localTsn = random.nextInt();
        this.path = new PathMonitor(settings, random);
        this.packets =
                new PacketWriter(
                        allocator,
                        crc,
                        output,
                        localPort,
                        peerPort,
                        settings.pmtuOctets(),
                        udpAddress);
        this.outbound = new Outbound(packets.capacity(), 0, localTsn, 0);
        this.inbound = newInbound(0);
        this.received = new ReceivedTsns(0);
        this.advertisedWindow = settings.receiveBufferOctets();
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

    int localPort() {
        return localPort;
    }

    int peerPort() {
        return peerPort;
    }

    /// The peer's address with its UDP port, as last learnt.
    InetSocketAddress udpAddress() {
        return packets.peer();
    }

    /// The peer's address with its SCTP port.
    InetSocketAddress peerAddress() {
        return new InetSocketAddress(packets.peer().getAddress(), peerPort);
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    int inStreams() {
        return inbound.streams();
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
        int length = InitChunk.FIXED_LENGTH + initParameters.length;
        ByteBuf packet = packets.with(length);
        InitChunk.encodeFixed(
                packet,
                Wire.INIT,
                initParameters.length,
                localTag,
                settings.receiveBufferOctets(),
                settings.outStreams(),
                settings.maxInStreams(),
                localTsn);
        packet.writeBytes(initParameters);
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
        setUpDeadline = initSentNanos + path.rto().nanos();
    }

    private void setUpTimedOut() {
        if (initTransmissions > settings.maxInitRetransmits()) {
            fail(
                    (state == State.COOKIE_WAIT ? "INIT" : "COOKIE ECHO")
                            + " unanswered after "
                            + initTransmissions
                            + " tries: is the peer up, and is "
                            + packets.peer().getPort()
                            + " its UDP encapsulation port?");
            return;
        }
        path.rto().backOff();
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
        if (ack == null || ack.tag() == 0 || ack.outStreams() == 0 || ack.inStreams() == 0) {
            abort(Causes.of(Wire.CAUSE_INVALID_PARAMETER, NO_PARAMETERS), "malformed INIT ACK");
            return;
        }
        packets.peerTag(ack.tag());
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
        if (initTransmissions == 1) {
            path.rto().sample(clock.getAsLong() - initSentNanos);
        }
        peerAddresses = ack.addresses();
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

    private void prepare(int outStreams, int inStreams, int peerTsn, long peerWindow) {
        outbound.release();
        inbound.release();
        outbound = new Outbound(packets.capacity(), outStreams, localTsn, peerWindow);
        inbound = newInbound(inStreams);
        received = new ReceivedTsns(peerTsn);
    }

    private Inbound newInbound(int streams) {
        return new Inbound(allocator, streams, settings.maxMessageOctets(), this::deliver);
    }

    private void deliver(SctpMessage message) {
        unreadOctets += charge(message);
        output.deliver(message);
    }

    private static int charge(SctpMessage message) {
        return message.payload().readableBytes() + MESSAGE_OVERHEAD;
    }

    /// A listener's cookie came back: established at once, COOKIE ACK sent.
    void accept(StateCookie accepted) {
        localTsn = accepted.localTsn();
        localTag = accepted.localTag();
        peerAddresses = accepted.peerAddresses();
        packets.peerTag(accepted.peerTag());
        prepare(
                accepted.outStreams(),
                accepted.inStreams(),
                accepted.peerTsn(),
                accepted.peerWindow());
        packets.bare(Wire.COOKIE_ACK, 0);
        up();
    }

    private void up() {
        state = State.ESTABLISHED;
        wasUp = true;
        cookie = null;
        setUpDeadline = NEVER;
        lastDataNanos = clock.getAsLong();
        path.alive();
        path.rest(lastDataNanos);
        output.event(new AssociationEvent.Up(inbound.streams(), outbound.streams()));
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
                echoed.localTieTag() == localTag && echoed.peerTieTag() == packets.peerTag();
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
        localTsn = echoed.localTsn();
        localTag = echoed.localTag();
        peerAddresses = echoed.peerAddresses();
        packets.peerTag(echoed.peerTag());
        prepare(echoed.outStreams(), echoed.inStreams(), echoed.peerTsn(), echoed.peerWindow());
        sackDue = false;
        packetsUnacked = 0;
        sackDeadline = NEVER;
        dataDeadline = NEVER;
        shutdownDeadline = NEVER;
        guardDeadline = NEVER;
        boolean closing = state != State.ESTABLISHED;
        state = State.ESTABLISHED;
        packets.bare(Wire.COOKIE_ACK, 0);
        path.alive();
        path.rest(clock.getAsLong());
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
        int moreMillis = (int) Math.min(2 * (staleMicros / 1000 + 1), Integer.MAX_VALUE);
        initParameters =
                new byte[] {
                    0,
                    InitChunk.COOKIE_PRESERVATIVE,
                    0,
                    8,
                    (byte) (moreMillis >> 24),
                    (byte) (moreMillis >> 16),
                    (byte) (moreMillis >> 8),
                    (byte) moreMillis
                };
        cookie = null;
        initTransmissions = 0;
        state = State.COOKIE_WAIT;
        sendInit();
    }

    // ---- packets in ----

    /// Whether the peer has, or listed, this address.
    boolean hasPeer(InetAddress address) {
        return packets.peer().getAddress().equals(address) || peerAddresses.contains(address);
    }

    /// Takes a packet whose checksum and ports are right and whose tag is this side's; the caller keeps it.
    ///
    /// @param from the UDP address it came from; a new UDP port of the peer is adopted (RFC 6951 §5.4)
    void receive(ByteBuf packet, InetSocketAddress from) {
        if (isClosed()) {
            return;
        }
        InetSocketAddress known = packets.peer();
        if (known.getPort() != from.getPort() && known.getAddress().equals(from.getAddress())) {
            packets.finish();
            packets.peer(from);
        }
        boolean outermost = !busy;
        busy = true;
        packetHadData = false;
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
            if (!chunk(packet, at, length, from)) {
                break;
            }
            at += Wire.padded(length);
        }
        if (packetHadData && !isClosed()) {
            acknowledgeSoon();
        }
        busy = !outermost;
    }

    /// @return whether to go on with the packet
    private boolean chunk(ByteBuf packet, int at, int length, InetSocketAddress from) {
        int flags = packet.getUnsignedByte(at + 1);
        int type = packet.getUnsignedByte(at);
        switch (type) {
            case Wire.DATA -> dataReceived(packet, at, length, flags);
            case Wire.SACK -> sackReceived(packet, at, length);
            case Wire.INIT_ACK -> initAckReceived(packet, at, length);
            case Wire.COOKIE_ACK -> {
                if (state == State.COOKIE_ECHOED) {
                    if (initTransmissions == 1) {
                        path.rto().sample(clock.getAsLong() - initSentNanos);
                    }
                    up();
                }
            }
            case Wire.HEARTBEAT -> heartbeatReceived(packet, at, length, from);
            case Wire.HEARTBEAT_ACK -> {
                if (path.answered(packet, at, length, clock.getAsLong())) {
                    peerAlive();
                }
            }
            case Wire.ABORT -> lost("aborted by the peer: " + Causes.describe(packet, at, length));
            case Wire.ERROR -> errorReceived(packet, at, length);
            case Wire.SHUTDOWN -> shutdownReceived(packet, at, length);
            case Wire.SHUTDOWN_ACK -> {
                if (state == State.SHUTDOWN_SENT || state == State.SHUTDOWN_ACK_SENT) {
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
                if ((type & 0x40) != 0) {
                    packets.chunk(
                            Wire.ERROR,
                            0,
                            Causes.echo(Wire.CAUSE_UNRECOGNIZED_CHUNK, packet, at, length));
                }
                return (type & 0x80) != 0;
            }
        }
        return true;
    }

    private void dataReceived(ByteBuf packet, int at, int length, int flags) {
        if (state != State.ESTABLISHED
                && state != State.SHUTDOWN_PENDING
                && state != State.SHUTDOWN_SENT) {
            return;
        }
        if (length <= Wire.DATA_HEADER) {
            if (length < Wire.DATA_HEADER) {
                abort(Causes.text(Wire.CAUSE_PROTOCOL_VIOLATION, "short DATA"), "malformed DATA");
            } else {
                abort(
                        Causes.ofInt(Wire.CAUSE_NO_USER_DATA, packet.getInt(at + 4)),
                        "DATA without data");
            }
            return;
        }
        int tsn = packet.getInt(at + 4);
        packetHadData = true;
        if (received.has(tsn)) {
            received.duplicate(tsn);
            sackDue = true;
            return;
        }
        if (received.beyondSpan(tsn) || !hasRoomFor(tsn)) {
            sackDue = true;
            return;
        }
        int streamId = packet.getUnsignedShort(at + 8);
        boolean next = tsn == received.cumulative() + 1;
        received.add(tsn);
        if ((flags & Wire.IMMEDIATE) != 0 || received.hasGaps() || !next) {
            sackDue = true;
        }
        if (streamId >= inbound.streams()) {
            packets.chunk(Wire.ERROR, 0, Causes.invalidStream(streamId));
            return;
        }
        int octets = length - Wire.DATA_HEADER;
        ByteBuf payload =
                !next && 4 * octets < packet.capacity()
                        ? allocator
                                .directBuffer(octets)
                                .writeBytes(packet, at + Wire.DATA_HEADER, octets)
                        : packet.retainedSlice(at + Wire.DATA_HEADER, octets);
        String wrong =
                inbound.add(
                        new InChunk(
                                tsn,
                                flags,
                                streamId,
                                packet.getUnsignedShort(at + 10),
                                packet.getInt(at + 12),
                                payload));
        if (wrong != null) {
            abort(Causes.text(Wire.CAUSE_PROTOCOL_VIOLATION, wrong), wrong);
        } else if (inbound.heldOctets()
                > (long) settings.receiveBufferOctets() + settings.maxMessageOctets()) {
            abort(Causes.of(Wire.CAUSE_OUT_OF_RESOURCE, NO_PARAMETERS), "receive buffer overrun");
        }
    }

    /// A full window refuses what is new, save what fills a hole or lets a message become whole that blocks the window itself.
    private boolean hasRoomFor(int tsn) {
        return freeOctets() > 0
                || Wire.before(tsn, received.highest())
                || (unreadOctets == 0 && tsn == received.cumulative() + 1);
    }

    private int freeOctets() {
        return settings.receiveBufferOctets() - unreadOctets - inbound.heldOctets();
    }

    private int window() {
        int least = unreadOctets == 0 ? packets.capacity() : 0;
        return Math.max(least, freeOctets());
    }

    /// The owner has read a delivered message: the receive window opens again.
    void consumed(SctpMessage message) {
        unreadOctets -= charge(message);
        int window = window();
        int half = settings.receiveBufferOctets() / 2;
        if (advertisedWindow < half && window - advertisedWindow >= half / 2 && canReceive()) {
            sackDue = true;
        }
    }

    private boolean canReceive() {
        return state == State.ESTABLISHED
                || state == State.SHUTDOWN_PENDING
                || state == State.SHUTDOWN_SENT;
    }

    private void acknowledgeSoon() {
        if (++packetsUnacked >= SACK_EVERY_PACKETS) {
            sackDue = true;
        }
        if (state == State.SHUTDOWN_SENT) { // §9.2: SACK and SHUTDOWN at once
            sackDue = true;
            writeSack();
            sendShutdown();
        } else if (!sackDue && sackDeadline == NEVER) {
            sackDeadline = clock.getAsLong() + settings.sackDelay().toNanos();
        }
    }

    private void writeSack() {
        int length = Math.min(received.sackLength(), packets.capacity());
        advertisedWindow = window();
        received.writeSack(packets.with(length), advertisedWindow, length);
        sackDue = false;
        packetsUnacked = 0;
        sackDeadline = NEVER;
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
        int oldest = outbound.oldestTsn();
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
                    peerAlive();
                }
            }
            case PROGRESS -> {
                peerAlive();
                if (outbound.roundTripNanos() >= 0) {
                    path.rto().sample(outbound.roundTripNanos());
                }
                if (!outbound.hasOutstanding()) {
                    dataDeadline = NEVER;
                } else if (oldest != outbound.oldestTsn()) {
                    dataDeadline = now + path.rto().nanos();
                }
                freed();
            }
        }
    }

    private void freed() {
        if (sendBufferFull && outbound.bufferedOctets() <= settings.sendBufferOctets() / 4 * 3) {
            sendBufferFull = false;
            output.sendBufferFreed();
        }
    }

    private void heartbeatReceived(ByteBuf packet, int at, int length, InetSocketAddress from) {
        if (state == State.COOKIE_WAIT || Wire.padded(length) > packets.capacity()) {
            return;
        }
        boolean elsewhere = !from.equals(packets.peer());
        if (elsewhere) {
            packets.finish();
        }
        ByteBuf answer = packets.with(Wire.padded(length));
        Wire.writeChunkHeader(answer, Wire.HEARTBEAT_ACK, 0, length);
        answer.writeBytes(packet, at + Wire.CHUNK_HEADER, length - Wire.CHUNK_HEADER);
        Wire.pad(answer, length);
        if (elsewhere) {
            packets.finish(from);
        }
    }

    private void errorReceived(ByteBuf packet, int at, int length) {
        int code = Causes.firstCode(packet, at, length);
        if (state == State.COOKIE_ECHOED && code == Wire.CAUSE_STALE_COOKIE) {
            staleCookie(packet, at, length);
        } else if (wasUp) {
            output.event(new AssociationEvent.PeerError(code, Causes.describe(packet, at, length)));
        }
    }

    private void peerAlive() {
        if (path.alive()) {
            output.event(new AssociationEvent.PathReachable(peerAddress()));
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
            if (sackDue && canReceive()) {
                writeSack();
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
        long now = clock.getAsLong();
        if (outbound.flightOctets() == 0 && now - lastDataNanos > path.rto().nanos()) {
            outbound.idle();
        }
        outbound.renewBurst();
        while (true) {
            int room = packets.room();
            OutChunk chunk = null;
            if (packetsUnacked > 0 && !packets.hasData() && canReceive()) {
                int sack = received.sackLength();
                chunk = sack > room ? null : outbound.next(room - sack, false, now);
                if (chunk != null) {
                    writeSack();
                }
            }
            if (chunk == null) {
                chunk = outbound.next(room, packets.hasData(), now);
            }
            if (chunk != null) {
                chunk.writeTo(packets.withData(chunk.wireLength()));
                lastDataNanos = now;
                if (dataDeadline == NEVER || chunk.tsn == outbound.oldestTsn()) {
                    dataDeadline = now + path.rto().nanos();
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
            case ESTABLISHED -> {
                state = State.SHUTDOWN_PENDING;
                guardDeadline = clock.getAsLong() + 5 * settings.rtoMax().toNanos();
            }
            default -> {}
        }
    }

    private void proceedWithShutdown() {
        if (!outbound.isEmpty()) {
            return;
        }
        if (state == State.SHUTDOWN_PENDING) {
            state = State.SHUTDOWN_SENT;
            path.stop();
            if (packetsUnacked > 0) {
                writeSack();
            }
            sendShutdown();
        } else if (state == State.SHUTDOWN_RECEIVED) {
            sendShutdownAck();
        }
    }

    private void sendShutdown() {
        ByteBuf packet = packets.with(8);
        Wire.writeChunkHeader(packet, Wire.SHUTDOWN, 0, 8);
        packet.writeInt(received.cumulative());
        shutdownDeadline = clock.getAsLong() + path.rto().nanos();
    }

    private void sendShutdownAck() {
        state = State.SHUTDOWN_ACK_SENT;
        path.stop();
        packets.bare(Wire.SHUTDOWN_ACK, 0);
        shutdownDeadline = clock.getAsLong() + path.rto().nanos();
    }

    private void shutdownReceived(ByteBuf packet, int at, int length) {
        if (state == State.COOKIE_WAIT || state == State.COOKIE_ECHOED || length < 8) {
            return;
        }
        acknowledge(packet.getInt(at + 4), -1, packet, at, 0);
        switch (state) {
            case ESTABLISHED -> {
                state = State.SHUTDOWN_RECEIVED;
                guardDeadline = clock.getAsLong() + 5 * settings.rtoMax().toNanos();
                output.event(new AssociationEvent.PeerShutdown());
            }
            case SHUTDOWN_PENDING -> state = State.SHUTDOWN_RECEIVED;
            case SHUTDOWN_SENT -> sendShutdownAck();
            default -> {}
        }
    }

    /// An INIT came while this side waits for SHUTDOWN COMPLETE (§9.2): the peer missed the SHUTDOWN ACK.
    void repeatShutdownAck() {
        packets.bare(Wire.SHUTDOWN_ACK, 0);
    }

    private void shutdownTimedOut() {
        if (countFailure()) {
            return;
        }
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
        inbound.release();
        path.stop();
        sackDue = false;
        setUpDeadline = NEVER;
        dataDeadline = NEVER;
        sackDeadline = NEVER;
        shutdownDeadline = NEVER;
        guardDeadline = NEVER;
    }

    // ---- time ----

    private long nextDeadline() {
        return Math.min(
                Math.min(
                        Math.min(setUpDeadline, dataDeadline),
                        Math.min(sackDeadline, shutdownDeadline)),
                Math.min(guardDeadline, path.deadline()));
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
        if (dataDeadline <= now) {
            dataTimedOut(now);
        }
        if (sackDeadline <= now) {
            sackDue = true;
            sackDeadline = NEVER;
        }
        if (path.deadline() <= now) {
            heartbeatTimedOut(now);
        }
        busy = false;
        flush();
    }

    private void dataTimedOut(long now) {
        if (countFailure()) {
            return;
        }
        outbound.timeout();
        dataDeadline = now + path.rto().nanos();
    }

    private void heartbeatTimedOut(long now) {
        if (path.isAwaiting()) {
            path.rest(now);
            countFailure();
        } else if (outbound.hasOutstanding()) {
            path.rest(now);
        } else {
            path.writeHeartbeat(packets, now);
        }
    }

    /// @return whether that was the end of the association
    private boolean countFailure() {
        switch (path.failed()) {
            case GOES_ON -> {
                return false;
            }
            case UNREACHABLE -> {
                output.event(new AssociationEvent.PathUnreachable(peerAddress()));
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

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The receiving half of an association: DATA in, messages out, the receive window, when a SACK is due (RFC 9260 §6.2, §6.5 to §6.9).
final class Reception {
    /// What DATA the peer should not have sent comes to.
    ///
    /// @param fatal whether the association ends by it
    record Fault(byte[] cause, String reason, boolean fatal) {}

    private static final byte[] NONE = {};

    /// Memory besides the payload that an unread message is charged for.
    private static final int MESSAGE_OVERHEAD = 32;

    private final SctpSettings settings;
    private final LongSupplier clock;
    private final ByteBufAllocator allocator;
    private final Consumer<SctpMessage> deliver;
    private final int packetOctets;
    private Inbound inbound;
    private ReceivedTsns received = new ReceivedTsns(0);
    private int unreadOctets;
    private int advertisedWindow;
    private int packetsUnacked;
    private boolean sackDue;
    private boolean packetHadData;
    private long sackDeadline = Path.NEVER;

    /// @param packetOctets of chunks in a packet
    /// @param deliver takes each whole message, in order
    Reception(
            SctpSettings settings,
            LongSupplier clock,
            ByteBufAllocator allocator,
            int packetOctets,
            Consumer<SctpMessage> deliver) {
        this.settings = settings;
        this.clock = clock;
        this.allocator = allocator;
        this.packetOctets = packetOctets;
        this.deliver = deliver;
        this.inbound = newInbound(0);
        this.advertisedWindow = settings.receiveBufferOctets();
    }

    private Inbound newInbound(int streams) {
        return new Inbound(allocator, streams, settings.maxMessageOctets(), this::whole);
    }

    private void whole(SctpMessage message) {
        unreadOctets += charge(message);
        deliver.accept(message);
    }

    private static int charge(SctpMessage message) {
        return message.payload().readableBytes() + MESSAGE_OVERHEAD;
    }

    /// Forgets what was there and waits for the peer's first TSN; what is unread stays counted.
    void begin(int streams, int peerTsn) {
        inbound.release();
        inbound = newInbound(streams);
        received = new ReceivedTsns(peerTsn);
        stop();
    }

    /// Lets everything go.
    void release() {
        inbound.release();
        stop();
    }

    private void stop() {
        sackDue = false;
        packetsUnacked = 0;
        sackDeadline = Path.NEVER;
    }

    int streams() {
        return inbound.streams();
    }

    /// Cumulative TSN Ack.
    int cumulative() {
        return received.cumulative();
    }

    // ---- DATA ----

    void packetBegins() {
        packetHadData = false;
    }

    /// Takes a DATA chunk.
    @Nullable Fault data(ByteBuf packet, int at, int length, int flags) {
        if (length <= Wire.DATA_HEADER) {
            return length < Wire.DATA_HEADER
                    ? violation("malformed DATA")
                    : new Fault(
                            Causes.ofInt(Wire.CAUSE_NO_USER_DATA, packet.getInt(at + 4)),
                            "DATA without data",
                            true);
        }
        int tsn = packet.getInt(at + 4);
        packetHadData = true;
        if (received.has(tsn)) {
            received.duplicate(tsn);
            sackDue = true;
            return null;
        }
        if (received.beyondSpan(tsn) || !hasRoomFor(tsn)) {
            sackDue = true;
            return null;
        }
        boolean hadGaps = received.hasGaps();
        received.add(tsn);
        // §6.7: at once for a new gap and for one that is filled, so that the peer's window opens
        // again.
        if ((flags & Wire.IMMEDIATE) != 0 || hadGaps || received.hasGaps()) {
            sackDue = true;
        }
        int streamId = packet.getUnsignedShort(at + 8);
        if (streamId >= inbound.streams()) {
            return new Fault(Causes.invalidStream(streamId), "", false);
        }
        String wrong = inbound.add(packet, at, length, flags, received);
        if (wrong != null) {
            return violation(wrong);
        }
        return inbound.heldOctets()
                        > (long) settings.receiveBufferOctets() + settings.maxMessageOctets()
                ? new Fault(
                        Causes.of(Wire.CAUSE_OUT_OF_RESOURCE, NONE), "receive buffer overrun", true)
                : null;
    }

    private static Fault violation(String what) {
        return new Fault(Causes.text(Wire.CAUSE_PROTOCOL_VIOLATION, what), what, true);
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
        int least = unreadOctets == 0 ? packetOctets : 0;
        return Math.max(least, freeOctets());
    }

    /// A delivered message was read: the window opens again, and the peer is told where that matters to it.
    void consumed(SctpMessage message) {
        unreadOctets -= charge(message);
        int window = window();
        int half = settings.receiveBufferOctets() / 2;
        if (advertisedWindow < half && window - advertisedWindow >= half / 2) {
            sackDue = true;
        }
    }

    // ---- SACK ----

    /// @return whether the packet had DATA
    boolean packetEnds() {
        if (!packetHadData) {
            return false;
        }
        if (++packetsUnacked >= settings.sackEveryPackets()) {
            sackDue = true;
        } else if (!sackDue && sackDeadline == Path.NEVER) {
            sackDeadline = clock.getAsLong() + settings.sackDelay().toNanos();
        }
        return true;
    }

    boolean isSackDue() {
        return sackDue;
    }

    /// DATA came that no SACK has told of.
    boolean hasUnacked() {
        return packetsUnacked > 0;
    }

    long sackDeadline() {
        return sackDeadline;
    }

    void sackDelayIsOver() {
        sackDue = true;
        sackDeadline = Path.NEVER;
    }

    int sackLength() {
        return received.sackLength();
    }

    void writeSack(PacketWriter packets) {
        int length = Math.min(received.sackLength(), packets.capacity());
        advertisedWindow = window();
        received.writeSack(packets.with(Wire.SACK, length), advertisedWindow, length);
        stop();
    }
}

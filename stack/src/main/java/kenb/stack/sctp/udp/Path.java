package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.SctpSettings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/// One address of the peer as a destination: what is under way to it, how fast it takes data, whether it answers (RFC 9260 §5.4,
/// §6.3, §7.2, §8.2, §8.3).
final class Path {
    static final long NEVER = Long.MAX_VALUE;

    /// Heartbeat Info: type 1(16) ‖ length(16) ‖ sent at(64) ‖ nonce(64).
    private static final int INFO_TYPE = 1;

    private static final int INFO_LENGTH = 20;

    /// §6.1 D.
    private static final int MAX_BURST_PACKETS = 4;

    enum State {
        /// Listed by the peer, not yet heard of: gets heartbeats only (§5.4).
        UNCONFIRMED,
        ACTIVE,
        INACTIVE
    }

    private final int socket;
    private InetSocketAddress udpAddress;
    private final Random random;
    private final long heartbeatInterval;
    private final int maxErrors;
    private final RetransmissionTimeout rto;

    private State state;
    private int errors;
    private boolean awaited;
    private long nonce;
    private long heartbeatDeadline = NEVER;

    private CongestionWindow congestion = new CongestionWindow(0, 0);
    private int mtu;
    private int burstLeft;
    private int burstEarned;

    /// Octets of DATA sent here last and not acknowledged.
    int flightOctets;

    /// The same before the SACK at hand, and what that SACK acknowledges of it.
    int flightBefore;

    int newlyAcked;

    /// The SACK at hand moved the cumulative TSN over a chunk sent here: the retransmission timer starts anew (§6.3.2 R3).
    boolean oldestAcked;

    boolean inRecovery;
    int recoveryExit;

    /// Expiry of T3-rtx.
    long dataDeadline = NEVER;

    /// When DATA was last sent here.
    long lastDataNanos;

    /// @param socket index of the local socket that reaches it
    /// @param udpAddress the peer's address and its UDP port
    Path(
            int socket,
            InetSocketAddress udpAddress,
            State state,
            SctpSettings settings,
            Random random) {
        this.socket = socket;
        this.udpAddress = udpAddress;
        this.state = state;
        this.random = random;
        this.heartbeatInterval = settings.heartbeatInterval().toNanos();
        this.maxErrors = settings.pathMaxRetrans();
        this.rto =
                new RetransmissionTimeout(
                        settings.rtoInitial().toNanos(),
                        settings.rtoMin().toNanos(),
                        settings.rtoMax().toNanos());
    }

    int socket() {
        return socket;
    }

    InetSocketAddress udpAddress() {
        return udpAddress;
    }

    InetAddress address() {
        return udpAddress.getAddress();
    }

    /// The peer's packets come from another UDP port now (RFC 6951 §5.4).
    void udpPort(int port) {
        udpAddress = new InetSocketAddress(udpAddress.getAddress(), port);
    }

    RetransmissionTimeout rto() {
        return rto;
    }

    State state() {
        return state;
    }

    boolean isActive() {
        return state == State.ACTIVE;
    }

    // ---- data ----

    /// Forgets what was under way; a new association begins.
    ///
    /// @param packetOctets of chunks in a packet
    void begin(int packetOctets, long peerWindow) {
        mtu = packetOctets;
        congestion =
                new CongestionWindow(packetOctets, (int) Math.min(peerWindow, Integer.MAX_VALUE));
        flightOctets = 0;
        newlyAcked = 0;
        burstEarned = 0;
        inRecovery = false;
        dataDeadline = NEVER;
        renewBurst();
    }

    CongestionWindow congestion() {
        return congestion;
    }

    boolean isFull() {
        return congestion.isFull(flightOctets);
    }

    /// A transmission opportunity begins: acknowledged octets and four packets may go (§6.1 D).
    void renewBurst() {
        burstLeft = burstEarned + MAX_BURST_PACKETS * mtu;
        burstEarned = 0;
    }

    boolean burstIsOver() {
        return burstLeft <= 0;
    }

    void sent(OutChunk chunk) {
        flightOctets += chunk.length;
        burstLeft -= chunk.wireLength();
    }

    void earnBurst(int octets) {
        burstEarned += octets;
    }

    // ---- whether it answers ----

    long heartbeatDeadline() {
        return heartbeatDeadline;
    }

    /// The next heartbeat is due an interval plus RTO, jittered by half, from now (§8.3).
    void rest(long nowNanos) {
        awaited = false;
        long span = rto.nanos();
        heartbeatDeadline =
                heartbeatInterval == 0
                        ? NEVER
                        : nowNanos
                                + heartbeatInterval
                                + span / 2
                                + (long) (random.nextDouble() * span);
    }

    /// The next heartbeat is due now.
    void probe(long nowNanos) {
        awaited = false;
        heartbeatDeadline = nowNanos;
    }

    void stop() {
        heartbeatDeadline = NEVER;
        dataDeadline = NEVER;
        awaited = false;
    }

    boolean isAwaiting() {
        return awaited;
    }

    /// Writes a HEARTBEAT and waits an RTO for its answer.
    void writeHeartbeat(PacketWriter packets, long nowNanos) {
        nonce = random.nextLong();
        awaited = true;
        heartbeatDeadline = nowNanos + rto.nanos();
        packets.towards(this);
        int length = Wire.CHUNK_HEADER + INFO_LENGTH;
        ByteBuf packet = packets.with(Wire.HEARTBEAT, length);
        Wire.writeChunkHeader(packet, Wire.HEARTBEAT, 0, length);
        packet.writeShort(INFO_TYPE).writeShort(INFO_LENGTH).writeLong(nowNanos).writeLong(nonce);
    }

    /// Takes a HEARTBEAT ACK's value; one that isn't the answer awaited is ignored.
    ///
    /// @return whether it is the answer
    boolean answered(ByteBuf packet, int at, int length, long nowNanos) {
        if (!awaited
                || length < Wire.CHUNK_HEADER + INFO_LENGTH
                || packet.getLong(at + 16) != nonce
                || packet.getUnsignedShort(at + 4) != INFO_TYPE) {
            return false;
        }
        rto.sample(Math.max(0, nowNanos - packet.getLong(at + 8)));
        rest(nowNanos);
        return true;
    }

    /// Something sent here was not answered in time.
    ///
    /// @return true where the path counts as inactive from now on
    boolean failed() {
        rto.backOff();
        errors++;
        if (state != State.ACTIVE || errors <= maxErrors) {
            return false;
        }
        state = State.INACTIVE;
        return true;
    }

    /// Something sent here was answered.
    ///
    /// @return what it was before
    State alive() {
        errors = 0;
        State before = state;
        state = State.ACTIVE;
        return before;
    }
}

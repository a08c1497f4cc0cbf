package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.SctpSettings;

import java.util.Random;

/// Whether the peer's address answers: heartbeats and the error counts of path and association (RFC 9260 §8.1 to §8.3).
final class PathMonitor {
    static final long NEVER = Long.MAX_VALUE;

    /// Heartbeat Info: type 1(16) ‖ length(16) ‖ sent at(64) ‖ nonce(64).
    private static final int INFO_TYPE = 1;

    private static final int INFO_LENGTH = 20;

    /// What an unanswered retransmission or heartbeat comes to.
    enum Verdict {
        GOES_ON,
        UNREACHABLE,
        LOST
    }

    private final Random random;
    private final long interval;
    private final int pathMaxRetrans;
    private final int associationMaxRetrans;
    private final RetransmissionTimeout rto;
    private int errors;
    private boolean unreachable;
    private boolean awaited;
    private long nonce;
    private long deadline = NEVER;

    PathMonitor(SctpSettings settings, Random random) {
        this.random = random;
        this.interval = settings.heartbeatInterval().toNanos();
        this.pathMaxRetrans = settings.pathMaxRetrans();
        this.associationMaxRetrans = settings.associationMaxRetrans();
        this.rto =
                new RetransmissionTimeout(
                        settings.rtoInitial().toNanos(),
                        settings.rtoMin().toNanos(),
                        settings.rtoMax().toNanos());
    }

    RetransmissionTimeout rto() {
        return rto;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    long deadline() {
        return deadline;
    }

    /// The next heartbeat is due an interval plus RTO, jittered by half, from now (§8.3).
    void rest(long nowNanos) {
        awaited = false;
        deadline =
                interval == 0 ? NEVER : nowNanos + interval + rto.nanos() / 2 + jitter(rto.nanos());
    }

    private long jitter(long span) {
        return (long) (random.nextDouble() * span);
    }

    void stop() {
        deadline = NEVER;
        awaited = false;
    }

    boolean isAwaiting() {
        return awaited;
    }

    /// Writes a HEARTBEAT and waits an RTO for its answer.
    void writeHeartbeat(PacketWriter packets, long nowNanos) {
        nonce = random.nextLong();
        awaited = true;
        deadline = nowNanos + rto.nanos();
        int length = Wire.CHUNK_HEADER + INFO_LENGTH;
        ByteBuf packet = packets.with(length);
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

    /// Something sent was not answered in time.
    Verdict failed() {
        rto.backOff();
        errors++;
        if (errors > associationMaxRetrans) {
            return Verdict.LOST;
        }
        if (errors > pathMaxRetrans && !unreachable) {
            unreachable = true;
            return Verdict.UNREACHABLE;
        }
        return Verdict.GOES_ON;
    }

    /// The peer answered.
    ///
    /// @return true where it was held unreachable
    boolean alive() {
        errors = 0;
        boolean back = unreachable;
        unreachable = false;
        return back;
    }
}

package kenb.stack.gtpu;

import io.netty.buffer.ByteBuf;

import kenb.codec.gtp.GtpuHeader;
import kenb.codec.gtp.GtpuMessages;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/// What a GTP-U entity does with a message, besides what a packet or an end marker means to its tunnel (TS 29.281 §7).
public final class GtpuReceiver {
    private final InetAddress here;
    private long malformed;
    private long unknownTunnel;
    private long errorIndications;

    /// @param here this entity's address, for error indications
    public GtpuReceiver(InetAddress here) {
        this.here = here;
    }

    /// The tunnels behind the receiver; `C` is what their owner needs to act, e.g. its way to send.
    public interface Tunnels<C> {

        /// A packet for a tunnel; it is taken over when the tunnel is here.
        ///
        /// @return false when there is no such tunnel
        boolean packet(int teid, ByteBuf packet, C context);

        void endMarker(int teid, C context);
    }

    /// Takes over the message.
    ///
    /// @return a message to send back, or null
    public <C> @Nullable ByteBuf receive(ByteBuf message, Tunnels<C> tunnels, C context) {
        int offset = GtpuHeader.payloadOffset(message);
        if (offset < 0) {
            malformed++;
            message.release();
            return null;
        }
        message.writerIndex(message.readerIndex() + GtpuHeader.octets(message));
        int teid = GtpuHeader.teid(message);
        int sequence = GtpuHeader.sequence(message);
        ByteBuf answer = null;
        switch (GtpuHeader.type(message)) {
            case GtpuHeader.G_PDU -> {
                if (tunnels.packet(teid, message.skipBytes(offset), context)) {
                    return null;
                }
                unknownTunnel++;
                answer = GtpuMessages.errorIndication(message.alloc(), 0, teid, here);
            }
            case GtpuHeader.END_MARKER -> tunnels.endMarker(teid, context);
            case GtpuHeader.ECHO_REQUEST ->
                    answer = GtpuMessages.echoResponse(message.alloc(), sequence);
            case GtpuHeader.ERROR_INDICATION -> errorIndications++;
            default -> {}
        }
        message.release();
        return answer;
    }

    public long malformed() {
        return malformed;
    }

    public long unknownTunnel() {
        return unknownTunnel;
    }

    public long errorIndications() {
        return errorIndications;
    }
}

package kenb.stack.gtpu;

import io.netty.buffer.ByteBuf;

import kenb.codec.gtp.GtpuExtension;
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
    private long notUnderstood;

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

        /// A G-PDU with extension headers ({@link kenb.codec.gtp.GtpuExtension}): the whole message, taken over when the tunnel is here. Unless
        /// overridden, the packet inside is handed on by {@link #packet}.
        ///
        /// @param message from its header on
        /// @param payload offset of the packet from the reader index
        /// @return false when there is no such tunnel
        default boolean extended(int teid, ByteBuf message, int payload, C context) {
            int start = message.readerIndex();
            boolean taken = packet(teid, message.skipBytes(payload), context);
            if (!taken) message.readerIndex(start);
            return taken;
        }

        /// The peer knows none of its tunnel ends of this TEID any more: send nothing there.
        default void errorIndication(int teid, C context) {}

        /// For {@link GtpuPaths#echoResponse}.
        default void echoResponse(int sequence, C context) {}

        /// The peer does not understand an extension header that was sent to it.
        default void extensionHeadersRefused(C context) {}
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
                if (GtpuExtension.notUnderstood(message) != GtpuExtension.NONE) {
                    notUnderstood++;
                    answer = GtpuMessages.supportedExtensionHeaders(message.alloc(), sequence);
                    break;
                }
                if (gPdu(teid, message, offset, tunnels, context)) return null;
                unknownTunnel++;
                answer = GtpuMessages.errorIndication(message.alloc(), 0, teid, here);
            }
            case GtpuHeader.END_MARKER -> tunnels.endMarker(teid, context);
            case GtpuHeader.ECHO_REQUEST ->
                    answer = GtpuMessages.echoResponse(message.alloc(), sequence);
            case GtpuHeader.ECHO_RESPONSE -> tunnels.echoResponse(sequence, context);
            case GtpuHeader.ERROR_INDICATION -> {
                errorIndications++;
                int gone = GtpuMessages.errorIndicationTeid(message, offset);
                if (gone != 0) tunnels.errorIndication(gone, context);
            }
            case GtpuHeader.SUPPORTED_EXTENSION_HEADERS -> tunnels.extensionHeadersRefused(context);
            default -> {}
        }
        message.release();
        return answer;
    }

    private static <C> boolean gPdu(
            int teid, ByteBuf message, int offset, Tunnels<C> tunnels, C context) {
        return offset == GtpuHeader.OCTETS
                ? tunnels.packet(teid, message.skipBytes(offset), context)
                : tunnels.extended(teid, message, offset, context);
    }

    /// G-PDUs dropped for an extension header that must be understood and is not.
    public long notUnderstood() {
        return notUnderstood;
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

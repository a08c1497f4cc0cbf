package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// INIT and INIT ACK (RFC 9260 §3.3.2, §3.3.3): fixed part and the parameters that matter here.
///
/// @param tag Initiate Tag
/// @param receiverWindow a_rwnd, octets, unsigned
/// @param addresses the peer's listed addresses
/// @param cookie State Cookie of an INIT ACK
/// @param unrecognized parameters to report back, each whole with padding
/// @param cookieExtensionMillis Cookie Preservative, 0 where absent
/// @param authentication key vector of the peer's SCTP-AUTH offer (RFC 4895 §3), empty where it makes none
/// @param hostName true where the peer gave a host name instead of addresses, which RFC 9260 forbids
record InitChunk(
        int tag,
        long receiverWindow,
        int outStreams,
        int inStreams,
        int initialTsn,
        List<InetAddress> addresses,
        byte @Nullable [] cookie,
        byte[] unrecognized,
        long cookieExtensionMillis,
        byte[] authentication,
        boolean hostName) {

    static final int FIXED_LENGTH = 20;

    private static final int HEARTBEAT_INFO = 1;
    private static final int IPV4 = 5;
    private static final int IPV6 = 6;
    static final int STATE_COOKIE = 7;
    static final int UNRECOGNIZED = 8;
    private static final int COOKIE_PRESERVATIVE = 9;
    private static final int HOST_NAME = 11;
    private static final int SUPPORTED_ADDRESS_TYPES = 12;
    private static final int SUPPORTED_EXTENSIONS = 0x8008;
    private static final int LEAST_WINDOW = 1500;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_UNRECOGNIZED = 512;
    private static final byte[] NONE = {};

    /// All it takes to offer 256 chunk types and some dozen HMACs.
    private static final int MAX_VECTOR = 384;

    /// Whether there are streams both ways and the least window allowed (RFC 9260 §3.3.2, §3.3.3; erratum 7148).
    boolean isUsable() {
        return outStreams > 0 && inStreams > 0 && receiverWindow >= LEAST_WINDOW;
    }

    /// Reads a chunk at `at` of `length` octets as its header says; null where it is malformed.
    static @Nullable InitChunk decode(ByteBuf packet, int at, int length) {
        if (length < FIXED_LENGTH) {
            return null;
        }
        List<InetAddress> addresses = new ArrayList<>();
        byte[] cookie = null;
        ByteBuf unrecognized = null;
        long cookieExtension = 0;
        byte[] random = NONE;
        byte[] chunks = NONE;
        byte[] algorithms = NONE;
        boolean hostName = false;
        int end = at + length;
        int next = at + FIXED_LENGTH;
        while (end - next >= 4) {
            int parameter = next;
            int type = packet.getUnsignedShort(parameter);
            int size = packet.getUnsignedShort(parameter + 2);
            if (size < 4 || parameter + size > end) {
                return null;
            }
            next = parameter + Wire.padded(size);
            switch (type) {
                case IPV4, IPV6 -> {
                    if (size != (type == IPV4 ? 8 : 20)) {
                        return null;
                    }
                    if (addresses.size() < MAX_ADDRESSES) {
                        addresses.add(
                                address(ByteBufUtil.getBytes(packet, parameter + 4, size - 4)));
                    }
                }
                case STATE_COOKIE -> cookie = ByteBufUtil.getBytes(packet, parameter + 4, size - 4);
                case COOKIE_PRESERVATIVE -> {
                    if (size != 8) {
                        return null;
                    }
                    cookieExtension = packet.getUnsignedInt(parameter + 4);
                }
                case HOST_NAME -> hostName = true;
                case ChunkAuthentication.RANDOM ->
                        random = ByteBufUtil.getBytes(packet, parameter, size);
                case ChunkAuthentication.CHUNKS ->
                        chunks = ByteBufUtil.getBytes(packet, parameter, size);
                case ChunkAuthentication.HMAC_ALGO ->
                        algorithms = ByteBufUtil.getBytes(packet, parameter, size);
                case HEARTBEAT_INFO, UNRECOGNIZED, SUPPORTED_ADDRESS_TYPES -> {}
                default -> {
                    // The two high bits say whether to go on and whether to report (RFC 9260
                    // §3.2.1).
                    if ((type & 0x4000) != 0) {
                        unrecognized = unrecognized == null ? Unpooled.buffer() : unrecognized;
                        if (unrecognized.readableBytes() + Wire.padded(size) <= MAX_UNRECOGNIZED) {
                            unrecognized.writeBytes(packet, parameter, size);
                            Wire.pad(unrecognized, size);
                        }
                    }
                    if ((type & 0x8000) == 0) {
                        next = end;
                    }
                }
            }
        }
        byte[] reported = unrecognized == null ? NONE : ByteBufUtil.getBytes(unrecognized);
        return new InitChunk(
                packet.getInt(at + 4),
                packet.getUnsignedInt(at + 8),
                packet.getUnsignedShort(at + 12),
                packet.getUnsignedShort(at + 14),
                packet.getInt(at + 16),
                List.copyOf(addresses),
                cookie,
                reported,
                cookieExtension,
                vector(random, chunks, algorithms),
                hostName);
    }

    private static byte[] vector(byte[] random, byte[] chunks, byte[] algorithms) {
        int length = random.length + chunks.length + algorithms.length;
        if (random.length == 0 || algorithms.length == 0 || length > MAX_VECTOR) {
            return NONE;
        }
        return ByteBuffer.allocate(length).put(random).put(chunks).put(algorithms).array();
    }

    /// What may follow the fixed part of INIT and INIT ACK, padded: this side's addresses, the SCTP-AUTH offer, and for an INIT a longer
    /// life of the cookie.
    static byte[] parameters(
            List<InetAddress> addresses, int cookieExtensionMillis, byte[] authentication) {
        ByteBuf out = Unpooled.buffer(64);
        for (InetAddress address : addresses) {
            byte[] octets = address.getAddress();
            encodeParameter(out, octets.length == 4 ? IPV4 : IPV6, octets);
        }
        if (cookieExtensionMillis != 0) {
            out.writeShort(COOKIE_PRESERVATIVE).writeShort(8).writeInt(cookieExtensionMillis);
        }
        if (authentication.length
                > 0) { // RFC 5061 §4.2.7: some believe the list of extensions only
            encodeParameter(out, SUPPORTED_EXTENSIONS, new byte[] {Wire.AUTH});
            ChunkAuthentication.encode(out, authentication);
        }
        return ByteBufUtil.getBytes(out);
    }

    /// Writes the fixed part; parameters of `parametersLength` octets follow, padded as they are.
    static void encodeFixed(
            ByteBuf packet,
            int type,
            int parametersLength,
            int tag,
            int receiverWindow,
            int outStreams,
            int inStreams,
            int initialTsn) {
        Wire.writeChunkHeader(packet, type, 0, FIXED_LENGTH + parametersLength);
        packet.writeInt(tag).writeInt(receiverWindow);
        packet.writeShort(outStreams).writeShort(inStreams).writeInt(initialTsn);
    }

    static void encodeParameter(ByteBuf packet, int type, byte[] value) {
        packet.writeShort(type).writeShort(4 + value.length).writeBytes(value);
        Wire.pad(packet, value.length);
    }

    static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address is 4 or 16 octets", e);
        }
    }
}

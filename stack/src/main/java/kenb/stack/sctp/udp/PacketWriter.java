package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.zip.CRC32C;

/// Bundles chunks into packets of at most the path's size (RFC 9260 §6.10); a packet is sealed and sent when the next chunk has
/// no room in it, or on `finish`.
final class PacketWriter {
    private static final int IPV4_AND_UDP = 20 + 8;
    private static final int IPV6_AND_UDP = 40 + 8;

    private final ByteBufAllocator allocator;
    private final CRC32C crc;
    private final AssociationOutput output;
    private final int localPort;
    private final int peerPort;
    private final int size;
    private Path path;
    private int peerTag;
    private @Nullable ByteBuf packet;
    private boolean data;
    private @Nullable ChunkAuthentication authentication;

    /// Where the AUTH chunk of the packet under way begins, or -1.
    private int authAt = -1;

    PacketWriter(
            ByteBufAllocator allocator,
            CRC32C crc,
            AssociationOutput output,
            int localPort,
            int peerPort,
            int pmtuOctets,
            Path path) {
        this.allocator = allocator;
        this.crc = crc;
        this.output = output;
        this.localPort = localPort;
        this.peerPort = peerPort;
        this.size = pmtuOctets - below(path.address()) & ~3;
        this.path = path;
    }

    /// Octets of the headers below SCTP.
    private static int below(InetAddress peer) {
        return peer instanceof Inet4Address ? IPV4_AND_UDP : IPV6_AND_UDP;
    }

    /// From here on packets go to this address.
    void towards(Path destination) {
        if (path != destination) {
            finish();
            path = destination;
        }
    }

    /// Chunks that the peer wants so go behind an AUTH chunk from here on; null ends that.
    void authentication(@Nullable ChunkAuthentication agreed) {
        finish();
        authentication = agreed;
    }

    int peerTag() {
        return peerTag;
    }

    void peerTag(int tag) {
        finish();
        peerTag = tag;
    }

    /// Octets of chunks a packet holds beside an AUTH chunk where there may be one.
    int capacity() {
        return size - Wire.COMMON_HEADER - ChunkAuthentication.room(authentication);
    }

    boolean isEmpty() {
        return packet == null;
    }

    boolean hasData() {
        return data;
    }

    /// Octets left in the packet under way for DATA, all of it where there is none.
    int room() {
        ByteBuf open = packet;
        return size
                - (open == null ? Wire.COMMON_HEADER : open.readableBytes())
                - authRoom(Wire.DATA);
    }

    /// Octets of an AUTH chunk that has to go in front of this one.
    private int authRoom(int type) {
        ChunkAuthentication agreed = authentication;
        return agreed != null && authAt < 0 && agreed.peerWants(type)
                ? ChunkAuthentication.room(agreed)
                : 0;
    }

    /// A packet with room for a chunk of `octets`, padding included, to be written by the caller.
    ByteBuf with(int type, int octets) {
        ByteBuf open = packet;
        if (open != null && size - open.readableBytes() < octets + authRoom(type)) {
            finish();
            open = null;
        }
        int auth = authRoom(type);
        if (open == null) {
            open = allocator.directBuffer(Math.max(size, Wire.COMMON_HEADER + octets + auth));
            Wire.writeHeader(open, localPort, peerPort, peerTag);
            packet = open;
        }
        ChunkAuthentication agreed = authentication;
        if (auth > 0 && agreed != null) {
            authAt = open.writerIndex();
            agreed.begin(open);
        }
        data |= type == Wire.DATA;
        return open;
    }

    /// A chunk of a header alone.
    void bare(int type, int flags) {
        Wire.writeChunkHeader(with(type, Wire.CHUNK_HEADER), type, flags, Wire.CHUNK_HEADER);
    }

    void chunk(int type, int flags, byte[] value) {
        int length = Wire.CHUNK_HEADER + value.length;
        ByteBuf open = with(type, Wire.padded(length));
        Wire.writeChunkHeader(open, type, flags, length);
        open.writeBytes(value);
        Wire.pad(open, length);
    }

    /// Sends the packet under way, if any.
    void finish() {
        ByteBuf open = packet;
        if (open == null) {
            return;
        }
        packet = null;
        data = false;
        ChunkAuthentication agreed = authentication;
        if (authAt >= 0 && agreed != null) {
            agreed.seal(open, authAt);
        }
        authAt = -1;
        Wire.seal(open, crc);
        output.send(path.socket(), open, path.udpAddress());
    }
}

package kenb.stack.sctp.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
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
    private InetSocketAddress peer;
    private int peerTag;
    private @Nullable ByteBuf packet;
    private boolean data;

    PacketWriter(
            ByteBufAllocator allocator,
            CRC32C crc,
            AssociationOutput output,
            int localPort,
            int peerPort,
            int pmtuOctets,
            InetSocketAddress peer) {
        this.allocator = allocator;
        this.crc = crc;
        this.output = output;
        this.localPort = localPort;
        this.peerPort = peerPort;
        this.size = sctpOctets(pmtuOctets, peer);
        this.peer = peer;
    }

    /// Octets of the largest SCTP packet that a path takes, a multiple of four.
    static int sctpOctets(int pmtuOctets, InetSocketAddress peer) {
        int below = peer.getAddress().getAddress().length == 4 ? IPV4_AND_UDP : IPV6_AND_UDP;
        return pmtuOctets - below & ~3;
    }

    InetSocketAddress peer() {
        return peer;
    }

    void peer(InetSocketAddress udpAddress) {
        peer = udpAddress;
    }

    int peerTag() {
        return peerTag;
    }

    void peerTag(int tag) {
        finish();
        peerTag = tag;
    }

    /// Octets of chunks a packet holds.
    int capacity() {
        return size - Wire.COMMON_HEADER;
    }

    boolean isEmpty() {
        return packet == null;
    }

    boolean hasData() {
        return data;
    }

    /// Octets left in the packet under way, all of it where there is none.
    int room() {
        ByteBuf open = packet;
        return size - (open == null ? Wire.COMMON_HEADER : open.readableBytes());
    }

    /// A packet with room for a chunk of `octets`, padding included, to be written by the caller.
    ByteBuf with(int octets) {
        ByteBuf open = packet;
        if (open != null && size - open.readableBytes() < octets) {
            finish();
            open = null;
        }
        if (open == null) {
            open = allocator.directBuffer(Math.max(size, Wire.COMMON_HEADER + octets));
            Wire.writeHeader(open, localPort, peerPort, peerTag);
            packet = open;
        }
        return open;
    }

    /// The same for a DATA chunk.
    ByteBuf withData(int octets) {
        ByteBuf open = with(octets);
        data = true;
        return open;
    }

    /// A chunk of a header alone.
    void bare(int type, int flags) {
        Wire.writeChunkHeader(with(Wire.CHUNK_HEADER), type, flags, Wire.CHUNK_HEADER);
    }

    void chunk(int type, int flags, byte[] value) {
        int length = Wire.CHUNK_HEADER + value.length;
        ByteBuf open = with(Wire.padded(length));
        Wire.writeChunkHeader(open, type, flags, length);
        open.writeBytes(value);
        Wire.pad(open, length);
    }

    /// Sends the packet under way, if any.
    void finish() {
        finish(peer);
    }

    void finish(InetSocketAddress to) {
        ByteBuf open = packet;
        if (open != null) {
            packet = null;
            data = false;
            Wire.seal(open, crc);
            output.send(open, to);
        }
    }
}

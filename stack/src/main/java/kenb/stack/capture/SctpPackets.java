package kenb.stack.capture;

import kenb.stack.capture.CapturedPdu.Damage;
import kenb.stack.capture.CapturedPdu.Message;
import kenb.stack.capture.CapturedPdu.Origin;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// SCTP packets (RFC 9260 §3) to user messages, any number of associations at once.
final class SctpPackets {
    private static final int COMMON_HEADER = 12;
    private static final int DATA = 0;
    private static final int DATA_HEADER = 16;
    private static final int I_DATA = 64;
    private static final int MAX_DIRECTIONS = 4096;

    /// The verification tag tells directions apart even where a peer has several addresses; where it is 0
    /// (a capture made by hand) the addresses must.
    private record Direction(
            int sourcePort,
            int destinationPort,
            int tag,
            @Nullable InetAddress source,
            @Nullable InetAddress destination) {}

    private final LinkedHashMap<Direction, SctpReassembly> directions = new LinkedHashMap<>();

    /// Whether these octets are an SCTP packet beyond doubt: the checksum fits (RFC 9260 §6.8).
    static boolean checksumFits(ByteBuffer packet) {
        if (packet.remaining() < COMMON_HEADER + 4 || packet.getInt(8) == 0) return false;
        var crc = new CRC32C();
        crc.update(packet.slice(0, 8));
        crc.update(new byte[4]);
        crc.update(packet.slice(COMMON_HEADER, packet.limit() - COMMON_HEADER));
        return Integer.reverseBytes((int) crc.getValue()) == packet.getInt(8);
    }

    /// Reads one packet; `length` is its octets on the wire.
    void read(
            Origin seen,
            @Nullable InetAddress source,
            @Nullable InetAddress destination,
            ByteBuffer packet,
            int length,
            Consumer<CapturedPdu> out) {
        if (packet.remaining() < COMMON_HEADER) {
            out.accept(new Damage(seen, "an SCTP packet of " + packet.remaining() + " octets"));
            return;
        }
        int sourcePort = packet.getShort(0) & 0xFFFF;
        int destinationPort = packet.getShort(2) & 0xFFFF;
        int tag = packet.getInt(4);
        var origin =
                new Origin(
                        seen.packet(),
                        seen.epochNanos(),
                        source == null ? null : new InetSocketAddress(source, sourcePort),
                        destination == null
                                ? null
                                : new InetSocketAddress(destination, destinationPort),
                        seen.interfaceName(),
                        seen.comments());
        var direction =
                new Direction(
                        sourcePort,
                        destinationPort,
                        tag,
                        tag == 0 ? source : null,
                        tag == 0 ? destination : null);
        for (int offset = COMMON_HEADER; offset + 4 <= length; ) {
            int left = packet.limit() - offset;
            if (left < 4) {
                out.accept(cut(origin, packet, length));
                return;
            }
            int type = packet.get(offset) & 0xFF;
            int chunkLength = packet.getShort(offset + 2) & 0xFFFF;
            if (chunkLength < 4 || offset + chunkLength > length) {
                out.accept(
                        new Damage(
                                origin,
                                "an SCTP chunk of type %d says it has %d octets, %d remain"
                                        .formatted(type, chunkLength, length - offset)));
                return;
            }
            if (chunkLength > left) {
                out.accept(cut(origin, packet, length));
                return;
            }
            if (type == DATA) {
                data(origin, direction, packet.slice(offset, chunkLength), out);
            } else if (type == I_DATA) {
                interleaved(origin, packet.slice(offset, chunkLength), out);
            }
            offset += chunkLength + 3 & ~3;
        }
    }

    /// Reports what never became whole.
    void finish(Origin end, Consumer<CapturedPdu> out) {
        for (Map.Entry<Direction, SctpReassembly> entry : directions.entrySet()) {
            long incomplete = entry.getValue().incomplete();
            if (incomplete == 0) continue;
            out.accept(
                    new Damage(
                            end,
                            "SCTP port %d to %d: %d fragments whose message is not whole in this capture"
                                    .formatted(
                                            entry.getKey().sourcePort,
                                            entry.getKey().destinationPort,
                                            incomplete)));
        }
    }

    private void data(
            Origin origin, Direction direction, ByteBuffer chunk, Consumer<CapturedPdu> out) {
        if (chunk.remaining() < DATA_HEADER + 1) {
            out.accept(new Damage(origin, "an SCTP DATA chunk without user data"));
            return;
        }
        int flags = chunk.get(1);
        byte[] payload = new byte[chunk.remaining() - DATA_HEADER];
        chunk.get(DATA_HEADER, payload);
        var reassembly = directions.computeIfAbsent(direction, _ -> new SctpReassembly());
        if (directions.size() > MAX_DIRECTIONS) directions.pollFirstEntry();
        var whole =
                reassembly.add(
                        new SctpReassembly.Chunk(
                                chunk.getInt(4),
                                (flags & 2) != 0,
                                (flags & 1) != 0,
                                (flags & 4) != 0,
                                chunk.getShort(8) & 0xFFFF,
                                chunk.getShort(10) & 0xFFFF,
                                chunk.getInt(12),
                                payload));
        if (whole == null) return;
        var first = whole.first();
        out.accept(
                new Message(
                        origin,
                        first.streamId(),
                        first.payloadProtocolId(),
                        first.unordered(),
                        whole.payload()));
    }

    /// I-DATA (RFC 8260 §2.1), as far as messages of one chunk.
    private static void interleaved(Origin origin, ByteBuffer chunk, Consumer<CapturedPdu> out) {
        int header = 20;
        if (chunk.remaining() <= header || (chunk.get(1) & 3) != 3) {
            out.accept(
                    new Damage(origin, "a fragment in an I-DATA chunk, which is not reassembled"));
            return;
        }
        byte[] payload = new byte[chunk.remaining() - header];
        chunk.get(header, payload);
        int streamId = chunk.getShort(8) & 0xFFFF;
        boolean unordered = (chunk.get(1) & 4) != 0;
        out.accept(new Message(origin, streamId, chunk.getInt(16), unordered, payload));
    }

    private static Damage cut(Origin origin, ByteBuffer packet, int length) {
        return new Damage(
                origin,
                "the capture holds %d of %d octets of an SCTP packet (snap length)"
                        .formatted(packet.limit(), length));
    }
}

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
    private static final int I_DATA_HEADER = 20;
    private static final int MAX_DIRECTIONS = 4096;
    private static final long MAX_FRAGMENT_OCTETS = 64 << 20;
    private static final int MOST_REPORTED = 20;

    /// The verification tag tells directions apart even where a peer has several addresses; where it is 0
    /// (a capture made by hand) the addresses must.
    private record Direction(
            int sourcePort,
            int destinationPort,
            int tag,
            @Nullable InetAddress source,
            @Nullable InetAddress destination) {}

    private final LinkedHashMap<Direction, SctpReassembly> directions =
            new LinkedHashMap<>(64, 0.75f, true);
    private long fragmentOctets;
    private long evicted;
    private long evictedFragments;

    /// Whether these octets are an SCTP packet beyond doubt: the checksum fits (RFC 9260 §6.8).
    static boolean checksumFits(ByteBuffer packet) {
        if (packet.remaining() < COMMON_HEADER + 4 || packet.getInt(8) == 0) return false;
        int firstChunk = packet.getShort(COMMON_HEADER + 2) & 0xFFFF;
        if (firstChunk < 4 || firstChunk > packet.remaining() - COMMON_HEADER) return false;
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
            if (type == DATA || type == I_DATA) {
                data(origin, direction, packet.slice(offset, chunkLength), out);
            }
            offset += chunkLength + 3 & ~3;
        }
    }

    /// Reports what never became whole.
    void finish(Origin end, Consumer<CapturedPdu> out) {
        int reported = 0;
        long unreported = evictedFragments;
        for (Map.Entry<Direction, SctpReassembly> entry : directions.entrySet()) {
            long incomplete = entry.getValue().incomplete();
            if (incomplete == 0) continue;
            if (reported++ < MOST_REPORTED) {
                out.accept(
                        new Damage(
                                end,
                                "SCTP port %d to %d: %d fragments whose message is not whole in this capture, the first in packet %d"
                                        .formatted(
                                                entry.getKey().sourcePort,
                                                entry.getKey().destinationPort,
                                                incomplete,
                                                entry.getValue().firstIncomplete())));
            } else {
                unreported += incomplete;
            }
        }
        if (unreported > 0) {
            out.accept(
                    new Damage(
                            end,
                            "%d more SCTP fragments whose message is not whole, %d associations given up as there were too many"
                                    .formatted(unreported, evicted)));
        }
    }

    private void data(
            Origin origin, Direction direction, ByteBuffer chunk, Consumer<CapturedPdu> out) {
        boolean interleaved = chunk.get(0) == I_DATA;
        int header = interleaved ? I_DATA_HEADER : DATA_HEADER;
        if (chunk.remaining() < header + 1) {
            out.accept(new Damage(origin, "an SCTP DATA chunk without user data"));
            return;
        }
        byte[] payload = new byte[chunk.remaining() - header];
        chunk.get(header, payload);
        var reassembly = reassembly(direction);
        int tsn = chunk.getInt(4);
        int last = chunk.getInt(header - 4); // PPID, or FSN in a later fragment of I-DATA
        if (!reassembly.isNew(tsn, chunk.getInt(8), last, payload)) return;
        long before = reassembly.octets();
        var whole = reassembly.add(fragment(origin, chunk, interleaved, payload));
        fragmentOctets += reassembly.octets() - before;
        if (fragmentOctets > MAX_FRAGMENT_OCTETS) dropOldest();
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

    /// DATA: TSN, stream, sequence, PPID. I-DATA (RFC 8260 §2.1): TSN, stream, reserved, message number, PPID or FSN.
    private static SctpReassembly.Fragment fragment(
            Origin origin, ByteBuffer chunk, boolean interleaved, byte[] payload) {
        int flags = chunk.get(1);
        boolean begins = (flags & 2) != 0;
        boolean unordered = (flags & 4) != 0;
        int streamId = chunk.getShort(8) & 0xFFFF;
        int last = chunk.getInt(interleaved ? 16 : 12);
        long message =
                interleaved
                        ? 1L << 63
                                | (unordered ? 1L << 62 : 0)
                                | (long) streamId << 32
                                | chunk.getInt(12) & 0xFFFFFFFFL
                        : 0;
        int number = !interleaved ? chunk.getInt(4) : begins ? 0 : last;
        return new SctpReassembly.Fragment(
                message,
                number,
                begins,
                (flags & 1) != 0,
                unordered,
                streamId,
                last,
                origin.packet(),
                payload);
    }

    private SctpReassembly reassembly(Direction direction) {
        var reassembly = directions.get(direction);
        if (reassembly == null) {
            reassembly = new SctpReassembly();
            directions.put(direction, reassembly);
            if (directions.size() > MAX_DIRECTIONS) {
                var eldest = directions.pollFirstEntry().getValue();
                evicted++;
                evictedFragments += eldest.incomplete();
                fragmentOctets -= eldest.octets();
            }
        }
        return reassembly;
    }

    /// Of the association that was quiet longest.
    private void dropOldest() {
        for (var reassembly : directions.values()) {
            if (reassembly.octets() == 0) continue;
            fragmentOctets -= reassembly.octets();
            reassembly.drop();
            return;
        }
    }

    private static Damage cut(Origin origin, ByteBuffer packet, int length) {
        return new Damage(
                origin,
                "the capture holds %d of %d octets of an SCTP packet (snap length)"
                        .formatted(packet.limit(), length));
    }
}

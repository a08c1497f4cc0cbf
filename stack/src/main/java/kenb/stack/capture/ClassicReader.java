package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The original pcap format (draft-ietf-opsawg-pcap): a file header of 24 octets, packet headers of 16.
final class ClassicReader extends PcapReader {
    private final ByteOrder order;
    private final int nanosPerUnit;
    private final int packetHeader;
    private final int linkType;
    private boolean ended;

    ClassicReader(BufferedInputStream in) throws IOException {
        super(in);
        byte[] octets = read(24);
        if (octets.length < 24) throw new IOException("not a whole pcap file: its header is cut");
        var header = ByteBuffer.wrap(octets);
        order = header.get(0) == (byte) 0xA1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        header.order(order);
        int magic = header.getInt(0);
        nanosPerUnit = magic == 0xA1B23C4D ? 1 : 1000;
        packetHeader =
                PacketHeaders.octets(peek(PacketHeaders.LOOK_AHEAD), order, magic, nanosPerUnit);
        linkType = header.getInt(20) & 0xFFFF; // above: length of the frame check sequence
    }

    @Override
    public @Nullable CapturedPacket next() throws IOException {
        if (ended) return null;
        long start = offset();
        byte[] octets = read(packetHeader);
        if (octets.length < packetHeader) {
            ended = true;
            if (octets.length > 0) warnTruncated(start, "a packet header");
            return null;
        }
        var header = ByteBuffer.wrap(octets).order(order);
        long captured = header.getInt(8) & 0xFFFFFFFFL;
        if (captured > MAX_PACKET) {
            ended = true;
            warn(
                    "a packet of %d octets at offset %d: the file is damaged there"
                            .formatted(captured, start));
            return null;
        }
        byte[] data = read((int) captured);
        if (data.length < captured) {
            ended = true;
            warnTruncated(start, "a packet");
            return null;
        }
        long seconds = header.getInt(0) & 0xFFFFFFFFL;
        long fraction = header.getInt(4) & 0xFFFFFFFFL;
        long original = header.getInt(12) & 0xFFFFFFFFL;
        return new CapturedPacket(
                nextNumber(),
                seconds * 1_000_000_000 + fraction * nanosPerUnit,
                linkType,
                null,
                data,
                (int) Math.min(original, Integer.MAX_VALUE),
                List.of());
    }
}

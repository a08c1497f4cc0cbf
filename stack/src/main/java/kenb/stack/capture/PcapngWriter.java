package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Writes one pcapng section, big-endian, time stamps in nanoseconds since 1970 (draft-ietf-opsawg-pcapng).
///
/// Not for several threads at once. Every block is written whole, so a file that was only flushed,
/// never closed, is still a valid capture.
public final class PcapngWriter implements Closeable {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int NAME_RESOLUTION = 4;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int NO_OPTIONS = 0;
    private static final int OPTION_COMMENT = 1;
    private static final int SECTION_APPLICATION = 4;
    private static final int INTERFACE_NAME = 2;
    private static final int INTERFACE_DESCRIPTION_TEXT = 3;
    private static final int INTERFACE_TIME_RESOLUTION = 9;
    private static final int PACKET_FLAGS = 2;
    private static final int STATISTICS_DROPPED = 5;
    private static final int NAME_IPV4 = 1;
    private static final int NAME_IPV6 = 2;
    private static final byte NANOSECONDS = 9;
    private static final int MAX_TEXT_OCTETS = 32_000;

    /// Which way a packet went, as the interface saw it (the low bits of epb_flags).
    public enum Direction {
        UNKNOWN,
        INBOUND,
        OUTBOUND
    }

    private final WritableByteChannel out;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.BIG_ENDIAN);
    private int blockStart;
    private int interfaces;

    /// Starts a section on `out`, which is closed with this writer. `application` names the writing program.
    public PcapngWriter(WritableByteChannel out, String application) {
        this.out = out;
        begin(SECTION_HEADER);
        buffer.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(SECTION_APPLICATION, application);
        endOfOptions();
        end();
    }

    /// Creates or overwrites `file`.
    public static PcapngWriter create(Path file, String application) throws IOException {
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        return new PcapngWriter(channel, application);
    }

    /// Adds an interface of one of the [LinkType]s; gives the number that packets name it by, from 0.
    public int addInterface(String name, int linkType, @Nullable String description)
            throws IOException {
        reserve(256 + 3 * (name.length() + (description == null ? 0 : description.length())));
        begin(INTERFACE_DESCRIPTION);
        buffer.putShort((short) linkType).putShort((short) 0).putInt(0);
        option(INTERFACE_NAME, name);
        if (description != null) option(INTERFACE_DESCRIPTION_TEXT, description);
        buffer.putShort((short) INTERFACE_TIME_RESOLUTION).putShort((short) 1).put(NANOSECONDS);
        pad();
        endOfOptions();
        end();
        return interfaces++;
    }

    /// Names for addresses, shown by Wireshark in their place.
    public void addNames(Map<InetAddress, String> names) throws IOException {
        for (var entry : names.entrySet()) {
            byte[] address = entry.getKey().getAddress();
            byte[] name = utf8(entry.getValue());
            reserve(64 + name.length);
            begin(NAME_RESOLUTION);
            buffer.putShort((short) (address.length == 4 ? NAME_IPV4 : NAME_IPV6));
            buffer.putShort((short) (address.length + name.length + 1));
            buffer.put(address).put(name).put((byte) 0);
            pad();
            buffer.putInt(NO_OPTIONS); // the end of the records
            endOfOptions();
            end();
        }
    }

    /// Writes `data` from its position to its limit as one packet of `networkInterface`.
    public void writePacket(
            int networkInterface,
            long epochNanos,
            Direction direction,
            ByteBuffer data,
            @Nullable String comment)
            throws IOException {
        int length = data.remaining();
        reserve(128 + length + (comment == null ? 0 : 3 * comment.length()));
        beginPacket(networkInterface, epochNanos, length);
        buffer.put(data);
        endPacket(direction, comment);
    }

    /// Writes a UDP datagram with the IP and UDP headers it would have on the wire, checksums included.
    public void writeDatagram(
            int networkInterface,
            long epochNanos,
            Direction direction,
            UdpHeaders headers,
            byte[] payload,
            int payloadLength,
            @Nullable String comment)
            throws IOException {
        int length = headers.length() + payloadLength;
        reserve(128 + length + (comment == null ? 0 : 3 * comment.length()));
        beginPacket(networkInterface, epochNanos, length);
        headers.write(buffer, payload, payloadLength);
        buffer.put(payload, 0, payloadLength);
        endPacket(direction, comment);
    }

    /// States how many packets an interface lost; belongs at the end of a capture.
    public void writeDropped(int networkInterface, long epochNanos, long dropped)
            throws IOException {
        reserve(128);
        begin(INTERFACE_STATISTICS);
        buffer.putInt(networkInterface);
        buffer.putInt((int) (epochNanos >>> 32)).putInt((int) epochNanos);
        buffer.putShort((short) STATISTICS_DROPPED).putShort((short) 8).putLong(dropped);
        endOfOptions();
        end();
    }

    /// Hands everything written so far to the channel.
    public void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) out.write(buffer);
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    private void beginPacket(int networkInterface, long epochNanos, int length) {
        if (networkInterface < 0 || networkInterface >= interfaces) {
            throw new IllegalArgumentException("no interface " + networkInterface);
        }
        begin(ENHANCED_PACKET);
        buffer.putInt(networkInterface);
        buffer.putInt((int) (epochNanos >>> 32)).putInt((int) epochNanos);
        buffer.putInt(length).putInt(length);
    }

    private void endPacket(Direction direction, @Nullable String comment) {
        pad();
        if (comment != null) option(OPTION_COMMENT, comment);
        if (direction != Direction.UNKNOWN) {
            buffer.putShort((short) PACKET_FLAGS).putShort((short) 4).putInt(direction.ordinal());
        }
        if (comment != null || direction != Direction.UNKNOWN) endOfOptions();
        end();
    }

    private void begin(int type) {
        blockStart = buffer.position();
        buffer.putInt(type).putInt(0);
    }

    private void end() {
        int length = buffer.position() - blockStart + 4;
        buffer.putInt(length);
        buffer.putInt(blockStart + 4, length);
    }

    private void option(int code, String text) {
        byte[] octets = utf8(text);
        buffer.putShort((short) code).putShort((short) octets.length).put(octets);
        pad();
    }

    private void endOfOptions() {
        buffer.putInt(NO_OPTIONS);
    }

    private void pad() {
        while (((buffer.position() - blockStart) & 3) != 0) buffer.put((byte) 0);
    }

    private void reserve(int octets) throws IOException {
        if (octets > buffer.capacity()) {
            throw new IllegalArgumentException("a block of " + octets + " octets is too long");
        }
        if (buffer.remaining() < octets) flush();
    }

    private static byte[] utf8(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return octets.length <= MAX_TEXT_OCTETS
                ? octets
                : java.util.Arrays.copyOf(octets, MAX_TEXT_OCTETS);
    }
}

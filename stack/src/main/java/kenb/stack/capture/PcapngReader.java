package kenb.stack.capture;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// pcapng (draft-ietf-opsawg-pcapng): sections of either byte order, several interfaces, enhanced, simple
/// and old packet blocks, comments, names; blocks it does not know are passed over.
final class PcapngReader extends PcapReader {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int NAME_RESOLUTION = 4;
    private static final int ENHANCED_PACKET = 6;

    /// Blocks that hold no packet and yet have a number in Wireshark: journal entries, system events, custom blocks.
    private static final Set<Integer> NUMBERED = Set.of(9, 0x204, 0x208, 0x0BAD, 0x40000BAD);

    private static final int MAX_BLOCK = MAX_PACKET + (1 << 16);

    private record Interface(
            int linkType,
            int snapLength,
            @Nullable String name,
            int resolution,
            long offsetSeconds) {
        /// if_tsresol: 10^-n, or 2^-n where the highest bit is set.
        long epochNanos(long units) {
            int exponent = resolution & 0x7F;
            long nanos;
            if ((resolution & 0x80) != 0) {
                long seconds = exponent >= 64 ? 0 : units >>> exponent;
                long fraction = exponent == 0 || exponent >= 64 ? 0 : units << (64 - exponent);
                nanos =
                        seconds * 1_000_000_000
                                + Math.unsignedMultiplyHigh(fraction, 1_000_000_000L);
            } else if (exponent <= 9) {
                nanos = units * Math.powExact(10L, 9 - exponent);
            } else {
                nanos =
                        exponent > 27
                                ? 0
                                : Long.divideUnsigned(units, Math.powExact(10L, exponent - 9));
            }
            return nanos + offsetSeconds * 1_000_000_000;
        }
    }

    private record Option(int code, ByteBuffer value) {}

    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private boolean ended;

    PcapngReader(BufferedInputStream in) {
        super(in);
    }

    @Override
    public @Nullable CapturedPacket next() throws IOException {
        while (!ended) {
            long start = offset();
            byte[] head = read(8);
            if (head.length < 8) {
                ended = true;
                if (head.length > 0) warnTruncated(start, "a block header");
                return null;
            }
            var header = ByteBuffer.wrap(head).order(order);
            int type = header.getInt(0);
            var body = type == SECTION_HEADER ? section(start, header) : body(start, header);
            if (body == null) continue;
            try {
                var packet = block(start, type, body);
                if (packet != null) return packet;
            } catch (java.nio.BufferUnderflowException
                    | IllegalArgumentException
                    | IndexOutOfBoundsException _) {
                warn(
                        "a block of type %d at offset %d is shorter than it says"
                                .formatted(type, start));
            }
        }
        return null;
    }

    /// A section says its own byte order, so its length can only be read after that.
    private @Nullable ByteBuffer section(long start, ByteBuffer header) throws IOException {
        byte[] magic = read(4);
        if (magic.length < 4) return truncated(start);
        order = magic[0] == 0x1A ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        if (ByteBuffer.wrap(magic).order(order).getInt() != 0x1A2B3C4D) {
            return damaged(start, "a section header without its magic number");
        }
        interfaces.clear();
        return rest(start, header.order(order).getInt(4) & 0xFFFFFFFFL, 12);
    }

    private @Nullable ByteBuffer body(long start, ByteBuffer header) throws IOException {
        return rest(start, header.getInt(4) & 0xFFFFFFFFL, 8);
    }

    private @Nullable ByteBuffer rest(long start, long length, int alreadyRead) throws IOException {
        if (length < alreadyRead + 4 || (length & 3) != 0) {
            return damaged(start, "a block length of " + length);
        }
        if (length > MAX_BLOCK) {
            warn("a block of %d octets at offset %d is passed over".formatted(length, start));
            return skip(length - alreadyRead) ? null : truncated(start);
        }
        int left = (int) length - alreadyRead;
        byte[] octets = read(left);
        if (octets.length < left) return truncated(start);
        return ByteBuffer.wrap(octets, 0, left - 4).slice().order(order);
    }

    private @Nullable ByteBuffer truncated(long start) {
        ended = true;
        warnTruncated(start, "a block");
        return null;
    }

    private @Nullable ByteBuffer damaged(long start, String what) {
        ended = true;
        warn(
                "%s at offset %d, after packet %d: the file is damaged there"
                        .formatted(what, start, packets()));
        return null;
    }

    private @Nullable CapturedPacket block(long start, int type, ByteBuffer body) {
        switch (type) {
            case INTERFACE_DESCRIPTION -> interfaces.add(describe(body));
            case NAME_RESOLUTION -> names(body);
            case ENHANCED_PACKET -> {
                int number = body.getInt();
                return packet(start, number, units(body), body);
            }
            case OLD_PACKET -> {
                int number = body.getShort() & 0xFFFF;
                body.getShort(); // drops
                return packet(start, number, units(body), body);
            }
            case SIMPLE_PACKET -> {
                return simple(start, body);
            }
            default -> {
                if (NUMBERED.contains(type)) nextNumber(); // others: statistics, secrets
            }
        }
        return null;
    }

    private static long units(ByteBuffer body) {
        long high = body.getInt() & 0xFFFFFFFFL;
        return high << 32 | body.getInt() & 0xFFFFFFFFL;
    }

    private @Nullable CapturedPacket packet(long start, int number, long units, ByteBuffer body) {
        var from = networkInterface(start, number);
        if (from == null) return null;
        int captured = body.getInt();
        int original = body.getInt();
        byte[] data = new byte[Math.min(Math.max(captured, 0), body.remaining())];
        if (data.length != captured) {
            warn(
                    "packet %d at offset %d says it has %d octets, and %d are there"
                            .formatted(packets() + 1, start, captured & 0xFFFFFFFFL, data.length));
        }
        body.get(data);
        body.position(Math.min(body.limit(), body.position() + (-data.length & 3)));
        var comments = new ArrayList<String>();
        for (var option : options(body)) if (option.code == 1) comments.add(text(option.value));
        return new CapturedPacket(
                nextNumber(),
                from.epochNanos(units),
                from.linkType,
                from.name,
                data,
                original < 0 ? Integer.MAX_VALUE : original,
                List.copyOf(comments));
    }

    private @Nullable CapturedPacket simple(long start, ByteBuffer body) {
        var from = networkInterface(start, 0);
        if (from == null) return null;
        int original = body.getInt();
        int kept = from.snapLength == 0 ? original : Math.min(original, from.snapLength);
        byte[] data = new byte[Math.min(Math.max(kept, 0), body.remaining())];
        body.get(data);
        return new CapturedPacket(
                nextNumber(), 0, from.linkType, from.name, data, original, List.of());
    }

    private @Nullable Interface networkInterface(long start, int number) {
        if (number >= 0 && number < interfaces.size()) return interfaces.get(number);
        warn(
                "a packet at offset %d names interface %d, which is not described"
                        .formatted(start, number));
        return null;
    }

    private Interface describe(ByteBuffer body) {
        int linkType = body.getShort() & 0xFFFF;
        body.getShort();
        int snapLength = body.getInt();
        String name = null;
        int resolution = 6;
        long offsetSeconds = 0;
        for (var option : options(body)) {
            switch (option.code) {
                case 2 -> name = text(option.value);
                case 9 -> resolution = option.value.get() & 0xFF;
                case 14 -> offsetSeconds = option.value.getLong();
                default -> {}
            }
        }
        return new Interface(linkType, snapLength, name, resolution, offsetSeconds);
    }

    private void names(ByteBuffer body) {
        while (body.remaining() >= 4) {
            int type = body.getShort() & 0xFFFF;
            int length = body.getShort() & 0xFFFF;
            if (type == 0) return;
            var value = body.slice(body.position(), Math.min(length, body.remaining()));
            body.position(Math.min(body.limit(), body.position() + (length + 3 & ~3)));
            int addressLength = type == 1 ? 4 : type == 2 ? 16 : 0;
            if (addressLength == 0 || value.remaining() <= addressLength) continue;
            byte[] address = new byte[addressLength];
            value.get(address);
            var name = text(value).split("\0", 2)[0];
            try {
                if (!name.isEmpty()) name(InetAddress.getByAddress(address), name);
            } catch (java.net.UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private List<Option> options(ByteBuffer body) {
        var options = new ArrayList<Option>();
        while (body.remaining() >= 4) {
            int code = body.getShort() & 0xFFFF;
            int length = body.getShort() & 0xFFFF;
            if (code == 0) break;
            int there = Math.min(length, body.remaining());
            options.add(new Option(code, body.slice(body.position(), there).order(order)));
            body.position(Math.min(body.limit(), body.position() + (length + 3 & ~3)));
        }
        return options;
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.UTF_8.decode(octets.duplicate()).toString();
    }
}

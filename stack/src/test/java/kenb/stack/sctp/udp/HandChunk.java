package kenb.stack.sctp.udp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A chunk put together and taken apart by hand, apart from what the stack itself writes and reads chunks with (RFC 9260 §3.2).
///
/// @param value what follows the chunk header, padding not included
record HandChunk(int type, int flags, byte[] value) {
    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;
    static final int AUTH = 15;

    static final int LAST = 1;
    static final int FIRST = 2;
    static final int WHOLE = FIRST | LAST;
    static final int UNORDERED = 4;
    static final int IMMEDIATE = 8;
    static final int T_BIT = 1;

    /// An error cause or a parameter.
    record Item(int code, byte[] value) {
        int u32() {
            return ByteBuffer.wrap(value).getInt();
        }
    }

    static HandChunk of(int type) {
        return new HandChunk(type, 0, new byte[0]);
    }

    static HandChunk of(int type, int flags, byte[]... parts) {
        return new HandChunk(type, flags, join(parts));
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /// A parameter or cause with its padding.
    static byte[] item(int code, byte... value) {
        return ByteBuffer.allocate(4 + (value.length + 3 & ~3))
                .putShort((short) code)
                .putShort((short) (4 + value.length))
                .put(value)
                .array();
    }

    static byte[] int32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] octets(int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (i + 1);
        }
        return octets;
    }

    /// INIT or INIT ACK.
    static HandChunk init(
            int type,
            int tag,
            int window,
            int outStreams,
            int inStreams,
            int tsn,
            byte[]... parameters) {
        byte[] fixed =
                ByteBuffer.allocate(16)
                        .putInt(tag)
                        .putInt(window)
                        .putShort((short) outStreams)
                        .putShort((short) inStreams)
                        .putInt(tsn)
                        .array();
        return of(type, 0, fixed, join(parameters));
    }

    static HandChunk data(int flags, int tsn, int stream, int sequence, byte[] payload) {
        byte[] fixed =
                ByteBuffer.allocate(12)
                        .putInt(tsn)
                        .putShort((short) stream)
                        .putShort((short) sequence)
                        .putInt(18)
                        .array();
        return of(DATA, flags, fixed, payload);
    }

    static HandChunk data(int tsn, int stream, int sequence, String text) {
        return data(WHOLE, tsn, stream, sequence, text.getBytes(StandardCharsets.UTF_8));
    }

    /// @param gaps first and last offset of each block
    static HandChunk sack(int cumulative, int window, int... gaps) {
        ByteBuffer value = ByteBuffer.allocate(12 + 2 * gaps.length);
        value.putInt(cumulative).putInt(window).putShort((short) (gaps.length / 2));
        value.putShort((short) 0);
        for (int offset : gaps) {
            value.putShort((short) offset);
        }
        return of(SACK, 0, value.array());
    }

    static HandChunk shutdown(int cumulative) {
        return of(SHUTDOWN, 0, int32(cumulative));
    }

    static HandChunk heartbeat(byte... info) {
        return of(HEARTBEAT, 0, item(1, info));
    }

    /// @param at octets from the beginning of the chunk, header included
    int u16(int at) {
        return ByteBuffer.wrap(value).getShort(at - 4) & 0xFFFF;
    }

    int u32(int at) {
        return ByteBuffer.wrap(value).getInt(at - 4);
    }

    boolean tBit() {
        return (flags & T_BIT) != 0;
    }

    // ---- DATA ----

    int tsn() {
        return u32(4);
    }

    int stream() {
        return u16(8);
    }

    int sequence() {
        return u16(10);
    }

    byte[] payload() {
        byte[] payload = new byte[value.length - 12];
        System.arraycopy(value, 12, payload, 0, payload.length);
        return payload;
    }

    // ---- SACK ----

    int cumulative() {
        return u32(4);
    }

    int window() {
        return u32(8);
    }

    /// First and last offset of each gap block.
    List<Integer> gaps() {
        List<Integer> gaps = new ArrayList<>();
        for (int i = 0; i < 2 * u16(12); i++) {
            gaps.add(u16(16 + 2 * i));
        }
        return gaps;
    }

    List<Integer> duplicates() {
        List<Integer> duplicates = new ArrayList<>();
        for (int i = 0; i < u16(14); i++) {
            duplicates.add(u32(16 + 4 * u16(12) + 4 * i));
        }
        return duplicates;
    }

    // ---- parameters and causes ----

    /// Those of an INIT or INIT ACK.
    List<Item> parameters() {
        return items(16);
    }

    /// Those of an ABORT or ERROR.
    List<Item> causes() {
        return items(0);
    }

    private List<Item> items(int from) {
        List<Item> items = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(value).position(from);
        while (in.hasRemaining()) {
            int code = in.getShort() & 0xFFFF;
            byte[] item = new byte[(in.getShort() & 0xFFFF) - 4];
            in.get(item);
            for (int i = item.length; (i & 3) != 0 && in.hasRemaining(); i++) {
                if (in.get() != 0) {
                    throw new AssertionError("padding of item " + code + " is not zero");
                }
            }
            items.add(new Item(code, item));
        }
        return items;
    }
}
